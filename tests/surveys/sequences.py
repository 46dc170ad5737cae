"""Answers given at random, right and wrong, in any order; after them the survey is held against a second
reckoning. `python -m tests.surveys.sequences --count 10000` gives ten thousand such sequences.
"""

from __future__ import annotations

import argparse
import random
import sys
import time

import pytest

from tests.surveys.forms import surroundings
from tests.surveys.naive import Naive, Reckoned
from tests.surveys.rich_forms import FORMS
from workstation.errors import KnownError
from workstation.surveys.form import Form
from workstation.surveys.generating import candidates, generate
from workstation.surveys.names import local_name
from workstation.surveys.run import FormRun
from workstation.surveys.views import AnswerKind, GroupView, Item, ProblemKind, QuestionView, RepeatView
from workstation.surveys.xml import parse_xml

_ODD = (
    "", "", "0", "1", "-1", "2", "3", "12", "1e3", "abc", "no", "2026-02-30", "2025-12-31", "OK", "../x",
    "hz", "sz", "toys bags other", "toys toys", "31 121", "91 0", "<b>&", "\x00\x1f", "9" * 30, "NaN", "zj",
    "factory",
)  # fmt: skip


def sequence(form: Form, seed: int, longest: int = 25) -> FormRun:
    """A survey after some answers, rows and removals; resumed from its snapshot now and then."""
    chance = random.Random(seed)
    run = FormRun.start(form, surroundings())
    if chance.random() < 0.3:
        generate(run, seed)
    for _ in range(chance.randint(1, longest)):
        questions: list[QuestionView] = []
        repeats: list[RepeatView] = []
        for section in run.sections():
            _gather(run.view(section.ref).items, questions, repeats)
        act = chance.random()
        if act < 0.12 and repeats:
            _change_rows(run, chance.choice(repeats), chance)
        elif act < 0.15:
            run = FormRun.resume(form, run.snapshot(), surroundings())
        elif questions:
            _answer(run, chance.choice(questions), chance)
    if chance.random() < 0.4:
        generate(run, seed + 1)
    return run


def _gather(items: tuple[Item, ...], questions: list[QuestionView], repeats: list[RepeatView]) -> None:
    for item in items:
        if isinstance(item, QuestionView):
            questions.append(item)
        elif isinstance(item, GroupView):
            _gather(item.items, questions, repeats)
        else:
            repeats.append(item)
            for row in item.rows:
                _gather(row.items, questions, repeats)


def _change_rows(run: FormRun, repeat: RepeatView, chance: random.Random) -> None:
    if repeat.counted:
        return
    if repeat.rows and chance.random() < 0.4:
        run.remove_row(chance.choice(repeat.rows).ref)
    elif len(repeat.rows) < 4:
        run.add_row(repeat.ref, chance.randint(0, len(repeat.rows)))


def _answer(run: FormRun, view: QuestionView, chance: random.Random) -> None:
    fitting = list(candidates(view, run.constraint(view.ref), chance))
    text = chance.choice(fitting) if fitting and chance.random() < 0.7 else chance.choice(_ODD)
    if view.readonly or view.kind is AnswerKind.NOTE:
        with pytest.raises(KnownError, match=r"survey\.place"):
            run.answer(view.ref, text)
    else:
        run.answer(view.ref, text)


def check(run: FormRun) -> Reckoned:
    """Hold a survey against the second reckoning. AssertionError where they differ."""
    reckoned = Naive(run.form, run.snapshot(), surroundings()).reckon()
    found = {problem.ref: problem.kind for problem in run.problems(complete=False)}
    assert found == reckoned.wrong, (found, reckoned.wrong)
    values = {ref: run.value(ref) for ref in reckoned.values}
    assert values == reckoned.values
    complete = {one.ref for one in run.problems(complete=True) if one.kind is ProblemKind.REQUIRED}
    assert complete == reckoned.missing
    _check_finish(run, reckoned)
    again = FormRun.resume(run.form, run.snapshot(), surroundings())
    assert again.snapshot() == run.snapshot()
    assert again.problems(complete=True) == run.problems(complete=True)
    assert again.sections() == run.sections()
    assert run.stale() == again.stale() == ()
    return reckoned


def _check_finish(run: FormRun, reckoned: Reckoned) -> None:
    """It finishes exactly where nothing is wrong or missing, and then holds what is relevant, no more."""
    if reckoned.wrong or reckoned.missing:
        with pytest.raises(KnownError, match=r"survey\.incomplete"):
            run.finish()
        return
    finished = run.finish()
    assert FormRun.resume(run.form, finished, surroundings()).submission() == finished
    root = parse_xml(finished, "test")
    leaves = [one for one in root.iter("*") if len(one) == 0 and local_name(one) in _names(run.form)]
    expected = [(ref.rpartition("/")[2], text) for ref, text in reckoned.values.items()]
    assert sorted((local_name(one), one.text or "") for one in leaves) == sorted(
        pair for pair in expected if pair[0] in _names(run.form)
    )


def _names(form: Form) -> frozenset[str]:
    """The places that hold answers; the moment at which a survey ends is not yet there before."""
    ends = ("timestamp", "end")
    leaves = (spot for spot in form.root.down() if not spot.children)
    return frozenset(spot.name for spot in leaves if (spot.bind.preload, spot.bind.preload_parameter) != ends)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="seed of the first sequence")
    chosen = parser.parse_args()
    start, finished = time.monotonic(), 0
    for seed in range(chosen.first, chosen.first + chosen.count):
        try:
            reckoned = check(sequence(FORMS[seed % len(FORMS)](), seed))
        except Exception:
            print(f"seed {seed}", file=sys.stderr)
            raise
        finished += not reckoned.wrong and not reckoned.missing
        if seed % 500 == 499:
            print(
                f"{seed + 1} sequences, {finished} complete, {time.monotonic() - start:.0f} s",
                file=sys.stderr,
            )
    print(f"{chosen.count} sequences of answers, {finished} of them complete surveys: both reckonings agree")
    return 0


if __name__ == "__main__":
    sys.exit(main())
