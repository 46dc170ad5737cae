"""Words of the tab "Surveys"."""

from __future__ import annotations

from workstation.domain.text import Bilingual
from workstation.domain.words import Words

BASES: Words = {
    "stated": Bilingual("自述", "as stated"),
    "counted": Bilingual("清点", "counted"),
    "documented": Bilingual("有凭证", "documented"),
}
"""How a figure was come by."""
