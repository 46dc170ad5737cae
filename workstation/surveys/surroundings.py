"""What a survey gets from outside: time, ids, the device, the user, and the lists of the applicant file."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from workstation.errors import KnownError
from workstation.surveys.external import LAST_SAVED
from workstation.surveys.xml import parse_xml
from workstation.surveys.xpath import Scope, Table

if TYPE_CHECKING:
    from workstation.surveys.definition import Form

FILE = "file"
"""The list that the applicant file stands in for; a form may ask for it where there is none."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`now` gives an aware moment in the officer's zone. `tables` are lists by the name that the form gives
    them, "file" the applicant file. `seed` fixes what is drawn by chance. `last_saved` is the last finished
    instance of the same form, `position` the device's as `latitude longitude altitude accuracy`; both empty
    where there is none."""

    now: Callable[[], datetime]
    device_id: str
    user: str
    uuid: Callable[[], str]
    tables: Mapping[str, Table] = field(default_factory=dict)
    seed: int = 0
    last_saved: bytes = b""
    position: str = ""

    def properties(self) -> dict[str, str]:
        """What a form may ask of the device, as forms name it; of all else the device knows nothing."""
        return {"deviceid": self.device_id, "username": self.user}

    def scope(self, form: Form, root: Any) -> Scope:
        """What expressions see. KnownError form.list for a list that lies neither beside the form nor
        here."""
        return Scope(
            root=root,
            now=self.now,
            uuid=self.uuid,
            random=random.Random(self.seed).random,
            seed=self.seed,
            instances={name: self._instance(name, found) for name, found in form.instances.items()},
            tables=self.tables,
            properties=self.properties(),
            version=form.version,
        )

    def _instance(self, name: str, found: Any) -> Any:
        if found is not None:
            return found
        if name == LAST_SAVED:
            return self._last()
        if name in self.tables:
            return self.tables[name].as_instance(name)
        if name == FILE:
            return Table((), ()).as_instance(name)
        raise KnownError(
            "form.list",
            f"the form needs the list “{name}”, which does not lie beside it",
            remedy="Put the file in the form's folder, under the name that the form gives it.",
        )

    def _last(self) -> Any:
        from lxml import etree

        instance = etree.Element("instance", id=LAST_SAVED)
        if self.last_saved:
            instance.append(parse_xml(self.last_saved, "survey.instance"))
        return instance
