"""`regex()` in time that grows with the text alone: no pattern can make a form stand still.

A pattern becomes a machine of states, all of which are followed at once (Thompson's way); nothing is ever
tried again, so `(a+)+b` costs no more than `a+b`. What such a machine cannot say is refused: references back
to a group, and looking ahead or behind, except ahead from the very start (`(?=.*\\d).{8,}`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from workstation.surveys.xpath.frame import TooLargeError
from workstation.surveys.xpath.pattern_signs import PatternError, Sign, class_of, escape_of

MOST_STATES = 5_000
LONGEST_PATTERN = 2_000
LONGEST_TEXT = 100_000
_DEEPEST = 50
_MOST_REMEMBERED = 2_000

_CHAR, _SPLIT, _START, _END, _MATCH = range(5)
State = tuple[int, Sign | None, int, int]
Piece = Callable[[int], int]
"""Adds its states so that they lead to the given one; returns where it begins."""


def matches(text: str, pattern: str) -> bool:
    """Whether the whole text is what the pattern says. A pattern that cannot be read matches nothing: one
    that a form spells out is refused before (`check`)."""
    if len(text) > LONGEST_TEXT:
        raise TooLargeError(f"a text of more than {LONGEST_TEXT} characters for regex()")
    try:
        machines = _compiled(pattern)
    except PatternError:
        return False
    return all(machine.fits(text) is wanted for wanted, machine in machines)


def check(pattern: str) -> str:
    """What is wrong with a pattern, or an empty text."""
    try:
        _compiled(pattern)
    except PatternError as error:
        return str(error)
    return ""


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> tuple[tuple[bool, Machine], ...]:
    """The machines that must fit and, by False, those that must not."""
    if len(pattern) > LONGEST_PATTERN:
        raise PatternError(f"a pattern of more than {LONGEST_PATTERN} characters")
    folded = pattern.startswith("(?i)")
    rest = pattern[4:] if folded else pattern
    found: list[tuple[bool, Machine]] = []
    while True:
        rest = rest.removeprefix("^") if rest.startswith(("^(?=", "^(?!")) else rest
        if not rest.startswith(("(?=", "(?!")):
            break
        inner, end = _bracketed(rest)
        found.append((rest[2] == "=", Machine(f"(?:{inner})[\\s\\S]*", folded)))
        rest = rest[end:]
    found.append((True, Machine(rest, folded)))
    return tuple(found)


def _bracketed(text: str) -> tuple[str, int]:
    """What stands in the look-ahead that a text begins with, and where the text goes on."""
    depth, at, in_class = 0, 0, False
    while at < len(text):
        sign = text[at]
        if sign == "\\":
            at += 1
        elif in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
        elif sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
            if depth == 0:
                return text[3:at], at + 1
        at += 1
    raise PatternError("a bracket is not closed")


class Machine:
    """The states of one pattern, and the sets of them that were met, each with where a letter leads."""

    def __init__(self, pattern: str, folded: bool) -> None:
        self._text = pattern
        self._at = 0
        self._folded = folded
        self._laid = 0
        self._states: list[State] = [(_MATCH, None, -1, -1)]
        piece = self._either(0)
        if self._at < len(pattern):
            raise PatternError("a bracket is closed that was never opened")
        self._first = frozenset({piece(0)})
        self._steps: dict[tuple[frozenset[int], str], frozenset[int]] = {}
        self._open: dict[frozenset[int], tuple[State, ...]] = {}

    def fits(self, text: str) -> bool:
        now = self._first
        for place, letter in enumerate(text.lower() if self._folded else text):
            now = self._after(now, letter, place == 0)
            if not now:
                return False
        return any(self._states[one][0] == _MATCH for one in self._reached(now, not text, True))

    def _after(self, now: frozenset[int], letter: str, at_start: bool) -> frozenset[int]:
        if at_start:
            return self._stepped(self._opened(now, True), letter)
        found = self._steps.get((now, letter))
        if found is None:
            if len(self._steps) >= _MOST_REMEMBERED:
                self._steps.clear()
                self._open.clear()
            found = self._steps[now, letter] = self._stepped(self._between(now), letter)
        return found

    @staticmethod
    def _stepped(states: tuple[State, ...], letter: str) -> frozenset[int]:
        return frozenset(out for _, sign, out, _ in states if sign is not None and sign(letter))

    def _opened(self, now: frozenset[int], at_start: bool) -> tuple[State, ...]:
        return tuple(self._states[one] for one in self._reached(now, at_start, False))

    def _between(self, now: frozenset[int]) -> tuple[State, ...]:
        found = self._open.get(now)
        if found is None:
            found = self._open[now] = self._opened(now, False)
        return found

    def _reached(self, now: frozenset[int], at_start: bool, at_end: bool) -> set[int]:
        """All states that can be stood in without another letter."""
        seen: set[int] = set()
        todo = list(now)
        while todo:
            one = todo.pop()
            if one in seen:
                continue
            seen.add(one)
            kind, _, out, other = self._states[one]
            if kind == _SPLIT:
                todo += (out, other)
            elif (kind == _START and at_start) or (kind == _END and at_end):
                todo.append(out)
        return seen

    # Reading the pattern: each part gives a piece, so that a repeated one can be laid down again.

    def _add(self, kind: int, sign: Sign | None, out: int, other: int = -1) -> int:
        if len(self._states) >= MOST_STATES:
            raise PatternError(f"a pattern of more than {MOST_STATES} steps")
        self._states.append((kind, sign, out, other))
        return len(self._states) - 1

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _either(self, depth: int) -> Piece:
        if depth > _DEEPEST:
            raise PatternError(f"more than {_DEEPEST} brackets within each other")
        parts = [self._row(depth)]
        while self._peek() == "|":
            self._at += 1
            parts.append(self._row(depth))

        def lay(out: int) -> int:
            first = parts[-1](out)
            for part in reversed(parts[:-1]):
                first = self._add(_SPLIT, None, part(out), first)
            return first

        return lay

    def _row(self, depth: int) -> Piece:
        parts: list[Piece] = []
        while self._peek() and self._peek() not in "|)":
            parts.append(self._repeated(self._one(depth)))

        def lay(out: int) -> int:
            for part in reversed(parts):
                out = part(out)
            return out

        return lay

    def _one(self, depth: int) -> Piece:
        letter = self._peek()
        self._at += 1
        if letter == "(":
            return self._group(depth)
        if letter in "*+?":
            raise PatternError(f"{letter} repeats nothing")
        if letter == "^":
            return lambda out: self._add(_START, None, out)
        if letter == "$":
            return lambda out: self._add(_END, None, out)
        if letter == ".":
            return self._single(lambda one: one not in "\n\r")
        if letter == "[":
            sign, self._at = class_of(self._text, self._at, self._folded)
            return self._single(sign)
        if letter == "\\":
            sign, self._at = escape_of(self._text, self._at)
            return self._single(sign)
        wanted = letter.lower() if self._folded else letter
        return self._single(lambda one: one == wanted)

    def _single(self, sign: Sign) -> Piece:
        return lambda out: self._add(_CHAR, sign, out)

    def _group(self, depth: int) -> Piece:
        if self._peek() == "?":
            rest = self._text[self._at :]
            if rest.startswith("?:"):
                self._at += 2
            elif rest.startswith("?<") and rest[2:3] not in ("=", "!", "") and ">" in rest:
                self._at += rest.index(">") + 1
            else:
                raise PatternError(f"({rest[:3]}…) looks ahead or behind, or sets a flag, within the pattern")
        inner = self._either(depth + 1)
        if self._peek() != ")":
            raise PatternError("a bracket is not closed")
        self._at += 1
        return inner

    def _repeated(self, piece: Piece) -> Piece:
        while True:
            bounds = self._bounds()
            if bounds is None:
                return piece
            piece = self._times(piece, *bounds)

    def _bounds(self) -> tuple[int, int | None] | None:
        sign = self._peek()
        simple: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
        if sign in simple and sign:
            self._at += 1
            self._skip_manner()
            return simple[sign]
        end = self._text.find("}", self._at)
        if sign != "{" or end < 0:
            return None
        least, comma, most = self._text[self._at + 1 : end].partition(",")
        if not least.isdecimal() or (most and not most.isdecimal()) or len(least + most) > 8:
            raise PatternError("{…} holds no number of times")
        self._at = end + 1
        self._skip_manner()
        top = (int(most) if most else None) if comma else int(least)
        if top is not None and top < int(least):
            raise PatternError("{…} holds no number of times")
        return int(least), top

    def _skip_manner(self) -> None:
        """`?` and `+` behind a count say in which order to try; of a whole match they change nothing."""
        if self._peek() and self._peek() in "?+":
            self._at += 1

    def _times(self, piece: Piece, least: int, most: int | None) -> Piece:
        def lay(out: int) -> int:
            self._laid += least + (most or 1)  # what is repeated may be empty, and still be work
            if self._laid > MOST_STATES:
                raise PatternError(f"a pattern of more than {MOST_STATES} steps")
            if most is None:
                loop = self._add(_SPLIT, None, -1, out)
                self._states[loop] = (_SPLIT, None, piece(loop), out)
                out = loop
            else:
                end = out
                for _ in range(most - least):
                    out = self._add(_SPLIT, None, piece(out), end)
            for _ in range(least):
                out = piece(out)
            return out

        return lay
