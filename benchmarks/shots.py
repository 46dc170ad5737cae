"""Screenshots of every screen, both languages, both themes: `python3 dev.py shots [FOLDER]`.

`--only monitor assessment` takes those whose names hold one of the words, `--languages zh --looks dark`
one look of the four, `--files S015` other files, `--height 2400` a window that shows long pages to their
foot. A demonstration's hub and profile are made anew, files are fetched, and one request of each kind stays
undecided, so that every screen shows what an officer sees in the middle of a day.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from workstation.domain.text import Bilingual

_SHOWN = ("S006", "S011")  # a counter-offer over a rich file; a file with nothing in it
_VISITED = "sample:S006"
_DECIDED = ("sample:S001", "sample:S009", "sample:S015")


def _say(words: Bilingual) -> None:
    print(words.en, file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("build") / "shots")
    parser.add_argument("--text-size", type=int, default=100)
    parser.add_argument("--only", nargs="+", default=(), metavar="WORD", help="pictures named so")
    parser.add_argument("--languages", nargs="+", choices=("zh", "en"), default=("zh", "en"))
    parser.add_argument("--looks", nargs="+", choices=("light", "dark"), default=("light", "dark"))
    parser.add_argument("--files", nargs="+", default=_SHOWN, metavar="ID", help="sellers of the sample")
    parser.add_argument("--height", type=int, default=900, help="of the window in pixels")
    arguments = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from benchmarks.shot_survey import begin_visit
    from ui.pictures import take_pictures
    from workstation.app import demo_means, open_desk
    from workstation.commands.demo import decide
    from workstation.commands.demo_day import DEMO_PASSPHRASE, prepare_demo

    with (
        tempfile.TemporaryDirectory() as made,
        prepare_demo(demo_means(), Path(made), _say) as profile,
        open_desk(profile, DEMO_PASSPHRASE) as desk,
    ):
        desk.sync.run()
        for applicant_id in _DECIDED:
            decision_id, preview = decide(desk, desk.appraisals.appraise(applicant_id))
            if preview is not None:
                desk.letters.issue(decision_id)
        begin_visit(desk, _VISITED)
        taken = take_pictures(
            desk,
            profile,
            arguments.folder,
            [f"sample:{one}" for one in arguments.files],
            languages=arguments.languages,
            looks=arguments.looks,
            text_size=arguments.text_size,
            only=arguments.only,
            height=arguments.height,
        )
    print(f"{len(taken)} pictures under {arguments.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
