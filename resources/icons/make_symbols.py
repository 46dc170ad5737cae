"""Cuts the window's symbols out of the Phosphor icon font and writes them as a font of a few kilobytes.

Run it by hand after adding a name below: `.venv/bin/python resources/icons/make_symbols.py`. The whole font
comes with the package `qtawesome`, which takes longer to import than the rest of the window together; the
window needs these symbols only. Outputs, committed: `symbols.ttf` and `symbols.json` (name → code point).
"""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent

_NAMES = """
archive archive-box arrow-counter-clockwise arrow-down arrow-left arrow-right arrow-square-out arrow-up
arrow-up-right arrows-clockwise asterisk bank barcode bookmark-simple buildings calendar-blank camera
caret-double-right caret-down caret-left caret-right caret-up chart-bar chart-line chart-line-up chat-text
check check-circle check-circle-fill circle circle-dashed circle-half clipboard-text clock
clock-counter-clockwise cloud-arrow-down cloud-arrow-up cloud-check cloud-slash coin columns command copy
currency-cny database dots-three download-simple envelope envelope-open equals eye factory file-arrow-down
file-pdf file-text fingerprint floppy-disk flow-arrow folder folder-open frame-corners funnel gear-six
git-branch git-fork git-merge handshake hard-drives hourglass hourglass-medium house identification-card
image info info-fill key keyboard laptop lightbulb link list list-bullets lock lock-open magnifying-glass
magnifying-glass-minus magnifying-glass-plus map-pin microphone minus monitor moon note-pencil package
paper-plane-tilt paperclip path pencil-simple percent phone play-circle plus printer prohibit question
receipt rocket rows scales shield-check shield-warning shopping-cart sign-out pen-nib sliders
sliders-horizontal sort-ascending sort-descending squares-four stack star stop-circle storefront sun table
target text-aa translate trash tray trend-down trend-up truck user user-circle users wallet warning
warning-circle warning-circle-fill warning-fill x x-circle x-circle-fill
"""


def main() -> None:
    names = set(_NAMES.split())
    fonts = Path(str(find_spec("qtawesome").origin)).parent / "fonts"
    (whole,) = fonts.glob("phosphor-[0-9]*.ttf")
    (chart,) = fonts.glob("phosphor-charmap-*.json")
    points = {name: int(point, 16) for name, point in json.loads(chart.read_text()).items() if name in names}
    if missing := names - points.keys():
        raise SystemExit(f"Phosphor has no {', '.join(sorted(missing))}")
    options = subset.Options(notdef_outline=True, layout_features=[], name_IDs=[0, 1, 2, 13, 14])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=points.values())
    font = TTFont(whole, recalcTimestamp=False)
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID == 1:  # a family of its own, lest a whole Phosphor on the computer be taken for it
            record.string = "Workstation Symbols"
    font.save(HERE / "symbols.ttf")
    (HERE / "symbols.json").write_text(json.dumps(dict(sorted(points.items())), indent=0) + "\n")


if __name__ == "__main__":
    main()
