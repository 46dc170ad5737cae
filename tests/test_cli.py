"""The grammar of the command line: verbs explain themselves, options stand anywhere, faults have a status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from workstation import __version__, cli
from workstation.commands.verb import Answer, Verb, no_arguments
from workstation.errors import KnownError

ALL_VERBS = cli.verbs()
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line; gives its status, its results and its progress."""

    def call(*words: str) -> tuple[int, str, str]:
        status = cli.main(words)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Namespace], Answer]], None]:
    """Make `try` the only verb, doing this."""

    def put(do: Callable[[Namespace], Answer]) -> None:
        monkeypatch.setattr(cli, "verbs", lambda: (Verb(("try",), "try it", no_arguments, do),))

    return put


def verb_words(verb: Verb) -> str:
    return " ".join(verb.words)


@pytest.mark.parametrize("verb", ALL_VERBS, ids=verb_words)
def test_every_verb_says_what_it_is_for(verb: Verb, run: Run) -> None:
    status, help_text, complaints = run(*verb.words, "--help")
    assert (status, complaints) == (0, "")
    assert help_text.startswith(f"usage: workstation {verb_words(verb)}")
    assert verb.help in " ".join(help_text.split())
    for option in ("--profile", "--passphrase-file", "--json"):
        assert option in help_text


def test_the_overview_lists_every_verb_once(run: Run) -> None:
    status, help_text, _ = run("--help")
    assert status == 0
    assert len({verb.words for verb in ALL_VERBS}) == len(ALL_VERBS)
    listed = [
        line.split()[0] for line in help_text.splitlines() if line.startswith("    ") and line[4] != " "
    ]
    assert listed == list(dict.fromkeys(verb.words[0] for verb in ALL_VERBS))


def test_it_says_which_version_it_is(run: Run) -> None:
    assert run("--version") == (0, f"workstation {__version__}\n", "")


@pytest.mark.parametrize(
    "words",
    [
        ["--profile", "P", "--passphrase-file", "-", "--json", "worklist"],
        ["worklist", "--profile", "P", "--passphrase-file", "-", "--json"],
        ["--json", "worklist", "--profile", "P", "--passphrase-file", "-"],
        ["--profile", "elsewhere", "--json", "worklist", "--profile", "P", "--passphrase-file", "-"],
    ],
)
def test_global_options_stand_before_or_behind_the_verb(words: list[str]) -> None:
    arguments = cli.build_parser(ALL_VERBS).parse_args(words)
    assert (arguments.profile, arguments.passphrase_file, arguments.json) == (Path("P"), "-", True)


def test_global_options_stand_also_around_a_verb_of_two_words() -> None:
    parser = cli.build_parser(ALL_VERBS)
    for words in (["--json", "hub", "status"], ["hub", "--json", "status"], ["hub", "status", "--json"]):
        assert parser.parse_args([*words, "--data", "D"]).json is True


@pytest.mark.parametrize(
    "words",
    [
        ["approve-everything"],
        ["hub"],
        ["hub", "explode"],
        ["assess"],
        ["decide", "S001", "--outcome", "perhaps"],
        ["history", "S001", "--at", "2026-06-30"],
        ["schedule", "--n", "twelve"],
        ["worklist", "--colour", "red"],
        ["train", "--data", "loans.csv", "--seed", "-1"],
        ["train", "--data", "loans.csv", "--seed", "4294967296"],
        ["evaluate", "--need", "--seed", "-1"],
        ["evaluate", "--need", "--sellers", "0"],
    ],
)
def test_what_is_no_command_ends_with_two_and_says_how_it_goes(words: list[str], run: Run) -> None:
    status, results, complaint = run(*words)
    assert (status, results) == (2, "")
    assert complaint.startswith("usage: workstation")


class TestAnswers:
    def test_are_lines_for_a_person_and_json_for_a_program(self, run: Run, only: Callable[..., None]) -> None:
        only(lambda _: Answer({"name": "欧阳𬭸"}, ["one", "two"]))
        assert run("try") == (0, "one\ntwo\n", "")
        status, results, _ = run("try", "--json")
        assert (status, json.loads(results)) == (0, {"name": "欧阳𬭸"})
        assert "欧阳𬭸" in results

    def test_may_themselves_say_no(self, run: Run, only: Callable[..., None]) -> None:
        only(lambda _: Answer({}, ["no"], status=1))
        assert run("try") == (1, "no\n", "")

    def test_global_options_that_were_not_given_have_their_defaults(
        self, run: Run, only: Callable[..., None]
    ) -> None:
        only(lambda given: Answer([given.profile, given.passphrase_file, given.json]))
        assert json.loads(run("try", "--json")[1]) == [None, None, True]


class TestFaults:
    error = KnownError("file.unknown", "there is no\n such file", where="S999", remedy="Look it up.")

    def fail(self, arguments: Namespace) -> Answer:
        raise self.error

    def test_are_one_line_with_the_code_first(self, run: Run, only: Callable[..., None]) -> None:
        only(self.fail)
        assert run("try") == (1, "", "file.unknown: there is no such file [S999]. Look it up.\n")

    def test_are_an_object_for_a_program(self, run: Run, only: Callable[..., None]) -> None:
        only(self.fail)
        status, results, complaint = run("try", "--json")
        assert (status, results) == (1, "")
        assert json.loads(complaint) == {
            "error": {
                "code": "file.unknown",
                "message": "there is no\n such file",
                "where": "S999",
                "remedy": "Look it up.",
            }
        }

    def test_a_bug_is_not_dressed_up_as_one(self, only: Callable[..., None]) -> None:
        def divide(_: Namespace) -> Answer:
            raise ZeroDivisionError

        only(divide)
        with pytest.raises(ZeroDivisionError):
            cli.main(["try"])

    def test_whoever_stops_it_is_told_so(self, run: Run, only: Callable[..., None]) -> None:
        def stopped(_: Namespace) -> Answer:
            raise KeyboardInterrupt

        only(stopped)
        assert run("try") == (1, "", "stopped\n")


def test_a_verb_of_two_words_becomes_a_group() -> None:
    def number(parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int)

    verb = Verb(("count", "up"), "count upwards", number, lambda given: Answer(given.number + 1))
    arguments = cli.build_parser([verb]).parse_args(["count", "up", "41"])
    assert arguments.run(arguments).data == 42


@pytest.mark.skipif(os.name == "nt", reason="a closed pipe is another error there")
def test_a_reader_who_has_had_enough_is_no_error() -> None:
    command = [
        sys.executable,
        "-m",
        "workstation",
        "daycount",
        "--convention",
        "30/360",
        "2026-01-01",
        "2026-07-01",
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout and process.stderr
    process.stdout.close()
    with process.stderr as complaints:
        assert complaints.read() == b""
    assert process.wait() == 0
