"""Makes the two fonts of the papers and the window out of the variable Noto Sans SC (SIL Open Font License).

In: the wheel `justmytype-intl-cjk` 0.1.0 from the Python package index, which carries the font and its
licence (`pip download --no-deps justmytype-intl-cjk==0.1.0`). Out: `NotoSansSC-Regular.ttf`,
`NotoSansSC-Bold.ttf` and `OFL.txt` beside this file, the same bytes on every machine. It never runs as part
of the program: the results are kept with it.

    python resources/fonts/make_fonts.py justmytype_intl_cjk-0.1.0-py3-none-any.whl
"""

from __future__ import annotations

import hashlib
import io
import sys
import zipfile
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).resolve().parent
WHEEL_SHA256 = "06d9665542bfcad373716bb80583aa2d9bb2086a054fe11f706b9bd41e03f256"
FOLDER = "justmytype_intl_cjk/fonts/ofl/notosanssc"
WEIGHTS = {"Regular": 400, "Bold": 700}

# What a Chinese paper or screen may have to print. Extension A and the ideographs of the higher planes are
# kept whole: the 276 characters of 通用规范汉字表 that GBK lacks lie there and occur in names (𬭸, 䶮, 㛃).
RANGES = (
    (0x0020, 0x04FF, "Latin, Greek, Cyrillic"),
    (0x1E00, 0x1EFF, "Latin with tone marks"),
    (0x2000, 0x27FF, "punctuation, currency, numbers, arrows, mathematics, boxes, shapes, signs"),
    (0x2900, 0x2BFF, "further arrows"),
    (0x2E3A, 0x2E3B, "long dashes"),
    (0x3000, 0x30FF, "CJK punctuation, kana (shop names use の)"),
    (0x3100, 0x312F, "bopomofo"),
    (0x3200, 0x33FF, "enclosed characters and units"),
    (0x3400, 0x4DBF, "CJK Extension A"),
    (0x4E00, 0x9FFF, "CJK Unified Ideographs"),
    (0xF900, 0xFAFF, "CJK compatibility ideographs"),
    (0xFE30, 0xFE6F, "small and compatibility forms"),
    (0xFF00, 0xFFEF, "full-width and half-width forms"),
    (0x20000, 0x323AF, "CJK Extensions B to H"),
)


def wanted(code: int) -> bool:
    return any(first <= code <= last for first, last, _ in RANGES)


def make_weight(source: bytes, weight: int) -> bytes:
    """One static TrueType font of `weight` (100–900), subset to `RANGES`."""
    # Not recalculating the time stamp keeps the bytes the same whenever this runs.
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    font = instantiateVariableFont(font, {"wght": weight}, updateFontNames=True)
    options = Options(
        layout_features=["ccmp", "kern", "mark"],
        name_IDs=["*"],
        notdef_outline=True,
        recalc_timestamp=False,
        # Papers and screens run horizontally.
        drop_tables=["BASE", "STAT", "VORG", "vhea", "vmtx", "DSIG"],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for code in font.getBestCmap() if wanted(code)])
    subsetter.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    wheel = Path(arguments[0]).read_bytes()
    if (found := hashlib.sha256(wheel).hexdigest()) != WHEEL_SHA256:
        print(f"not the wheel that these fonts are made of: sha256 {found}", file=sys.stderr)
        return 1
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        source = archive.read(f"{FOLDER}/NotoSansSC[wght].ttf")
        (HERE / "OFL.txt").write_bytes(archive.read(f"{FOLDER}/OFL.txt"))
    for name, weight in WEIGHTS.items():
        data = make_weight(source, weight)
        path = HERE / f"NotoSansSC-{name}.ttf"
        path.write_bytes(data)
        print(f"{hashlib.sha256(data).hexdigest()}  {path.name}  {len(data):,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
