"""A keystroke in the window for a visit: 300 questions, 200 stock lines; from the key to the painted page.

The screen is the program's own over an encrypted cache; each key changes the form, is handed to the worker
that writes, and what it changed is painted. The baseline is a bare `QLineEdit` that takes a key and paints
itself.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Figure, median_ms, seconds
from benchmarks.survey import LINES, workbook

if TYPE_CHECKING:
    from ui.screens.survey.runner import Runner
    from ui.tasks import Tasks
    from workstation.services.open_survey import OpenSurvey
    from workstation.services.surveys import Surveys

NAME = "survey_window"
BASELINE = "a bare line that takes a key"
_STOCK = "/data/stock"
_TODAY = date(2026, 7, 1)
_WHO = "bench:1"


def run(rounds: int) -> list[Figure]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication, QLineEdit

    from ui.application import qt_application
    from ui.theme.style import apply_theme

    qt_application()
    apply_theme("light")
    line = QLineEdit()
    line.show()

    def bare() -> None:
        line.insert("1")
        QApplication.processEvents()
        line.repaint()

    with _open_runner() as runner:
        plain = [seconds(bare) for _ in range(rounds)]
        runner.show_section(_STOCK)
        cells = [seconds(lambda n=n: _key(runner, f"{_STOCK}[{LINES // 2}]/qty", n)) for n in range(rounds)]
        grown = [seconds(lambda: _grow(runner)) for _ in range(5)]
        runner.show_section("/data/g1")
        words = [seconds(lambda n=n: _key(runner, "/data/g1/n1_2", n)) for n in range(rounds)]
        turns = [seconds(lambda n=n: _turn(runner, f"/data/g{n % 5 + 2}")) for n in range(rounds)]
    line.close()
    against = median_ms(plain)
    cell, word = median_ms(cells), median_ms(words)
    return [
        Figure(f"a key in a cell of {LINES} lines, painted", cell, "ms", cell / against, BASELINE),
        Figure("… the slowest of them", max(cells) * 1_000, "ms"),
        Figure("… in a section of twenty questions", word, "ms", word / against, BASELINE),
        Figure("… a line more, painted", median_ms(grown), "ms"),
        Figure("… another section, painted", median_ms(turns), "ms"),
        Figure(BASELINE, against, "ms"),
    ]


def _key(runner: Runner, ref: str, number: int) -> None:
    runner.filling.answer(ref, str(1 + number % 97))
    _painted(runner)


def _grow(runner: Runner) -> None:
    runner.filling.add_row(_STOCK, None)
    _painted(runner)


def _turn(runner: Runner, section: str) -> None:
    runner.show_section(section)
    _painted(runner)


def _painted(runner: Runner) -> None:
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()
    runner.repaint()


@contextmanager
def _open_runner() -> Iterator[Runner]:
    from ui.screens.survey.devices import Devices
    from ui.screens.survey.filling import Filling
    from ui.screens.survey.hands import Hands
    from ui.screens.survey.runner import Runner
    from ui.tasks import Tasks
    from workstation.clock import FixedClock

    with tempfile.TemporaryDirectory() as made, _surveys(Path(made)) as surveys:
        tasks: Tasks = Tasks()
        survey = _begun(surveys)
        filling = Filling(survey, tasks, surveys.blobs.get)
        hands = Hands(
            tasks, lambda: _TODAY, Devices(), filling.keep_file, filling.drop_file, filling.held,
            filling.read, print,
        )  # fmt: skip
        runner = Runner(filling, hands, FixedClock(_TODAY), _Nowhere())
        runner.resize(1366, 820)
        runner.show()
        runner.begin()
        try:
            yield runner
        finally:
            runner.put_away()
            tasks.close()
            runner.close()


class _Nowhere:
    """Leads nowhere and says nothing."""

    def open_applicant(self, applicant_id: str, tab: str = "overview") -> None: ...

    def open_screen(self, name: str) -> None: ...

    def open_survey(self, draft_id: str) -> None: ...

    def say(self, text: str, *, kind: str = "good") -> None: ...

    def say_error(self, error: BaseException) -> None:
        raise error

    def sync_now(self) -> None: ...


def _begun(surveys: Surveys) -> OpenSurvey:
    survey = surveys.open(_WHO)
    for number in range(1, LINES + 1):
        if number > survey.run.row_count(_STOCK):
            survey.add_row(_STOCK)
        for name, value in (("item", f"item {number}"), ("qty", str(number)), ("cost", f"{number}.25")):
            survey.answer(f"{_STOCK}[{number}]/{name}", value)
    return survey


@contextmanager
def _surveys(folder: Path) -> Iterator[Surveys]:
    from db.cache import open_cache
    from workstation.clock import FixedClock
    from workstation.codec import encode, kind_of
    from workstation.domain.records import Applicant, ApplicantKind, ShopKind
    from workstation.events import Bell
    from workstation.ids import SortableIds
    from workstation.paths import resources
    from workstation.ports import FilePart, RecordPut
    from workstation.services.acting import Hand
    from workstation.services.currency import load_currencies
    from workstation.services.survey_forms import Forms
    from workstation.services.survey_judging import Judging
    from workstation.services.surveys import Surveys
    from workstation.services.values import Officer
    from workstation.surveys.policy import load_survey_policy
    from workstation.toolbox import TOOLBOX

    (folder / "forms").mkdir()
    (folder / "forms" / "reseller.xlsx").write_bytes(workbook())
    who = Applicant(
        _WHO, "bench", "1", "A seller", ApplicantKind.FIRM, ShopKind.RESELLER, "other", "", "", "", _TODAY
    )
    cache = open_cache(folder / "cache.db", bytes(32), folder / "blobs", TOOLBOX, lambda: _TODAY)
    try:
        cache.sync.start_epoch("bench")
        put = RecordPut(kind_of(who), who.id, 1, 1, encode(who))
        cache.sync.store_parts([FilePart(who.id, [put], {}, 1)])
        clock, policies = FixedClock(_TODAY), resources() / "policies"
        judging = Judging(
            load_survey_policy(policies / "survey.toml"), load_currencies(policies / "currencies.toml")
        )
        hand = Hand(Officer("o", "o", "officer", "d"), clock, SortableIds(), cache.acts, Bell())
        yield Surveys(
            cache.cases, cache.drafts, cache.blobs, hand, Forms(folder / "forms"),
            lambda words: hashlib.sha512(words).digest(), judging,
        )  # fmt: skip
    finally:
        cache.close()
