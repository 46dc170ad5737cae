"""The model card of a suite: what each model is for, what it learned from, how well it does, what it is not
for.

In: definitions and evaluations. Out: Markdown, whose first line says that the sellers were simulated. The
figures are those of the run; no sentence here claims more than they do.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from workstation.domain.text import Bilingual
from workstation.features import DICTIONARY
from workstation.training.definitions import Definition
from workstation.training.plans import GRADES
from workstation.training.simulator import SHIFTED_WORLD, TRAINING_WORLD
from workstation.training.suite.bars import Bar
from workstation.training.suite.blanking import Swept
from workstation.training.suite.judging import Judged, Segment

STATEMENT = Bilingual(
    "本模型以模拟卖家训练,未经真实贷款验证。",
    "Trained on simulated sellers; not validated on real loans.",
)
_SHOWN = ("auc", "auc_low", "auc_high", "ks", "brier", "slope", "ece", "mean_probability")

_HEAD = """## What it is

A suite of models that advise a person who decides on a working-capital loan. Models of default (`pd_…`) give
a probability, points and a grade, and the most prudent of those that apply leads; the others stand beside it:
what an order on its way is worth, what is lost in a default, who needs money and when, what looks faked or
misstated, what a weak month brings. A model that lacks its evidence says so and gives no number; one that did
not beat its naive baseline is in the bundle and out of use.
"""

_LIMITS = """## Limits of use

- The simulator is calibrated to public figures only in the large; how strongly each sign speaks for an
  outcome is the simulator's and not the market's. Nothing here was validated on real loans.
- The base rates are those of the simulated worlds. On a real book the level must be recalibrated first.
- A seller whose fields are missing is treated like the worst seen wherever a field has a sign, and the
  interval is wider the less there is. Fields without a sign promise nothing of the kind: the table above says
  what leaving them out does.
- `brushing` and `survey_consistency` send a case to a person. They are no ground for a decline.
- `need_…` serve invitations and never admission.
- No personal attribute is read: not sex, ethnicity, religion, marital status, birthplace, health, politics or
  age, nor the seller's name, address or region.
- Before lending on it: retrain or recalibrate on the lender's own loans and have it signed again.
"""


def suite_card(
    definitions: Sequence[Definition],
    judged: Sequence[Judged],
    *,
    name: str,
    version: int,
    created: date,
    seed: int,
    sellers: int,
) -> str:
    """The card of one bundle as Markdown."""
    found = {j.id: j for j in judged}
    parts = [
        f"{STATEMENT.en}\n\n{STATEMENT.zh}\n",
        f"# {name} {version}\n",
        f"Made on {created.isoformat()} with seed {seed}. Each file's hash is in `manifest.json`.\n",
        _HEAD,
        _data(sellers),
        _table(judged),
        _left_out(judged),
        _LIMITS,
        *(_model(d, found[d.id]) for d in definitions if d.id in found),
        _scale(),
    ]
    return "\n".join(parts)


def _data(sellers: int) -> str:
    training, shifted = TRAINING_WORLD, SHIFTED_WORLD
    return (
        "## Data\n\n"
        f"{sellers} simulated sellers of each of three views with orders (shops, wholesale members, "
        "exporters) and three times as many of two without (invoice firms, manufacturers), whose loans were "
        f"drawn from {training.first_as_of} to {training.last_as_of}. Every figure below is of half as many "
        "other sellers, of "
        f"{shifted.first_as_of} to {shifted.last_as_of}, in a world with slower demand, more returns, slower "
        "settlement, more debt, more shocks, more fake orders and another mix of trades, without "
        "recalibration. Features are as of the day of the loan.\n"
    )


def _table(judged: Sequence[Judged]) -> str:
    lines = [
        "## Every model beside its naive baseline, out of time\n",
        "| model | target | days | rows | events | figure | model | naive | naive baseline | in use |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {j.id} | {j.target} | {j.horizon_days} | {j.rows} | {j.events or '–'} | {j.naive.figure} "
        f"| {_number(j.naive.model)} | {_number(j.naive.naive)} | {j.naive.baseline} "
        f"| {'yes' if j.enabled else '**no**'} |"
        for j in judged
    ]
    return "\n".join(lines) + "\n"


_LEFT_OUT = """## What leaving evidence out does

Share of cases in which leaving it out moves the answer in the seller's favour (a lower answer, or a higher
amount), and by how much on average where it does (log-odds; of an amount its logarithm). Fields without which
a model gives no answer, and those that say what kind of firm somebody is, are no part of it. A model whose
every field is signed is never moved so: that is built in. The others are heard where little hangs on it:
`lgd` never below the policy's least loss, an order never for more than without a model, a weak month only
where it is lower; needs end in invitations, the forecast is shown, and what is left unsold moves nothing.

| model | signed | free | one field | by | a signed field | a kind of evidence | by | most often |
|---|---|---|---|---|---|---|---|---|"""


def _left_out(judged: Sequence[Judged]) -> str:
    """What a seller gains by leaving evidence out, model by model."""
    lines = [
        f"| {j.id} | {b.signed} | {b.free} | {_share(b.field)} | {b.field.by:.3f} | {_share(b.signed_field)} "
        f"| {_share(b.kind)} | {b.kind.by:.3f} | {b.worst or '–'} |"
        for j in judged
        if (b := j.blanking) is not None
    ]
    return "\n".join([_LEFT_OUT, *lines]) + "\n"


def _share(swept: Swept) -> str:
    return f"{swept.favoured:.2%} of {swept.cases:,}" if swept.cases else "–"


def _model(definition: Definition, judged: Judged) -> str:
    needs = ", ".join(f"`{n.feature}` ≥ {n.at_least:g}" for n in definition.applies_when)
    lines = [
        f"## {definition.id}: {definition.title.en}\n",
        f"{definition.purpose.en}.\n",
        f"Target: {definition.target}. Horizon: {definition.horizon_days} days. Learned from "
        f"{judged.training_rows} rows"
        + (f", {judged.training_events} of them events" if definition.kind == "probability" else "")
        + (f"; {judged.trees} trees of {judged.leaves} leaves" if judged.trees else "")
        + f". Applies where {needs}.\n",
        _figures(judged),
        *_segments(judged.segments),
        *_bars(judged.bars),
        *_promises(judged),
        "Features and their signs (+ raises the answer, − lowers it):\n",
        *_signs(definition),
        "",
    ]
    return "\n".join(lines)


def _figures(judged: Judged) -> str:
    """Out of time, and out of fold beside it, so that what the other world costs can be seen."""
    shown = [k for k in judged.figures if k in _SHOWN or k not in judged.inside or not k.startswith("auc")]
    cells = [
        f"{k} {_number(judged.figures[k])}"
        + (f" (inside {_number(judged.inside[k])})" if k in judged.inside else "")
        for k in shown
    ]
    return "Out of time: " + "; ".join(cells) + ".\n"


def _segments(segments: Iterable[Segment]) -> list[str]:
    found = list(segments)
    if not found:
        return []
    keys = list(dict.fromkeys(k for s in found for k in s.figures))
    lines = [
        "| by | part | rows | events | " + " | ".join(keys) + " |",
        "|---" * (4 + len(keys)) + "|",
    ]
    lines += [
        f"| {s.by} | {s.name} | {s.rows} | {s.events} | "
        + " | ".join(_number(s.figures[k]) if k in s.figures else "–" for k in keys)
        + " |"
        for s in found
    ]
    return [*lines, ""]


def _bars(bars: Sequence[Bar]) -> list[str]:
    """From which probability on whom is flagged."""
    if not bars:
        return []
    lines = [
        "| flagged from | share of all | of these rightly | of the bad found | of the good flagged |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {bar.at:g}{f' ({bar.why})' if bar.why else ''} | {bar.flagged:.2%} | {_number(bar.right)} "
        f"| {_number(bar.found)} | {bar.false_alarms:.2%} |"
        for bar in bars
    ]
    return [*lines, ""]


def _promises(judged: Judged) -> list[str]:
    p = judged.promises
    if p is None:
        return ["No sign is set: the target has none that the trade could name beforehand.\n"]
    said = (
        f"A signed field moved one step in the wrong direction in {p.monotone_violations:.2%} of "
        f"{p.monotone_cases} steps; blanking one signed field lowered the answer in {p.blank_violations:.2%} "
        f"of {p.blank_cases} cases; blanking a whole kind of evidence in {p.ledger_violations:.2%} of "
        f"{p.ledger_cases}.\n"
    )
    return [said]


def _signs(definition: Definition) -> list[str]:
    mark: Mapping[str, str] = {"+": "+", "-": "−", "free": "free"}
    return [
        f"- `{name}` ({mark[row.sign]}), {DICTIONARY[name].title.en}: {row.why}"
        for name, row in definition.features_by_name.items()
    ]


def _scale() -> str:
    bands = ", ".join(f"{g.name} ≤ {g.up_to:g}" for g in GRADES)
    return (
        f"## Scale\n\nGrades by probability of default: {bands}. Score: 600 points at 50 to 1, 20 points "
        "double the odds. Contributions are exact (TreeSHAP) and add up to the points; reasons of a letter "
        "are given against the just-approved median.\n"
    )


def _number(value: float) -> str:
    if math.isnan(value):
        return "–"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4f}"
