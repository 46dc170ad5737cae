"""Finding an applicant by any piece of a name, an id, a shop or a phone number.

Text becomes tokens: every Chinese character one, every run of Latin letters and digits one. A Chinese
substring of one character on is then a phrase, and a beginning of a word is a prefix; the end of a number
is found as the beginning of its reverse, and a name by its pinyin or its initials. Nothing of what a person
types reaches the index as syntax.

SQLite's own tokenizers are kept out of it: trigrams pass over words of one or two characters in silence,
and its Unicode tables miss the rarer characters of names.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PIECES = re.compile(r"[a-z0-9]+|[^\x00-\x7f]")
_LATIN = re.compile(r"[a-z0-9]+")
_NOT_DIGITS = re.compile(r"[^0-9]+")
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_PHRASE = re.compile(r'"([^"]+)":\s*(\[\s*\[.*?\]\s*\])', re.DOTALL)
_FIELD_END = "_end"
_LONGEST_PINYIN = 8  # syllables of a name that may be typed in one go


@dataclass(frozen=True, slots=True)
class SearchText:
    """The three columns of the index for one applicant, and a digest that tells whether they changed.

    `names` are folded; they and `words` decide the other two columns, which are made when the index wants
    them: the first pinyin of a process loads a table for half a second, and most acts change no name.
    """

    words: str
    names: tuple[str, ...]

    @property
    def pinyin(self) -> str:
        return " ".join(_pinyin_words(self.names))

    @property
    def backwards(self) -> str:
        return " ".join(_reversed_words(self.words))

    @property
    def digest(self) -> str:
        text = "\n".join((self.words, *self.names))
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def fold(text: str) -> str:
    """One spelling: full-width forms as plain ones, no accents, lower case."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def tokens(text: str) -> list[str]:
    """Tokens of folded text. A character outside ASCII becomes its code point, which no word can equal."""
    return [piece if piece.isascii() else f"_{ord(piece):x}" for piece in _PIECES.findall(text)]


def search_text(names: Iterable[str], ids: Iterable[str], phones: Iterable[str]) -> SearchText:
    """What is kept of an applicant's names (its own, its shops'), ids and phone numbers."""
    folded = tuple(fold(name) for name in names if name)
    numbers = [_NOT_DIGITS.sub("", fold(phone)) for phone in phones if phone]
    words = f" {_FIELD_END} ".join(" ".join(tokens(text)) for text in [*folded, *map(fold, ids), *numbers])
    return SearchText(words, folded)


def _pinyin_words(names: Iterable[str]) -> Iterable[str]:
    """From every character of a Chinese run on: the syllables in one word, and their initials in one."""
    for name in names:
        for run in _CHINESE.findall(name):
            syllables = pinyin(run)
            for start in range(len(syllables)):
                rest = syllables[start : start + _LONGEST_PINYIN]
                yield "".join(rest)
                yield "".join(syllable[0] for syllable in rest)


def _reversed_words(words: str) -> Iterable[str]:
    return (word[::-1] for word in words.split() if _LATIN.fullmatch(word) and any(map(str.isdigit, word)))


def pinyin(text: str) -> list[str]:
    """The syllables of Chinese text without tones; characters without a known reading are left out."""
    return [fold(syllable) for syllable in _reader()(text, errors="ignore") if syllable]


@cache
def _reader() -> Callable[..., list[str]]:
    """`pypinyin.lazy_pinyin` with its table of phrases (重庆 is chongqing, not zhongqing).

    The library would read that table in one go that holds the interpreter for a tenth of a second and more,
    and the window would stand still; phrase by phrase, others get their turn.
    """
    os.environ["PYPINYIN_NO_PHRASES"] = "1"
    import pypinyin

    table = Path(pypinyin.__file__).with_name("phrases_dict.json").read_text(encoding="utf-8")
    phrases = {found[1]: json.loads(found[2]) for found in _PHRASE.finditer(table)}
    pypinyin.load_phrases_dict(phrases)
    return pypinyin.lazy_pinyin


def name_key(name: str) -> str:
    """By what a name is sorted: Chinese characters by their pinyin, as in a dictionary."""
    from pypinyin import lazy_pinyin

    return " ".join(fold(syllable) for syllable in lazy_pinyin(name))


def match_expression(text: str) -> str:
    """The FTS5 query for what a person typed, every word of it quoted; empty where nothing can be sought.

    All words must be found, each in any of the columns it can be meant for.
    """
    return " AND ".join(filter(None, (_match_word(word) for word in fold(text).split())))


def _match_word(word: str) -> str:
    pieces = tokens(word)
    if not pieces:
        return ""
    may_be_pinyin = len(pieces) == 1 and word.isascii() and word.isalpha()
    ways = [_phrase("{words pinyin}" if may_be_pinyin else "words", pieces)]
    if word.isascii() and any(map(str.isdigit, word)):
        joined = "".join(pieces)
        ways += [_phrase("words", [joined]), _phrase("backwards", [joined[::-1]])]
    return f"({' OR '.join(dict.fromkeys(ways))})"


def _phrase(columns: str, pieces: list[str]) -> str:
    prefix = "" if pieces[-1].startswith("_") else " *"
    return f'{columns} : "{" ".join(pieces)}"{prefix}'
