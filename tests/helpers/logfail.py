"""A test fails when the program logs a warning or worse that the test did not expect.

The guard listens to the root logger in each phase of a test. `expect_log` is the way to say that a line
is meant: it takes the line out of the guard's sight, and fails when the line never comes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

ExpectLog = Callable[..., AbstractContextManager[list[logging.LogRecord]]]


class LogGuard(logging.Handler):
    """Keeps every record at WARNING or above until somebody asks for it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def take(self, level: int, text: str) -> list[logging.LogRecord]:
        """Remove and return the records at exactly this level whose message holds this text."""
        wanted = [found for found in self.records if found.levelno == level and text in found.getMessage()]
        self.records = [record for record in self.records if record not in wanted]
        return wanted

    def fail_on_rest(self) -> None:
        rest, self.records = self.records, []
        if rest:
            lines = [f"  {record.levelname} {record.name}: {record.getMessage()}" for record in rest]
            heading = "unexpected log lines (use expect_log where they are meant):"
            pytest.fail("\n".join([heading, *lines]), pytrace=False)


_guard = LogGuard()


def pytest_configure() -> None:
    logging.getLogger().addHandler(_guard)


def pytest_unconfigure() -> None:
    logging.getLogger().removeHandler(_guard)


def _watched() -> Generator[None, object, object]:
    result = yield
    _guard.fail_on_rest()
    return result


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup() -> Generator[None, object, object]:
    _guard.records.clear()
    return (yield from _watched())


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    return (yield from _watched())


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Generator[None, object, object]:
    return (yield from _watched())


@pytest.fixture
def expect_log() -> ExpectLog:
    """`with expect_log("WARNING", "hub is down") as records:` means this line, and insists that it comes."""

    @contextmanager
    def expect(level: str, text: str = "") -> Iterator[list[logging.LogRecord]]:
        number = logging.getLevelNamesMapping()[level.upper()]
        records: list[logging.LogRecord] = []
        yield records
        records += _guard.take(number, text)
        if not records:
            pytest.fail(f"no log line at {level} with {text!r} came")

    return expect
