"""What belongs together counts together: across files and officers, loans and promises alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.sync.field import Field, assert_agree
from tests.sync.station import TODAY, Station, new_id
from workstation import codec
from workstation.domain.acts import ActKind
from workstation.domain.file_papers import Party, PartyRole
from workstation.domain.lending import Outcome
from workstation.domain.records import Debt, Loan

YUAN = 100


def party(station: Station, applicant_id: str, ref: str, **values: Any) -> Party:
    usual: dict[str, Any] = {
        "id": new_id(),
        "applicant_id": applicant_id,
        "role": PartyRole.SPOUSE,
        "name": "王芳",
        "since": TODAY,
        "ref": ref,
        "recorded_by": station.officer_id,
    }
    made = Party(**{**usual, **values})
    station.act(ActKind.RECORD_PARTY, applicant_id, made)
    return made


def seen(station: Station, applicant_id: str) -> tuple[Debt, ...]:
    return station.cache.cases.applicant_file(applicant_id).related_elsewhere


def code_of(station: Station) -> str:
    [answer] = station.sync().refused
    return answer.code


def test_a_spouses_promise_counts_in_either_direction(field: Field) -> None:
    husband, wife = field.sellers(2)
    his, hers = field.officer([husband]), field.officer([wife])
    for one in (his, hers):
        one.sync()
    party(his, husband, wife)
    his.decide(his.application(husband, amount=700_000 * YUAN))
    assert his.sync().refused == ()
    hers.sync()
    assert seen(hers, wife) == (Debt(husband, 700_000 * YUAN),)
    hers.decide(hers.application(wife, amount=400_000 * YUAN))
    assert code_of(hers) == "decision.over_limit"


def test_a_guarantor_is_another_borrower(field: Field) -> None:
    borrower, guarantor = field.sellers(2)
    officer = field.officer([borrower, guarantor])
    officer.sync()
    party(officer, borrower, guarantor, role=PartyRole.GUARANTOR)
    left = party(officer, borrower, guarantor)
    party(officer, borrower, guarantor, supersedes=left.id, ended_on=TODAY)
    officer.decide(officer.application(borrower, amount=100_000 * YUAN))
    assert officer.cache.cases.applicant_file(guarantor).related_decisions == ()  # while it is unsent, too
    for one in (borrower, guarantor):
        officer.decide(officer.application(one, amount=700_000 * YUAN))
    assert officer.sync().refused == ()


def test_a_chain_of_parties_is_one_group(field: Field) -> None:
    first, second, third = field.sellers(3)
    officer = field.officer([first, second, third])
    officer.sync()
    party(officer, first, second, role=PartyRole.RELATED_FIRM)
    party(officer, third, second, role=PartyRole.RELATED_SHOP)
    officer.decide(officer.application(first, amount=700_000 * YUAN))
    officer.sync()
    assert officer.cache.cases.applicant_file(third).related_decisions
    officer.decide(officer.application(third, amount=400_000 * YUAN))
    assert code_of(officer) == "decision.over_limit"
    assert_agree(officer, field.hub)


def test_a_party_that_left_ties_nothing(field: Field) -> None:
    first, second = field.sellers(2)
    officer = field.officer([first, second])
    officer.sync()
    tied = party(officer, first, second, role=PartyRole.RELATED_FIRM)
    officer.decide(officer.application(first, amount=700_000 * YUAN))
    officer.sync()
    party(officer, first, second, role=PartyRole.RELATED_FIRM, supersedes=tied.id, ended_on=TODAY)
    officer.decide(officer.application(second, amount=700_000 * YUAN))
    assert officer.sync().refused == ()
    assert officer.cache.cases.applicant_file(second).related_decisions == ()


def test_loans_count_at_the_ceiling_and_not_promises_alone(field: Field) -> None:
    first, second = field.sellers(2, controller_id=new_id())
    owed = Loan("L1", first, "credit", "示例银行", date(2026, 1, 1), date(2027, 1, 1), 90_000_000, 80_000_000)
    with field.hub.workshop.writing() as writing:
        from workstation.hub.stamps import Stamp

        writing.records.put(first, "loan", owed.id, codec.encode(owed), Stamp("", "import", "", "now"))
    officer = field.officer([second])
    officer.sync()
    officer.decide(officer.application(second, amount=300_000 * YUAN))
    assert code_of(officer) == "decision.over_limit"


def test_one_borrower_alone_has_a_ceiling_below_the_groups(field: Field) -> None:
    [seller] = field.sellers()
    officer, colleague = field.officer([seller]), field.officer([seller])
    officer.sync()
    colleague.sync()
    officer.decide(officer.application(seller, amount=951_000 * YUAN))
    assert code_of(officer) == "decision.over_limit"
    officer.decide(officer.application(seller, amount=500_000 * YUAN))
    assert officer.sync().refused == ()
    # Offline, on another request of the same borrower: neither letter holds until it is settled.
    colleague.decide(colleague.application(seller, amount=460_000 * YUAN))
    assert code_of(colleague) == "decision.over_limit"
    officer.sync()
    [contest] = officer.cache.cases.applicant_file(seller).contests
    assert "this borrower" in contest.reason


def test_a_declined_request_frees_what_was_promised(field: Field) -> None:
    first, second = field.sellers(2, controller_id=new_id())
    officer, colleague = field.officer([first]), field.officer([second])
    officer.sync()
    colleague.sync()
    asked = officer.application(first, amount=700_000 * YUAN)
    officer.decide(asked)
    officer.sync()
    colleague.sync()
    assert seen(colleague, second) == (Debt(first, 700_000 * YUAN),)
    officer.decide(asked, outcome=Outcome.DECLINE)
    officer.sync()
    colleague.sync()
    assert seen(colleague, second) == ()
    colleague.decide(colleague.application(second, amount=900_000 * YUAN))
    assert colleague.sync().refused == ()


@pytest.fixture
def contested(field: Field) -> tuple[Station, Station, str, str]:
    """Two officers who each approved one shop of the same controller, too much together."""
    first, second = field.sellers(2, controller_id=new_id())
    officer, colleague = field.officer([first]), field.officer([second])
    for station, shop in ((officer, first), (colleague, second)):
        station.sync()
        station.decide(station.application(shop, amount=600_000 * YUAN))
    assert officer.sync().refused == ()
    return officer, colleague, first, second


def test_two_approvals_too_much_together_contest_the_first(
    contested: tuple[Station, Station, str, str], field: Field
) -> None:
    officer, colleague, first, second = contested
    assert code_of(colleague) == "decision.over_limit"
    [kept] = colleague.cache.cases.decisions(second)
    assert not kept.confirmed
    officer.sync()
    [kept] = officer.cache.cases.decisions(first)
    assert kept.confirmed and not kept.firm and not kept.letter_holds
    [contest] = officer.cache.cases.applicant_file(first).contests
    assert (contest.decision_id, contest.other_applicant_id) == (kept.decision.id, second)
    # Sent again it is refused again, and contests nothing twice.
    [entry] = [e for e in colleague.cache.acts.outbox() if e.answer is not None]
    colleague.cache.acts.retry_act(entry.act.id)
    assert code_of(colleague) == "decision.over_limit"
    officer.sync()
    assert len(officer.cache.cases.applicant_file(first).contests) == 1
    assert_agree(officer, field.hub)


def test_one_that_is_too_much_by_itself_contests_nobody(field: Field) -> None:
    first, second = field.sellers(2, controller_id=new_id())
    officer, colleague = field.officer([first]), field.officer([second])
    officer.sync()
    colleague.sync()
    officer.decide(officer.application(first, amount=100_000 * YUAN))
    officer.sync()
    colleague.decide(colleague.application(second, amount=1_100_000 * YUAN))
    assert code_of(colleague) == "decision.over_limit"
    officer.sync()
    assert officer.cache.cases.applicant_file(first).contests == ()


def test_what_the_hub_tells_of_related_files_no_workstation_can_make() -> None:
    made = {kind for kind in codec.RECORD_TYPES if kind in ("contest", "related_exposure")}
    from workstation.domain.acts import RECORD_KINDS

    assert made.isdisjoint(RECORD_KINDS.values()) and len(made) == 2


def test_a_promise_is_named_by_amount_alone(contested: tuple[Station, Station, str, str]) -> None:
    _, colleague, first, second = contested
    colleague.sync()
    [said] = colleague.cache.cases.applicant_file(second).related_exposures
    assert said == replace(said, related=(first,), debts=(Debt(first, 600_000 * YUAN),))


def test_an_export_without_an_authorisation_is_refused(field: Field) -> None:
    from workstation.domain.file_papers import FileExport

    [seller] = field.sellers()
    officer = field.officer([seller])
    officer.sync()
    consent = f"{seller}:consent"  # for data alone
    export = FileExport(
        new_id(), seller, "城市银行", "0" * 64, officer.officer_id, "2026-06-30T08:00:00Z", consent
    )
    officer.act(ActKind.EXPORT_FILE, seller, export)
    assert code_of(officer) == "consent.referral"
