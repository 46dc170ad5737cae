"""Why a row is refused, in both languages of the desk. The reasons of one source stand in its own file."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.text import Bilingual


@dataclass(frozen=True, slots=True)
class Reason:
    """A stable dotted code and its sentence."""

    code: str
    text: Bilingual


def reason(code: str, zh: str, en: str) -> Reason:
    """A reason in one line of a table."""
    return Reason(code, Bilingual(zh, en))


WRONG_FIELD_COUNT = reason(
    "row.field_count", "字段数与表头不符", "the row has more or fewer fields than the header"
)
DUPLICATE = reason("row.duplicate", "与前面一行完全相同", "an exact copy of an earlier row")
SAME_KEY = reason(
    "row.same_key",
    "主键与前面一行相同而内容不同，保留前一行",
    "the key of an earlier row with other content; the earlier one is kept",
)
AFTER_AS_OF = reason(
    "row.after_as_of", "日期晚于所要求的截止日", "dated after the day the export is read as of"
)
VALUE_MISSING = reason("value.missing", "必填值为空", "a required value is empty")
TEXT_TOO_LONG = reason("text.too_long", "文字过长", "the text is longer than such a value can be")
AMOUNT_UNREADABLE = reason("amount.unreadable", "金额无法识别", "the amount is not a plain decimal number")
AMOUNT_RANGE = reason("amount.range", "金额超出可能范围", "the amount is beyond any that can be kept exactly")
COUNT_UNREADABLE = reason("count.unreadable", "不是整数", "not a whole number")
COUNT_RANGE = reason("count.range", "数值超出允许范围", "the number is outside its range")
TIME_UNREADABLE = reason(
    "time.unreadable", "日期无法识别", "the date is not one of the forms this column has"
)
TIME_RANGE = reason("time.range", "日期不在 1990 至 2100 年之间", "the date is not between 1990 and 2100")
WORD_UNKNOWN = reason("word.unknown", "不在约定词表内", "the word is not in the closed list of this column")
