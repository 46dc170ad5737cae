"""What a form does of its own accord: values laid in when a survey starts, when a row is added, and when
another answer changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from workstation.errors import KnownError
from workstation.surveys.answers import LONGEST, storable
from workstation.surveys.blueprint import Action, Spot
from workstation.surveys.settling import Settler
from workstation.surveys.tree import Node, Tree, nodes_on
from workstation.surveys.xpath import Scope, as_answer

if TYPE_CHECKING:
    from workstation.surveys.definition import Form

FIRST_LOAD = frozenset({"odk-instance-first-load", "odk-instance-load", "xforms-ready"})
NEW_ROW = "odk-new-repeat"
CHANGED = "xforms-value-changed"
MOST_ACTIONS = 10_000
"""Actions that one answer may set off; beyond, they go round in a circle."""


@dataclass(frozen=True, slots=True)
class Actor:
    """`position` is the device's as ODK writes it, "" where it is not known."""

    form: Form
    tree: Tree
    scope: Scope
    settler: Settler
    position: str = ""

    def start(self) -> None:
        """The values that a new survey starts with."""
        for action in self.form.actions:
            if action.event in FIRST_LOAD:
                self._act(action, nodes_on(action.target, self.tree.root))
                self.settler.run()
        self.settler.events.clear()
        self.settler.fresh.clear()

    def settle(self) -> None:
        """Work out everything, and what new rows and changed answers set off, until all is quiet.

        KnownError form.cycle where actions set each other off without end.
        """
        left = MOST_ACTIONS
        self.settler.run()
        while self.settler.fresh or self.settler.events:
            rows, self.settler.fresh = self.settler.fresh, []
            events, self.settler.events = self.settler.events, []
            for node, action in [*self._of(rows, NEW_ROW), *self._of(events, CHANGED)]:
                left -= 1
                if left < 0:
                    raise KnownError(
                        "form.cycle", "answers set each other off without end", where=action.target.path
                    )
                self._act(action, self._targets(action, node))
                self.settler.run()

    def _of(self, nodes: Iterable[Node], event: str) -> Iterator[tuple[Node, Action]]:
        for node in nodes:
            for action in self.form.actions_of.get(node.spot, ()):
                if action.event == event:
                    yield node, action

    def _targets(self, action: Action, source: Node) -> Iterator[Node]:
        """Where the target lies in the same row as the source, as near as the two stand."""
        above = {id(spot) for spot in action.target.up()}
        shared = next(spot for spot in source.spot.up() if id(spot) in above)
        return nodes_on(action.target, source.at(shared))

    def _act(self, action: Action, nodes: Iterable[Node]) -> None:
        for node in list(nodes):
            text = self._value(action, node)
            self.settler.set_value(node, text if len(text) <= LONGEST else "")

    def _value(self, action: Action, node: Node) -> str:
        if action.position:
            return self.position
        if not action.expression:
            return action.literal
        expression = self.form.expression(action.expression, node.spot.path)
        try:
            value = expression.evaluate(node.element, self.scope)
        except KnownError as error:
            self.settler.trouble = self.settler.trouble or error
            return ""
        return storable(as_answer(value, node.spot.bind.type))


@dataclass(frozen=True, slots=True)
class Preloads:
    """What the form asks of the device: the time, its name, the user's, an id."""

    now: Callable[[], datetime]
    uuid: Callable[[], str]
    properties: dict[str, str]

    def start(self, root: Node) -> Iterator[tuple[Node, str]]:
        for node in root.down():
            text = self._value(node.spot)
            if text is not None:
                yield node, text

    def end(self, root: Node) -> Iterator[tuple[Node, str]]:
        """The moment at which a survey is finished."""
        for node in root.down():
            bind = node.spot.bind
            if bind.preload == "timestamp" and bind.preload_parameter == "end":
                yield node, self._moment()

    def _moment(self) -> str:
        return self.now().isoformat(timespec="milliseconds")

    def _value(self, spot: Spot) -> str | None:
        match spot.bind.preload, spot.bind.preload_parameter:
            case "timestamp", "start":
                return self._moment()
            case "date", "today":
                return self.now().date().isoformat()
            case "uid", _:
                return f"uuid:{self.uuid()}"
            case "property", name:
                return self.properties.get(name, "")
        return None
