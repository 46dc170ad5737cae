"""Whether somebody could be recognised by words that are to be quoted: a name, a shop, a phone, an address.

It finds what the file holds, not what a reader could guess; a person looks as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from workstation.domain.likeness import bare
from workstation.domain.records import ApplicantFile

_NUMBER = re.compile(r"(?:\d[\s.·_()\u2010-\u2015-]{0,2}){6,}\d")
"""Seven digits and more are a phone, an account or an identity card; a sum of money is said in words or in
fewer."""
_SPOKEN = str.maketrans("〇零一二三四五六七八九幺", "001234567891")
_ENDINGS = (
    "有限责任公司", "股份有限公司", "有限公司", "旗舰店", "专营店", "专卖店", "商行", "公司",
    "工厂", "厂", "店", " co ltd", " ltd", " inc", " store", " shop",
)  # fmt: skip
_LEAST = 2
"""One character is no name by which anybody is found."""


def recognised_by(words: str, file: ApplicantFile) -> str:
    """What in the words gives somebody of the file away; empty where nothing does."""
    if found := _NUMBER.search(_digits(words)):
        return found.group()
    plain = bare(words)
    return next((name for name in _names(file) if bare(name) in plain), "")


def _names(file: ApplicantFile) -> Iterator[str]:
    applicant = file.applicant
    for name in (applicant.name, *(s.name for s in file.shops), *(p.name for p in file.parties)):
        yield from _forms(name, applicant.region)
    addresses = (applicant.address, *(p.address for p in file.parties))
    phones = (applicant.phone, *(p.phone for p in file.parties), *(p.id_number for p in file.parties))
    yield from (one for one in (*addresses, *phones) if len(bare(one)) > _LEAST)


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
    yield from (one for one in (name, short) if len(bare(one)) >= _LEAST)


def _digits(text: str) -> str:
    """With every digit as an Arabic one, and without what nobody sees."""
    seen = (one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) != "Cf")
    return "".join(seen).translate(_SPOKEN)
