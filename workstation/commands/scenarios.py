"""Scenarios: list them, check a file, sign it, see what it would do to a portfolio, publish it at the hub.

Who makes a scenario needs no profile: files are checked and signed as they lie, and previewed on the sample
sellers. With a profile (`--profile` or `--passphrase-file`) the hub's scenarios and the desk's own files
count.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workstation.commands.desk import desk_of
from workstation.commands.hub import add_place, place_of
from workstation.commands.shown import amount, both
from workstation.commands.verb import Answer, Verb, no_arguments
from workstation.domain.money import yuan
from workstation.errors import KnownError
from workstation.paths import resources

if TYPE_CHECKING:
    from workstation.lending import Rulebook
    from workstation.services.models import Models
    from workstation.services.scenario_preview import Preview, PreviewRow, Side
    from workstation.services.scenarios import ScenarioView
    from workstation.services.values import Appraisal


def _with_profile(arguments: Namespace) -> bool:
    return arguments.profile is not None or arguments.passphrase_file is not None


def _list(arguments: Namespace) -> Answer:
    from workstation.clock import SystemClock
    from workstation.services.scenarios import shipped_scenarios

    if _with_profile(arguments):
        with desk_of(arguments) as desk:
            views = desk.scenarios.all()
    else:
        views = shipped_scenarios(SystemClock().today())
    return Answer([_view_json(view) for view in views], [_view_line(view) for view in views])


def _view_json(view: ScenarioView) -> dict[str, Any]:
    scenario = view.scenario
    return {
        "id": view.id,
        "version": view.version,
        "state": view.state.value,
        "sha256": view.sha256,
        "signed_by": list(view.signed_by),
        "from": scenario.starts.isoformat() if scenario else None,
        "until": scenario.until.isoformat() if scenario else None,
        "name": both(scenario.name.fill()) if scenario else None,
        "why": both(view.why),
        "budget": amount(view.budget),
        "used": amount(view.used),
        "share": amount(view.share.amount) if view.share else None,
    }


def _view_line(view: ScenarioView) -> str:
    scenario = view.scenario
    if scenario is None:
        return f"{view.id:<20} v{view.version:<3} {view.state.value:<14} {view.why.en if view.why else ''}"
    days = f"{scenario.starts} – {scenario.until}"
    budget = "" if view.budget is None else f"  {yuan(view.used)} of {yuan(view.budget)} used"
    return f"{view.id:<20} v{view.version:<3} {view.state.value:<14} {days}  {scenario.name.en}{budget}"


def _file_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a scenario file (.toml)")


def _check(arguments: Namespace) -> Answer:
    """The file by itself, under the installed rules, and beside the shipped scenarios; and who signed it."""
    from workstation.clock import SystemClock
    from workstation.lending import load_rulebook
    from workstation.services.models import Models
    from workstation.services.scenarios import check_file, shipped_scenarios, view_of_file

    today = SystemClock().today()
    others = tuple(view.scenario for view in shipped_scenarios(today) if view.scenario is not None)
    models = Models(resources() / "models", SystemClock())
    check_file(arguments.file, load_rulebook(resources()), others, models.chosen)
    view = view_of_file(arguments.file, today)
    signed = f"signed by: {', '.join(view.signed_by)}" if view.signed_by else "nobody has signed it"
    return Answer(_view_json(view), [_view_line(view), f"It makes sense under the rules; {signed}."])


def _sign_arguments(parser: ArgumentParser) -> None:
    _file_arguments(parser)
    parser.add_argument("--key", type=Path, required=True, metavar="FILE", help="a maker's private key")


def _sign(arguments: Namespace) -> Answer:
    """Sign what passes every check; the other side signs the same file with its own key."""
    from workstation.files import write_whole
    from workstation.lending.scenarios.signing import add_signature, read_signatures, signatures_beside
    from workstation.services.live_scenarios import makers
    from workstation.training.pipeline import read_key

    _check(arguments)
    path = arguments.file
    made = add_signature(
        path.read_bytes(), read_signatures(path), read_key(arguments.key), makers(), path.name
    )
    write_whole(signatures_beside(path), made, private=False)
    return _check(arguments)


def _key_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="where the private key is written")


def _key(arguments: Namespace) -> Answer:
    """A new key pair; the public key goes into `resources/scenarios/trust.json`, under its side."""
    from workstation import crypto
    from workstation.crypto import key_id

    private, public = crypto.new_keypair()
    try:
        handle = os.open(arguments.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise KnownError(
            "scenario.key", f"the key file cannot be written: {error.strerror}", where=str(arguments.file),
            remedy="Name a file that does not exist yet.",
        ) from None  # fmt: skip
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(private.hex() + "\n")
    data = {"id": key_id(public), "public": public.hex()}
    return Answer(
        data, [f"public key {public.hex()}, id {key_id(public)}", f"private key in {arguments.file}"]
    )


def _preview_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("scenario", help="a scenario's file, or the id of one that `scenario list` shows")


def _preview(arguments: Namespace) -> Answer:
    if _with_profile(arguments):
        with desk_of(arguments) as desk:
            found = desk.scenarios.preview(desk.scenarios.find(arguments.scenario), _show_done)
    else:
        found = _on_the_sample(arguments.scenario)
    return Answer(preview_json(found), preview_lines(found))


def _show_done(done: int) -> None:
    print(f"{done} files", file=sys.stderr)


def _on_the_sample(name: str) -> Preview:
    """On the sample sellers, on their business day, under the installed rules without other scenarios."""
    from workstation.clock import FixedClock
    from workstation.lending import load_rulebook
    from workstation.services.models import Models
    from workstation.services.scenario_preview import preview
    from workstation.services.scenarios import check_file, shipped_scenarios
    from workstation.training.sample import BUSINESS_DAY

    rules, models = load_rulebook(resources()), Models(resources() / "models", FixedClock(BUSINESS_DAY))
    if Path(name).suffix == ".toml":
        scenario = check_file(Path(name), rules, ())
    else:
        shipped = {view.id: view.scenario for view in shipped_scenarios(BUSINESS_DAY)}
        found = shipped.get(name)
        if found is None:
            raise KnownError(
                "scenario.none", f"there is no scenario called {name}", where=name,
                remedy=f"Known: {', '.join(sorted(shipped))}; a file is named by its path.",
            )  # fmt: skip
        scenario = found
    return preview(sample_appraisals(rules, models), scenario, rules, models.chosen)


def sample_appraisals(rules: Rulebook, models: Models) -> Iterator[Appraisal]:
    """The sample sellers' requests, assessed on their business day."""
    from workstation.domain.records import ApplicantFile
    from workstation.services.appraisals import appraise, request_of
    from workstation.services.currency import load_currencies
    from workstation.services.files import as_of_day
    from workstation.training.sample import BUSINESS_DAY, read_sample

    currencies = load_currencies(resources() / "policies/currencies.toml")
    for seller in read_sample(resources() / "sample"):
        file = ApplicantFile(
            seller.applicant,
            shops=seller.shops,
            authorisations=seller.authorisations,
            applications=seller.applications,
            loans=seller.loans,
            ledgers=seller.ledgers,
        )
        yield appraise(
            file, (), request_of(file), as_of=as_of_day(file, None, BUSINESS_DAY), today=BUSINESS_DAY,
            role="officer", suite=models.current(), rules=rules, currencies=currencies,
        )  # fmt: skip


def preview_json(found: Preview) -> dict[str, Any]:
    return {
        "scenario": found.scenario_id,
        "version": found.version,
        "requests": found.looked_at,
        "acts_on": len(found.rows),
        "lent_to": {"before": found.lent_to(_before), "after": found.lent_to(_after)},
        "amount": {
            "before": amount(found.total(_before).amount),
            "after": amount(found.total(_after).amount),
        },
        "expected_loss": {
            "before": amount(found.total(_before).expected_loss),
            "after": amount(found.total(_after).expected_loss),
        },
        "budget": amount(found.budget),
        "used": amount(found.used),
        "spent_before": amount(found.spent_before),
        "rows": [
            {
                "applicant": row.source_id,
                "name": row.name,
                "product": row.product,
                "flips": row.flips,
                "before": _side_json(row.before),
                "after": _side_json(row.after),
                "used": amount(row.used),
                "beyond": row.beyond,
                "lines": [both(line) for line in row.lines],
            }
            for row in found.rows
        ],
    }


def _side_json(side: Side) -> dict[str, Any]:
    return {
        "outcome": side.outcome.value,
        "limit": amount(side.limit),
        "amount": amount(side.amount),
        "rate": side.rate or None,
        "expected_loss": amount(side.expected_loss),
    }


def _before(row: PreviewRow) -> Side:
    return row.before


def _after(row: PreviewRow) -> Side:
    return row.after


def preview_lines(found: Preview) -> list[str]:
    lines = []
    for row in found.rows:
        mark = "✗" if row.beyond else ("→" if row.flips else " ")
        lines.append(
            f"{mark} {row.source_id:<10} {row.name:<12} {_side(row.before)}  ⇒  {_side(row.after)}"
            f"  uses {yuan(row.used)}{'  BEYOND THE BUDGET' if row.beyond else ''}"
        )
    before, after = found.total(_before), found.total(_after)
    lines += [
        "",
        f"{found.name.en}, version {found.version}: acts on {len(found.rows)} of {found.looked_at} requests.",
        f"Lent to {found.lent_to(_before)} before and {found.lent_to(_after)} after.",
        f"Amount {yuan(before.amount)} yuan before and {yuan(after.amount)} after.",
        f"Expected loss {yuan(before.expected_loss)} yuan before and {yuan(after.expected_loss)} after.",
    ]
    if found.budget is not None:
        lines.append(
            f"Budget {yuan(found.budget)} yuan of expected loss: {yuan(found.spent_before)} spent, "
            f"{yuan(found.used)} by these."
        )
    return lines


def _side(side: Side) -> str:
    price = f" at {side.rate}" if side.rate else ""
    return f"{side.outcome.value} {yuan(side.amount)}{price}"


def _publish_arguments(parser: ArgumentParser) -> None:
    _file_arguments(parser)
    add_place(parser)


def _publish(arguments: Namespace) -> Answer:
    """At the hub, for every workstation to fetch: only what both makers signed, and a version never again."""
    from workstation.app import open_admin
    from workstation.lending.scenarios.signing import read_signatures

    try:
        body = arguments.file.read_bytes()
    except OSError as error:
        raise KnownError(
            "scenario.unreadable", f"the definition cannot be read: {error.strerror}",
            where=str(arguments.file), remedy="Name a scenario's file.",
        ) from None  # fmt: skip
    with open_admin(place_of(arguments)) as admin:
        terms = admin.publish_scenario(body, read_signatures(arguments.file))
    data = {"id": terms.id, "version": terms.version, "sha256": terms.sha256}
    words = f"{terms.id}, version {terms.version}: published; workstations receive it when they synchronise."
    return Answer(data, [words])


_PUBLISH = "publish"


def _hub_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("do", choices=[_PUBLISH])
    _publish_arguments(parser)


VERBS = (
    Verb(("scenario", "list"), "which scenarios there are, and how each stands", no_arguments, _list),
    Verb(("scenario", "check"), "check a scenario file, and who has signed it", _file_arguments, _check),
    Verb(("scenario", "sign"), "sign a scenario file as one of its makers", _sign_arguments, _sign),
    Verb(("scenario", "key"), "make a key pair for a maker of scenarios", _key_arguments, _key),
    Verb(("scenario", "preview"), "what a scenario would do to a portfolio", _preview_arguments, _preview),
    Verb(("scenario", _PUBLISH), "publish a signed scenario at a hub", _publish_arguments, _publish),
    Verb(("hub", "scenario"), "publish a signed scenario to the workstations", _hub_arguments, _publish),
)
