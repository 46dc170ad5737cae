"""Many letters in one go: the refusal of one is told by name and holds up none of the others."""

from __future__ import annotations

from tests.services.office import Books, Office
from workstation.services.batches import WantedPaper, issue_all
from workstation.services.values import Issued


def approvals(office: Office, *sellers: str) -> list[WantedPaper]:
    return [WantedPaper("approval", f"sample:{s}", office.decide(s).id) for s in sellers]


def issuing(office: Office, paper: WantedPaper) -> Issued:
    return office.letters.issue(paper.subject)


def test_one_that_cannot_be_made_holds_up_no_other(office: Office) -> None:
    wanted = approvals(office, "S001", "S015", "S002")  # S015 is declined: no approval letter
    steps: list[tuple[int, int]] = []
    batch = issue_all(wanted, lambda p: issuing(office, p), lambda done, total: steps.append((done, total)))
    assert [one.record.applicant_id for one in batch.issued] == ["sample:S001", "sample:S002"]
    (refused,) = batch.refused
    assert (refused.wanted.applicant_id, refused.error.code) == ("sample:S015", "letter.not_approved")
    assert steps == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert not batch.stopped


def test_stopped_in_between_what_was_issued_stays_issued(office: Office, books: Books) -> None:
    wanted = approvals(office, "S001", "S002", "S003")
    batch = issue_all(
        wanted, lambda p: issuing(office, p), lambda *_: None, lambda: len(office.letters.archive()) == 2
    )
    assert batch.stopped and len(batch.issued) == 2
    assert {one.record for one in batch.issued} == set(office.letters.archive())
    assert books.numbers_left == 18, "no number was spent on the paper that was not made"


def test_when_the_numbers_run_out_the_rest_is_refused_and_told(office: Office, books: Books) -> None:
    wanted = approvals(office, "S001", "S002")
    books.numbers_left = 1
    batch = issue_all(wanted, lambda p: issuing(office, p), lambda *_: None)
    assert len(batch.issued) == 1
    assert [r.error.code for r in batch.refused] == ["letter.no_numbers"]
