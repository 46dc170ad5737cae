"""The golden letter: a fixed approval letter whose bytes every computer must make alike.

`workstation self-test` renders it on the computer it runs on and compares; the tests do the same and show
where the text differs. Where the layout is changed on purpose the golden files are made again with
`python tests/letters/remake_golden.py`, and the change is looked at before it is kept.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date

from workstation.domain.lending import Cost, DayCount, Instalment, Offer, RepaymentMethod, Schedule
from workstation.domain.text import Bilingual
from workstation.errors import BugError, KnownError
from workstation.letters.codes import verification_code
from workstation.letters.lender import load_lender
from workstation.letters.model import ApprovalLetter, content_sha256
from workstation.paths import resources

_NUMBER = "SX-2026-000117"

# 180,000.00 yuan at 18.25 % a year, ACT/365F, twelve equal instalments: due, principal, interest, balance.
_ROWS = (
    ("2026-12-26", 1_381_875, 270_000, 16_618_125),
    ("2027-01-26", 1_394_294, 257_581, 15_223_831),
    ("2027-02-26", 1_415_906, 235_969, 13_807_925),
    ("2027-03-26", 1_458_564, 193_311, 12_349_361),
    ("2027-04-26", 1_460_460, 191_415, 10_888_901),
    ("2027-05-26", 1_488_541, 163_334, 9_400_360),
    ("2027-06-26", 1_506_169, 145_706, 7_894_191),
    ("2027-07-26", 1_533_462, 118_413, 6_360_729),
    ("2027-08-26", 1_553_284, 98_591, 4_807_445),
    ("2027-09-26", 1_577_360, 74_515, 3_230_085),
    ("2027-10-26", 1_603_424, 48_451, 1_626_661),
    ("2027-11-26", 1_626_661, 25_213, 0),
)


def _offer() -> Offer:
    rows = tuple(
        Instalment(number, date.fromisoformat(due), principal, interest, 0, balance)
        for number, (due, principal, interest, balance) in enumerate(_ROWS, 1)
    )
    schedule = Schedule(
        principal=18_000_000,
        yearly_rate="0.1825",
        method=RepaymentMethod.EQUAL_INSTALMENT,
        day_count=DayCount.ACT_365F,
        start=date(2026, 11, 26),
        upfront_fee=90_000,
        rows=rows,
    )
    return Offer(
        product="credit",
        amount=schedule.principal,
        months=12,
        method=schedule.method,
        yearly_rate=schedule.yearly_rate,
        schedule=schedule,
        cost=Cost(nominal="19.1580", effective="20.9330"),
    )


def sample_letter() -> ApprovalLetter:
    """A provisional letter of twelve instalments to a person with a rare name, from the bundled lender."""
    lender = load_lender()
    unsigned = ApprovalLetter(
        number=_NUMBER,
        issued_on=date(2026, 11, 23),
        valid_until=date(2026, 12, 23),
        accept_by=date(2026, 12, 8),
        applicant_name="欧阳𬭸（杭州市余杭区云栖服饰店）",
        applicant_address="浙江省杭州市余杭区文一西路 998 号 5 幢 301 室",
        product=Bilingual("信用贷款", "Credit loan"),
        purpose="采购 2027 年春季面料与辅料",
        offer=_offer(),
        conditions=lender.conditions,
        recall_events=lender.recall_events,
        decided_by="周静",
        role=Bilingual("信贷员", "Loan officer"),
        authority=Bilingual(
            "信贷员单笔权限：200,000.00 元以内", "Loan officer: up to 200,000.00 yuan a case"
        ),
        provisional=True,
        verification_code="",
        lender=lender,
    )
    return with_code(unsigned)


def with_code(letter: ApprovalLetter) -> ApprovalLetter:
    """The letter with the code that nobody signed."""
    code = verification_code(letter.number, content_sha256(letter), None)
    return replace(letter, verification_code=code)


def expected_sha256() -> str:
    """The hash of the golden letter's bytes. Raises `KnownError` `letter.golden` where it is not kept."""
    path = resources() / "letters" / "golden.json"
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["file_sha256"])
    except (OSError, ValueError, KeyError) as error:
        raise KnownError(
            "letter.golden",
            "the record of the golden letter is missing or damaged",
            where=path.name,
            remedy="Install the program again.",
        ) from error


def check_golden() -> str:
    """Render the golden letter and compare. Gives the sha256; raises `BugError` where the bytes differ."""
    from workstation.letters.approval import render_approval
    from workstation.letters.fonts import load_fonts

    found = hashlib.sha256(render_approval(sample_letter(), load_fonts())).hexdigest()
    if found != (expected := expected_sha256()):
        raise BugError(f"golden letter: sha256 {found} instead of {expected}")
    return found
