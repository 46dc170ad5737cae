"""Whether somebody could be recognised by words that are to be quoted: a name, a shop, a phone, an address.

It finds what the file holds, not what a reader could guess; a person looks as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workstation.domain.records import ApplicantFile

_NUMBER = re.compile(r"(?:\d[\s-]?){6,}\d")
"""Seven digits and more are a phone, an account or an identity card; a sum of money is said in words or in
fewer."""
_APART = re.compile(r"[\s·.,，。、\-—_()（）]+")
_ENDINGS = (
    "有限责任公司", "股份有限公司", "有限公司", "旗舰店", "专营店", "专卖店", "商行", "公司",
    "工厂", "厂", "店", " co ltd", " ltd", " inc", " store", " shop",
)  # fmt: skip
_LEAST = 2
"""One character is no name by which anybody is found."""


def recognised_by(words: str, file: ApplicantFile) -> str:
    """What in the words gives somebody of the file away; empty where nothing does."""
    if found := _NUMBER.search(words):
        return found.group()
    plain = _plain(words)
    return next((name for name in _names(file) if _plain(name) in plain), "")


def _names(file: ApplicantFile) -> Iterator[str]:
    applicant = file.applicant
    for name in (applicant.name, *(s.name for s in file.shops), *(p.name for p in file.parties)):
        yield from _forms(name, applicant.region)
    addresses = (applicant.address, *(p.address for p in file.parties))
    phones = (applicant.phone, *(p.phone for p in file.parties), *(p.id_number for p in file.parties))
    yield from (one for one in (*addresses, *phones) if len(_plain(one)) > _LEAST)


def _forms(name: str, region: str) -> Iterator[str]:
    """The whole name, and what people call it: without the kind of firm behind it or the place before it."""
    short = name
    for ending in _ENDINGS:
        if short.casefold().endswith(ending):
            short = short[: -len(ending)]
            break
    for place in (region, f"{region}市", f"{region}省"):
        if region and short.startswith(place) and len(short) > len(place) + 1:
            yield short[len(place) :]
    yield from (one for one in (name, short) if len(_plain(one)) >= _LEAST)


def _plain(text: str) -> str:
    return _APART.sub("", text).casefold()
