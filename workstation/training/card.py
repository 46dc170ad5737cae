"""The model card: what a bundle is, what it was made from, how well it does, and what it is not for.

In: the evaluations and the circumstances of a training run. Out: Markdown, whose first line says whether the
sellers were real. The figures are those of the run; no sentence here claims more than they do.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from workstation.domain.text import Bilingual
from workstation.features import FEATURES
from workstation.training.evaluation import Evaluation, Figures
from workstation.training.plans import GRADES, HORIZON_DAYS, PLANS, TARGET
from workstation.training.simulator import World

STATEMENT = Bilingual(
    "本模型以模拟卖家训练,未经真实贷款验证。",
    "Trained on simulated sellers; not validated on real loans.",
)


def card(
    evaluations: Sequence[Evaluation],
    *,
    name: str,
    version: int,
    created: date,
    seed: int,
    training: World,
    shifted: World,
) -> str:
    """The card of one bundle as Markdown."""
    parts = [
        f"{STATEMENT.en}\n\n{STATEMENT.zh}\n",
        f"# {name} {version}\n",
        f"Made on {created.isoformat()} with seed {seed}. Target: {TARGET} ({HORIZON_DAYS} days).\n",
        _PURPOSE,
        _data(training, shifted, evaluations),
        _FIGURES_HEAD + "\n".join(line for e in evaluations for line in _rows(e)) + "\n",
        _segments(evaluations),
        _promises(evaluations),
        _constraints(),
        _LIMITS,
    ]
    return "\n".join(parts)


_PURPOSE = """## Purpose

Rank sellers that ask for a working-capital loan and give a default probability, as advice to the person who
decides. `pd_shop` reads a shop's orders, shipments and reviews; `pd_invoice` reads VAT invoices of both
sides. A model that lacks its evidence says so and gives no number.
"""

_FIGURES_HEAD = """## Figures

"Inside" is five-fold out of fold in the training world; "shifted" is another simulated world with other
causes, later dates and no recalibration. The naive model is a logistic line on the logarithm of twelve
months' sales. Intervals are 95 % (DeLong). A slope of 1 is perfectly calibrated spread.

| model | where | rows | bad | AUC | KS | Brier | slope | mean PD | bad rate |
|---|---|---|---|---|---|---|---|---|---|
"""

_LIMITS = """## Limits of use

- The simulator is calibrated to public figures only in the large (ship times, ratings, void invoices, how
  often sales halve); how strongly each sign speaks for default is the simulator's and not the market's.
- The base rate is that of the simulated worlds. On a real book the level must be recalibrated first.
- Payment records, review answers, categories and the number of suppliers are not read: they have no agreed
  direction, and leaving their ledger out must not pay.
- Fake orders are in the simulated world, yet no feature here proves them.
- No personal attribute is read: not sex, ethnicity, religion, marital status, birthplace, health, politics
  or age, nor the seller's name, address or region.
- Before lending on it: retrain or recalibrate on the lender's own loans and have it signed again.
"""


def _data(training: World, shifted: World, evaluations: Sequence[Evaluation]) -> str:
    counts = ", ".join(f"{e.inside.rows} for `{e.model}`" for e in evaluations)
    return (
        "## Data\n\n"
        f"Simulated sellers ({counts}) whose loans were drawn from {training.first_as_of} to "
        f"{training.last_as_of}; tested on sellers of {shifted.first_as_of} to {shifted.last_as_of} "
        "with slower demand, more returns, slower settlement, more debt, more shocks, more fake orders "
        "and another mix of trades. A loan defaults when the seller's cash account cannot pay it. "
        "Features are as of the day of the loan.\n"
    )


def _rows(evaluation: Evaluation) -> list[str]:
    return [
        _row(evaluation.model, "inside", evaluation.inside),
        _row("naive", "inside", evaluation.naive_inside),
        _row(evaluation.model, "shifted", evaluation.shifted),
        _row("naive", "shifted", evaluation.naive_shifted),
    ]


def _row(model: str, where: str, f: Figures) -> str:
    return (
        f"| {model} | {where} | {f.rows} | {f.bad} | {f.auc:.3f} ({f.auc_low:.3f}–{f.auc_high:.3f}) "
        f"| {f.ks:.3f} | {f.brier:.4f} | {f.slope:.2f} | {f.mean_probability:.3f} | {f.bad / f.rows:.3f} |"
    )


def _segments(evaluations: Sequence[Evaluation]) -> str:
    lines = [
        "By kind of shop, shifted world:\n",
        "| model | kind | rows | bad | AUC |",
        "|---|---|---|---|---|",
    ]
    for e in evaluations:
        lines += [
            f"| {e.model} | {kind} | {rows} | {bad} | {auc:.3f} |" for kind, rows, bad, auc in e.segments
        ]
    return "\n".join(lines) + "\n"


def _promises(evaluations: Sequence[Evaluation]) -> str:
    lines = ["## Promises, measured on the shifted world\n"]
    for e in evaluations:
        p = e.promises
        lines.append(
            f"- `{e.model}`: a signed field moved one step in the wrong direction in "
            f"{p.monotone_violations:.2%} of {p.monotone_cases} steps; blanking one signed field lowered the "
            f"risk in {p.blank_violations:.2%} of {p.blank_cases} cases; blanking a whole ledger in "
            f"{p.ledger_violations:.2%} of {p.ledger_cases}."
        )
    lines.append(
        "\nThe price of the second promise: a seller whose fields are missing is treated like the worst "
        "seen, and ranks lower than it may deserve until the evidence is brought."
    )
    return "\n".join(lines) + "\n"


def _constraints() -> str:
    signs = {1: "+", -1: "−", 0: "free"}
    lines = [
        "## Features and their signs\n",
        (
            "+ raises the risk, − lowers it. Trees are held to the sign (`basic` monotone constraints); "
            "missing values go to the riskier side of every split on a signed field.\n"
        ),
    ]
    for plan in PLANS:
        named = ", ".join(
            f"{n} ({signs[d]})" for n, d in zip(plan.features, plan.directions, strict=True) if n in FEATURES
        )
        lines.append(f"`{plan.id}`: {named}.\n")
    bands = ", ".join(f"{g.name} ≤ {g.up_to:g}" for g in GRADES)
    lines.append(f"Grades by PD: {bands}. Score: 600 points at 50 to 1, 20 points double the odds.\n")
    return "\n".join(lines)
