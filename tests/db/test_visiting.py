"""What the files of a cache say of visits: every record in one reading, with the officer's unsent acts."""

from __future__ import annotations

from datetime import date, timedelta

import sqlalchemy as sa

from db.cache import Cache
from tests.helpers.caches import act, decision, edit, part, seller
from tests.helpers.surveying import contradiction, photo, review, survey
from workstation.domain.drafting import Draft
from workstation.domain.lending import Finding, Outcome
from workstation.domain.surveying import Verdict, Visit
from workstation.domain.text import Bilingual
from workstation.domain.visit_list import BegunSurvey, LastDecision, SellerVisits, visit_rows

DAY = date(2026, 6, 30)
WHO, OTHER = seller(1), seller(2)


def visit(of: str, id: str = "v1") -> Visit:
    return Visit(id, of, "2026-h2", "下半年", "Second half", "exporter", "officer-1", DAY, DAY)


def only(cache: Cache, **values: object) -> SellerVisits:
    (found,) = cache.cases.visiting(**values)  # type: ignore[arg-type]
    return found


def test_a_file_that_has_nothing_to_do_with_a_visit_is_read_only_where_it_is_named(cache: Cache) -> None:
    cache.sync.store_parts([part(WHO.id, WHO), part(OTHER.id, OTHER, visit(OTHER.id))])
    assert only(cache) == SellerVisits(OTHER, visits=(visit(OTHER.id),))
    assert [one.applicant for one in cache.cases.visiting({WHO.id, "test:gone"})] == [WHO, OTHER]


def test_surveys_come_with_their_reviews_and_without_their_answers(cache: Cache) -> None:
    made = survey(
        WHO.id, DAY, visit="v1", instance="<data>" * 500, checks=(contradiction(),), attachments=(photo(),)
    )
    said = review(made, Verdict.ASKED_AGAIN)
    cache.sync.store_parts([part(WHO.id, WHO, made, said)])
    found = only(cache)
    (short,) = found.surveys
    assert (short.id, short.visit, short.visited_on, short.made_by) == (made.id, "v1", DAY, made.made_by)
    assert (short.instance, short.checks, short.attachments) == ("", (), ())
    assert found.reviews == (said,)


def test_what_is_unsent_counts_at_once(cache: Cache) -> None:
    cache.sync.store_parts([part(WHO.id, WHO, visit(WHO.id))])
    cache.acts.keep_act(edit(WHO, "act-0", position="31.2304,121.4737"))
    cache.acts.keep_act(act(survey(WHO.id, DAY), "act-1"))
    found = only(cache)
    assert found.applicant.position == "31.2304,121.4737"
    assert [one.id for one in found.surveys] == ["survey-1"]


def test_the_newest_decision_is_told_where_it_refers(cache: Cache) -> None:
    asks = Finding("refer.no_model", Bilingual("", ""), Bilingual("", ""))
    older = decision(WHO, "dec-1", Outcome.APPROVE)
    newer = decision(WHO, "dec-2", Outcome.REFER, findings=(asks,))
    cache.sync.store_parts(
        [part(WHO.id, WHO, older, newer), part(OTHER.id, OTHER, decision(OTHER, "dec-3"))]
    )  # fmt: skip
    assert only(cache).decision == LastDecision("dec-2", "refer", ("refer.no_model",))


def test_an_open_draft_is_listed_with_what_it_fulfils_or_corrects(cache: Cache) -> None:
    cache.sync.store_parts([part(WHO.id, WHO)])
    draft = Draft("d1", WHO.id, "exporter", "f" * 64, "2026-06-30T08:00:00Z", b"<data/>", visit="v1")
    cache.drafts.open(draft)
    assert only(cache).begun == (BegunSurvey("d1", "v1"),)
    cache.drafts.drop("d1")
    assert cache.cases.visiting() == ()


def test_a_draft_of_a_file_that_has_left_makes_no_line(cache: Cache) -> None:
    cache.drafts.open(Draft("d1", "test:gone", "exporter", "f" * 64, "2026-06-30T08:00:00Z", b""))
    assert cache.cases.visiting() == ()


def test_four_hundred_visits_take_one_question_to_the_database(cache: Cache) -> None:
    parts = []
    for number in range(400):
        who = seller(number)
        made = survey(who.id, DAY, f"s{number}", visit=f"v{number}", instance="<data>" * 2_000)
        parts.append(part(who.id, who, visit(who.id, f"v{number}"), made, seq=10 * number + 1))
    cache.sync.store_parts(parts)
    asked: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            asked.append(statement)

    engine = cache.cases._database.engine
    sa.event.listen(engine, "before_cursor_execute", listen)
    rows = visit_rows(cache.cases.visiting(), DAY + timedelta(days=1))
    sa.event.remove(engine, "before_cursor_execute", listen)
    assert len(rows) == 400 and len(asked) == 1
