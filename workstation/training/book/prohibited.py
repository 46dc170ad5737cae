"""Columns that no lending decision may read, told by their names and by their levels.

Sex, age, marriage, religion, ethnicity, birthplace, health, politics and heredity: what 1-domain names and
the Personal Information Protection Law (art. 28) and Regulation B (12 CFR 1002.6) keep out of credit. A name
is taken apart into words, so that `Age` is found and `AverageMInFile` and `car_age` are not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

_WORDS: Mapping[str, frozenset[str]] = {
    "sex": frozenset({"sex", "gender", "sexcode", "female", "male", "xingbie", "性别"}),
    "age": frozenset({"age", "ages", "birth", "dob", "birthday", "birthdate", "born", "nianling", "yob"}),
    "marriage": frozenset(
        {"marriage", "marital", "married", "marry", "spouse", "divorced", "widowed", "hunyin"}
    ),
    "religion": frozenset({"religion", "religious", "zongjiao"}),
    "ethnicity": frozenset(
        {
            *("race", "racial", "ethnic", "ethnicity", "ethnicgroup", "minority", "hispanic", "nationality"),
            *("citizenship", "citizen", "minzu"),
        }
    ),
    "birthplace": frozenset({"birthplace", "hometown", "hukou", "jiguan", "nativeplace", "homeland"}),
    "health": frozenset(
        {"health", "disability", "disabled", "illness", "disease", "medical", "pregnant", "pregnancy"}
    ),
    "politics": frozenset({"politics", "political", "zhengzhi"}),
    "heredity": frozenset({"gene", "genetic", "bloodtype"}),
}
_CHINESE: Mapping[str, tuple[str, ...]] = {
    "sex": ("性别",),
    "age": ("年龄", "出生日期", "出生年", "生日", "周岁"),
    "marriage": ("婚姻", "婚否", "已婚", "配偶"),
    "religion": ("宗教", "信仰"),
    "ethnicity": ("民族", "种族", "国籍", "族裔"),
    "birthplace": ("籍贯", "出生地", "户籍", "户口"),
    "health": ("健康", "疾病", "残疾", "病史", "怀孕", "血压"),
    "politics": ("政治面貌", "党员", "党派"),
    "heredity": ("血型", "基因", "遗传"),
}
_PAIRS: Mapping[tuple[str, str], str] = {
    ("native", "place"): "birthplace",
    ("place", "birth"): "birthplace",
    ("birth", "place"): "birthplace",
    ("national", "origin"): "ethnicity",
    ("foreign", "worker"): "ethnicity",
    ("political", "party"): "politics",
    ("country", "origin"): "ethnicity",
    ("blood", "type"): "heredity",
    ("personal", "status"): "marriage",
    ("civil", "status"): "marriage",
    ("skin", "color"): "ethnicity",
}
_AGE_OF_THINGS = frozenset(
    {
        *("account", "accounts", "acct", "loan", "credit", "file", "line", "trade", "history", "oldest"),
        *("newest", "avg", "average", "company", "business", "firm", "shop", "store", "car", "vehicle"),
        *("house", "home", "building", "property", "invoice", "debt", "card", "mob", "book", "delinquency"),
        *("relationship", "job", "employment", "stage"),
    }
)
_LEVELS: Mapping[str, tuple[frozenset[str], ...]] = {
    "sex": (
        frozenset({"m", "f"}),
        frozenset({"male", "female"}),
        frozenset({"man", "woman"}),
        frozenset({"男", "女"}),
        frozenset({"男性", "女性"}),
    ),
    "marriage": (
        frozenset({"married", "single"}),
        frozenset({"married", "unmarried"}),
        frozenset({"已婚", "未婚"}),
        frozenset({"married", "divorced"}),
    ),
}


def words_of(name: str) -> list[str]:
    """`DAYS_BIRTH`, `PersonAge`, `age (years)` → their words in lower case."""
    split = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", name)
    split = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1 \2", split)
    return [word for word in re.split(r"[^0-9a-z\u4e00-\u9fff]+", split.lower()) if word]


def prohibited_by(name: str, levels: Sequence[str] = ()) -> str:
    """Which attribute the column holds ("sex", "age" …), empty where none."""
    for attribute, parts in _CHINESE.items():
        if any(part in name for part in parts):
            return attribute
    words = [word for word in words_of(name) if word != "of"]
    for first, second in pairwise(words):
        if (first, second) in _PAIRS:
            return _PAIRS[first, second]
    for attribute, known in _WORDS.items():
        if not known.isdisjoint(words) and not (
            attribute == "age" and "birth" not in words and not _AGE_OF_THINGS.isdisjoint(words)
        ):
            return attribute
    said = {level.lower() for level in levels}
    if _spoken(said, "female") and _spoken(said, "male"):
        return "sex"
    for attribute, sets in _LEVELS.items():
        if any(known <= said and len(said) <= len(known) + 4 for known in sets):
            return attribute
    return ""


def _spoken(levels: set[str], word: str) -> bool:
    return any(word in words_of(level) for level in levels)
