"""One fixed value of every kind of paper: what the golden papers are made of.

The seller, the loan and the visit are invented; the figures agree with each other, so that no sample teaches
a wrong sum.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from workstation.domain.file_papers import ConsentScope
from workstation.domain.lending import Cost, DayCount, Instalment, Offer, RepaymentMethod, Schedule
from workstation.domain.money import round_fen
from workstation.domain.text import Bilingual
from workstation.letters.lender import load_lender
from workstation.letters.papers import PaperValue
from workstation.letters.texts import LenderTexts, debt, terms
from workstation.letters.values import (
    Allotted,
    Authorisation,
    Contract,
    CostSheet,
    CounterOffer,
    DecidedBy,
    Decline,
    GivenReason,
    GradeSheet,
    Improvement,
    LoanNote,
    Overdue,
    PaperHead,
    Receipt,
    Reminder,
    SchedulePaper,
    Settlement,
    Statement,
    StatementRow,
)
from workstation.letters.wording import WORDS

NAME = "欧阳𬭸（杭州市余杭区云栖服饰店）"
ADDRESS = "浙江省杭州市余杭区文一西路 998 号 5 幢 301 室"
IDENTITY = "92330110MA2GX0000X"
ACCOUNT = "杭州示范银行余杭支行 6222 **** **** 0117（户名：欧阳𬭸）"
PURPOSE = "采购 2027 年春季面料与辅料"
PRODUCT = Bilingual("信用贷款", "Credit loan")
LOAN = "JK-2026-000117"
ISSUED = date(2026, 11, 23)
LATE_RATE = "0.27375"

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


def offer() -> Offer:
    """180,000.00 yuan over twelve months with an up-front fee of half a per cent."""
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


def head(number: str, issued_on: date = ISSUED) -> PaperHead:
    return PaperHead(number, issued_on, NAME, ADDRESS, load_lender())


def decided() -> DecidedBy:
    authority = Bilingual("信贷员单笔权限：200,000.00 元以内", "Loan officer: up to 200,000.00 yuan a case")
    return DecidedBy("周静", Bilingual("信贷员", "Loan officer"), authority)


REASONS = (
    GivenReason(
        Bilingual(
            "近期订单的退款、纠纷或取消情况（近 90 天退款率 8.2%）",
            "Refunds, disputes or cancellations among your recent orders (refund rate over 90 days 8.2%)",
        ),
        Bilingual(
            "核对商品描述与尺码表，缩短售后处理时间，退款率降至 4% 以下后可再申请。",
            "Check descriptions and size charts, settle complaints sooner; ask again below 4% of refunds.",
        ),
    ),
    GivenReason(
        Bilingual(
            "近期销售走势偏弱（近 90 天较去年同期 −23%）",
            "Your sales have recently weakened (−23% on last year)",
        ),
        Bilingual("销售恢复两个完整月份后可再申请。", "Ask again after two full months of recovered sales."),
    ),
    GivenReason(
        Bilingual(
            "销售较集中于少数客户（前三名占 61%）", "Your sales hang on few buyers (the top three take 61%)"
        ),
        Bilingual(
            "增加客户来源，或提供主要客户的长期订单。",
            "Win more buyers, or show long-term orders of the main ones.",
        ),
    ),
    GivenReason(
        Bilingual(
            "根据本次审查所掌握的信息，暂不具备授信条件",
            "What this examination found does not allow credit at present",
        )
    ),
)


def answers(texts: LenderTexts) -> list[PaperValue]:
    lender = load_lender()
    return [
        CounterOffer(
            head("HJ-2026-000031"),
            date(2026, 12, 8),
            date(2026, 12, 23),
            30_000_000,
            12,
            PRODUCT,
            PURPOSE,
            offer(),
            REASONS[:2],
            decided(),
            provisional=False,
            notes=texts.notes("counter_offer"),
            conditions=lender.conditions,
            recall_events=lender.recall_events,
        ),
        Decline(
            head("JJ-2026-000012"),
            date(2026, 11, 20),
            30_000_000,
            12,
            PRODUCT,
            PURPOSE,
            REASONS,
            decided(),
            notes=texts.notes("decline"),
        ),
        GradeSheet(
            head("DJ-2026-000204"),
            date(2026, 11, 20),
            "C",
            ("A", "B", "C", "D", "E"),
            (
                Bilingual(
                    "可见的经营时间较长（6.4 年）", "You have been visibly in trade for long (6.4 years)"
                ),
                Bilingual(
                    "发货和送达及时（平均 1.3 天）",
                    "Your orders ship and arrive in time (1.3 days on average)",
                ),
                Bilingual("买家评价较好（4.86）", "Buyers rate you well (4.86)"),
            ),
            tuple(
                Improvement(reason.text, reason.remedy, points, after)
                for reason, points, after in zip(REASONS, (34, 21, 8), ("B", "", ""), strict=False)
            ),
            missing=(Bilingual("供应链信息：近一年的采购发票", "Supply chain: a year of purchase invoices"),),
            notes=texts.notes("grade_sheet"),
        ),
    ]


def binding(texts: LenderTexts) -> list[PaperValue]:
    lender, credit = load_lender(), offer()
    places = terms(
        credit,
        lender,
        borrower=NAME,
        product=PRODUCT,
        purpose=PURPOSE,
        account=ACCOUNT,
        late_rate=LATE_RATE,
        contract="HT-2026-000117",
    )
    spouse = Bilingual("配偶（签字）", "Spouse, signature")
    return [
        Contract(
            head("HT-2026-000117"),
            PRODUCT,
            PURPOSE,
            credit,
            IDENTITY,
            ACCOUNT,
            texts.contract(places),
            cosigners=(spouse,),
            place=Bilingual("浙江省杭州市西湖区", "Xihu District, Hangzhou"),
        ),
        LoanNote(
            head(LOAN, date(2026, 11, 26)),
            "HT-2026-000117",
            PRODUCT,
            PURPOSE,
            credit,
            IDENTITY,
            ACCOUNT,
            texts.loan_note(places),
            cosigners=(spouse,),
        ),
        CostSheet(
            head("CB-2026-000117"),
            PRODUCT,
            credit,
            texts.cost_of_default(places, "27.3750"),
            cosigners=(spouse,),
        ),
        SchedulePaper(
            head("JH-2026-000117", date(2026, 11, 26)), PRODUCT, credit.schedule, credit.cost, True, LOAN
        ),
        Authorisation(
            head("SQ-2026-000117"),
            IDENTITY,
            texts.scopes(tuple(ConsentScope)),
            date(2027, 11, 22),
            texts.authorisation_terms(),
            taken_by="周静",
        ),
    ]


def _statement_rows() -> tuple[tuple[StatementRow, ...], int]:
    """Draw, fee and the first six months: interest charged, instalment paid."""
    rows, balance = [], 0

    def enter(on: date, zh: str, en: str, debit: int, credit: int) -> None:
        nonlocal balance
        balance += debit - credit
        rows.append(StatementRow(on, Bilingual(zh, en), debit, credit, balance))

    schedule = offer().schedule
    enter(schedule.start, "放款", "Draw", schedule.principal, 0)
    enter(schedule.start, "一次性手续费", "Up-front fee", schedule.upfront_fee, 0)
    enter(schedule.start, "支付手续费", "Fee paid", 0, schedule.upfront_fee)
    for item in schedule.rows[:6]:
        enter(item.due, f"第 {item.number} 期利息", f"Interest of instalment {item.number}", item.interest, 0)
        enter(item.due, f"第 {item.number} 期还款", f"Payment of instalment {item.number}", 0, item.payment)
    return tuple(rows), balance


def servicing(texts: LenderTexts) -> list[PaperValue]:
    schedule = offer().schedule
    first = schedule.rows[0]
    as_of = date(2027, 3, 8)
    overdue = tuple(_overdue(item, as_of) for item in schedule.rows[1:3])
    amount = sum(row.total for row in overdue)
    pay_by = as_of + timedelta(days=7)
    places = debt(
        load_lender(),
        borrower=NAME,
        loan=LOAN,
        amount=amount,
        days=overdue[0].days_past_due,
        pay_by=pay_by,
    )
    title, paragraphs = texts.reminder("overdue", places)
    principal_late = sum(row.principal for row in overdue)
    rows, closing = _statement_rows()
    return [
        Receipt(
            head("SJ-2026-000391", date(2026, 12, 27)),
            LOAN,
            PRODUCT,
            first.due,
            first.payment,
            Bilingual("银行转账", "Bank transfer"),
            "20261226093017558201",
            NAME,
            (Allotted(WORDS["interest_row"], first.interest), Allotted(WORDS["principal"], first.principal)),
            first.balance,
            first.balance,
        ),
        Reminder(
            head("CS-2027-000008", as_of),
            title,
            paragraphs,
            LOAN,
            PRODUCT,
            as_of,
            pay_by,
            overdue,
            round_fen(Fraction(principal_late) * Fraction(LATE_RATE) / 365),
            ACCOUNT,
            notes=texts.notes("reminder"),
        ),
        Statement(
            head("DZ-2027-000045", date(2027, 6, 1)),
            LOAN,
            PRODUCT,
            schedule.start,
            date(2027, 5, 31),
            0,
            rows,
            closing,
            notes=texts.notes("statement"),
        ),
        Settlement(
            head("JQ-2027-000003", date(2027, 11, 29)),
            LOAN,
            PRODUCT,
            IDENTITY,
            schedule.start,
            date(2027, 11, 26),
            schedule.principal,
            schedule.total_interest,
            schedule.total_fees,
            released=(Bilingual("配偶连带责任保证", "The spouse's guarantee"),),
            notes=texts.notes("settlement"),
        ),
    ]


def _overdue(item: Instalment, as_of: date) -> Overdue:
    days = (as_of - item.due).days
    penalty = round_fen(Fraction(item.principal) * Fraction(LATE_RATE) * days / 365)
    return Overdue(item.number, item.due, item.principal, item.interest, item.fee, penalty, days)
