"""`workstation train --report`: simulated sellers against real ones, as a table, as data and as a picture."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from workstation.commands.verb import Answer, tell
from workstation.files import write_whole

_SELLERS = 1000
_SHARED = "WORKSTATION_SHARED"


def report_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--real",
        type=Path,
        metavar="DIR",
        help=f"the sets to reckon real figures from (default: {_SHARED}/data, else kept figures)",
    )


def report(arguments: Namespace) -> Answer:
    """Compare, and with `--out` write the picture, the data and the real deciles there."""
    from workstation.training.likeness import compare, kept_text, lines_of, picture_of

    likeness = compare(
        sellers=arguments.sellers or _SELLERS,
        seed=arguments.seed,
        real=arguments.real or _shared(),
        progress=tell,
    )
    lines = lines_of(likeness)
    data = likeness.to_json()
    if arguments.out is not None:
        texts = {
            "likeness.svg": picture_of(likeness),
            "likeness.json": json.dumps(data, ensure_ascii=False, indent=1) + "\n",
            "real_quantiles.json": kept_text(likeness),
        }
        for name, text in texts.items():
            write_whole(arguments.out / name, text.encode(), private=False)
            lines.append(str(arguments.out / name))
    return Answer(data, lines)


def _shared() -> Path | None:
    """The folder of real data that the environment names, where it is there."""
    shared = os.environ.get(_SHARED)
    folder = Path(shared) / "data" if shared else None
    return folder if folder is not None and folder.is_dir() else None
