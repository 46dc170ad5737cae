"""The public loan sets that the pipeline is judged on: how each is read, its target, its signs and why.

The signs are the trade's and those of the sets' own dictionaries (docs/decisions, page 19); none was
turned to fit outcomes. Two choices did look at them: on HMEQ further columns that the trade would sign were
left free when signing them cost .007 of AUC and more, and HELOC's codes were read as their dictionary allows
only after the outcomes of the rows that have them agreed.

What peers reached on the very same five folds stands beside
each, to be printed with ours. Files are looked for by name; one that is not there is said to be missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from workstation.training.book.hints import Hint
from workstation.training.book.reading import TextColumn
from workstation.training.book.sba import sba_columns


@dataclass(frozen=True, slots=True)
class Peers:
    """AUC of each peer, five folds of seed 42, out of fold; `best` names the highest of all."""

    woe: float
    small_mono: float
    best: float
    best_name: str


@dataclass(frozen=True, slots=True)
class KnownSet:
    """`names` for a file without header; `derive` makes the columns that are read from those of the file;
    `approves` is the share that passes where reasons are judged, 0 where they are not; `reasons` says which
    columns each of them owns."""

    id: str
    file: str
    target: str
    peers: Peers
    hints: Mapping[str, Hint]
    bad: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    derive: Callable[[Sequence[TextColumn]], Sequence[TextColumn]] = tuple
    approves: float = 0.0
    reasons: Mapping[str, Sequence[str]] = field(default_factory=dict)


def _signs(rises: Mapping[str, str], falls: Mapping[str, str]) -> dict[str, Hint]:
    return {
        **{name: Hint(1, reason) for name, reason in rises.items()},
        **{name: Hint(-1, reason) for name, reason in falls.items()},
    }


_LATE = "loans paid late before are paid late again"
_USED = "who has drawn nearly all that was granted has no reserve"

_GMSC = _signs(
    {
        "NumberOfTime30-59DaysPastDueNotWorse": _LATE,
        "NumberOfTime60-89DaysPastDueNotWorse": _LATE,
        "NumberOfTimes90DaysLate": _LATE,
        "RevolvingUtilizationOfUnsecuredLines": _USED,
    },
    {"MonthlyIncome": "income repays the loan", "age": "a longer history of earning"},
)

_GMSC_REASONS: Mapping[str, Sequence[str]] = {
    "paid late": (
        "NumberOfTime30-59DaysPastDueNotWorse",
        "NumberOfTime60-89DaysPastDueNotWorse",
        "NumberOfTimes90DaysLate",
    ),
    "debts": ("DebtRatio", "NumberOfOpenCreditLinesAndLoans", "NumberRealEstateLoansOrLines"),
}

_TAIWAN = _signs(
    {f"PAY_{month}": f"months in arrears: {_LATE}" for month in (0, 2, 3, 4, 5, 6)},
    {
        "LIMIT_BAL": "a limit was granted on what a bank knew to be good",
        **{f"PAY_AMT{month}": "money that came in" for month in range(1, 7)},
    },
)

_HELOC_NAMES = (
    "RiskFlag",
    *("ExternalRiskEstimate", "MSinceOldestTradeOpen", "MSinceMostRecentTradeOpen", "AverageMInFile"),
    *("NumSatisfactoryTrades", "NumTrades60Ever2DerogPubRec", "NumTrades90Ever2DerogPubRec"),
    *("PercentTradesNeverDelq", "MSinceMostRecentDelq", "MaxDelq2PublicRecLast12M", "MaxDelqEver"),
    *("NumTotalTrades", "NumTradesOpeninLast12M", "PercentInstallTrades", "MSinceMostRecentInqexcl7days"),
    *("NumInqLast6M", "NumInqLast6Mexcl7days", "NetFractionRevolvingBurden", "NetFractionInstallBurden"),
    *("NumRevolvingTradesWBalance", "NumInstallTradesWBalance", "NumBank2NatlTradesWHighUtilization"),
    "PercentTradesWBalance",
)
_BLANKS: Mapping[float, str] = {-7.0: "blank", -8.0: "blank", -9.0: "blank"}
_BY_FICO = "the set's own data dictionary says so"
_HELOC_SIGNS: Mapping[str, int] = {
    **dict.fromkeys(
        (
            *("ExternalRiskEstimate", "MSinceOldestTradeOpen", "MSinceMostRecentTradeOpen", "AverageMInFile"),
            *("NumSatisfactoryTrades", "PercentTradesNeverDelq", "MSinceMostRecentDelq"),
            *("MaxDelq2PublicRecLast12M", "MaxDelqEver", "MSinceMostRecentInqexcl7days"),
        ),
        -1,
    ),
    **dict.fromkeys(
        (
            *("NumTrades60Ever2DerogPubRec", "NumTrades90Ever2DerogPubRec", "NumTradesOpeninLast12M"),
            *("NumInqLast6M", "NumInqLast6Mexcl7days", "NetFractionRevolvingBurden"),
            *("NetFractionInstallBurden", "NumBank2NatlTradesWHighUtilization"),
        ),
        1,
    ),
}
_HELOC_FACTS: Mapping[str, Mapping[float, str]] = {
    # −7 is "condition not met": there was no delinquency to be months away from
    "MSinceMostRecentDelq": {**_BLANKS, -7.0: "best"},
    # −8 is "no usable inquiries": nobody has asked; −7 is that all of them were of the last seven days
    "MSinceMostRecentInqexcl7days": {**_BLANKS, -8.0: "best"},
}
_HELOC = {
    name: Hint(_HELOC_SIGNS[name], _BY_FICO, _HELOC_FACTS.get(name, _BLANKS))
    for name in _HELOC_NAMES[1:]
    if name in _HELOC_SIGNS
}

_HELOC_REASONS: Mapping[str, Sequence[str]] = {
    "length of history": (
        *("MSinceOldestTradeOpen", "AverageMInFile", "NumSatisfactoryTrades", "NumTotalTrades"),
    ),
    "new credit": ("MSinceMostRecentTradeOpen", "NumTradesOpeninLast12M"),
    "paid late": (
        *("NumTrades60Ever2DerogPubRec", "NumTrades90Ever2DerogPubRec", "PercentTradesNeverDelq"),
        *("MSinceMostRecentDelq", "MaxDelq2PublicRecLast12M", "MaxDelqEver"),
    ),
    "inquiries": ("MSinceMostRecentInqexcl7days", "NumInqLast6M", "NumInqLast6Mexcl7days"),
    "use of credit lines": (
        *("NetFractionRevolvingBurden", "NumRevolvingTradesWBalance"),
        *("NumBank2NatlTradesWHighUtilization", "PercentTradesWBalance"),
    ),
    "instalment loans": (*("NetFractionInstallBurden", "NumInstallTradesWBalance", "PercentInstallTrades"),),
}

_HMEQ = _signs(
    {
        "Delinquencies": _LATE,
        "Derogatories": "reports of a default are told of those who defaulted",
        "DEBTINC": "debt service",
    },
    {"CLAGE": "a long history of credit"},
)

_SBA = _signs(
    {"NewBusiness": "few months trading"},
    {"NoEmp": "a larger firm has more to fall back on"},
)

KNOWN_SETS: tuple[KnownSet, ...] = (
    KnownSet(
        "give_me_some_credit",
        "cs-training.csv.zip",
        "SeriousDlqin2yrs",
        Peers(0.858, 0.863, 0.8658, "small"),
        _GMSC,
        drop=("column 1",),
        approves=0.80,
        reasons=_GMSC_REASONS,
    ),
    KnownSet("taiwan", "UCI_Credit_Card.csv", "next_payment", Peers(0.769, 0.784, 0.7848, "small"), _TAIWAN),
    KnownSet(
        "heloc",
        "heloc_hcbr.csv",
        "RiskFlag",
        Peers(0.794, 0.794, 0.7964, "EBM"),
        _HELOC,
        names=_HELOC_NAMES,
        approves=0.44,
        reasons=_HELOC_REASONS,
    ),
    KnownSet(
        "sba",
        "SBAnational_22k.csv.gz",
        "MIS_Status",
        Peers(0.696, 0.764, 0.766, "LightGBM default"),
        _SBA,
        bad=("CHGOFF",),
        derive=sba_columns,
    ),
    KnownSet("hmeq", "hmeq.csv", "Default", Peers(0.915, 0.929, 0.968, "LightGBM default"), _HMEQ),
)
"""In the order of the table of page 19 in docs/decisions."""
