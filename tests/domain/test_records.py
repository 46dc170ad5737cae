"""An applicant file's own rules: which request counts, what a consent allows, how far evidence reaches."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import applicant_file, ledgers, moment
from workstation.domain.acts import Act, ActAnswer, ActKind, ActOutcome
from workstation.domain.evidence import DOMAIN_NAMES, Coverage, DomainCoverage, EvidenceDomain
from workstation.domain.records import Application, Authorisation, ConsentScope
from workstation.domain.text import Bilingual, Language


def request(id: str, asked_on: date) -> Application:
    return Application(id, "test:S1", "credit", 1_000_000, 12, "bullet", "stock", asked_on)


class TestRequests:
    def test_the_newest_one_counts_and_of_one_day_the_later_made(self) -> None:
        early, late = date(2026, 3, 1), date(2026, 6, 1)
        file = applicant_file(applications=(request("c", early), request("b", late), request("a", late)))
        assert file.application == request("b", late)

    def test_a_seller_who_asked_for_nothing(self) -> None:
        assert applicant_file().application is None


class TestConsent:
    consent = Authorisation(
        "a", "test:S1", (ConsentScope.DATA, ConsentScope.PHOTOS), date(2026, 1, 10), date(2026, 12, 31)
    )

    @pytest.mark.parametrize(
        ("day", "allowed"),
        [
            (date(2026, 1, 9), False),
            (date(2026, 1, 10), True),
            (date(2026, 12, 31), True),
            (date(2027, 1, 1), False),
        ],
    )
    def test_holds_from_its_first_day_to_its_last(self, day: date, allowed: bool) -> None:
        assert self.consent.allows(ConsentScope.DATA, day) is allowed

    def test_covers_only_what_was_agreed(self) -> None:
        day = date(2026, 6, 1)
        assert [scope for scope in ConsentScope if self.consent.allows(scope, day)] == ["data", "photos"]

    def test_ends_with_the_day_of_its_withdrawal(self) -> None:
        withdrawn = Authorisation(
            "a", "test:S1", (ConsentScope.DATA,), date(2026, 1, 10), date(2026, 12, 31), date(2026, 6, 1)
        )
        assert withdrawn.allows(ConsentScope.DATA, date(2026, 5, 31))
        assert not withdrawn.allows(ConsentScope.DATA, date(2026, 6, 1))


class TestCoverage:
    def test_is_of_all_nine_domains_and_missing_is_not_zero(self) -> None:
        trading = DomainCoverage(EvidenceDomain.TRADING, 3, date(2026, 1, 1), date(2026, 6, 1), ("shop",))
        coverage = Coverage((trading, *(DomainCoverage(d) for d in list(EvidenceDomain)[1:])))
        assert coverage.covered == (EvidenceDomain.TRADING,)
        assert len(coverage.missing) == 8
        assert coverage.share == 1 / 9
        assert coverage.of(EvidenceDomain.TRADING) is trading
        assert not coverage.of(EvidenceDomain.ECONOMY).covered

    def test_nothing_looked_at_is_nothing_covered(self) -> None:
        assert Coverage(()).share == 0.0

    def test_its_age_counts_whole_days_and_never_less_than_none(self) -> None:
        covered = DomainCoverage(EvidenceDomain.TRADING, 1, date(2026, 6, 1), date(2026, 6, 1))
        assert covered.age_days(date(2026, 6, 30)) == 29
        assert covered.age_days(date(2026, 5, 1)) == 0
        assert DomainCoverage(EvidenceDomain.TRADING).age_days(date(2026, 6, 30)) is None

    def test_every_domain_has_its_name_in_both_languages(self) -> None:
        assert set(DOMAIN_NAMES) == set(EvidenceDomain)
        assert all(name.zh and name.en for name in DOMAIN_NAMES.values())


class TestLedgers:
    def test_count_the_rows_of_all_kinds(self) -> None:
        books = ledgers(orders=[{"ordered_at": moment(2)}, {"ordered_at": moment(1)}], reviews=[
            {"reviewed_at": moment(1)}
        ])  # fmt: skip
        assert books.rows == 3
        assert books.get("invoices") is None


class TestActs:
    def test_are_known_by_the_hash_of_what_they_say(self) -> None:
        act = Act("1", ActKind.ADD_NOTE, "test:S1", 1, b"{}", "officer", "2026-06-30T09:00:00Z")
        assert act.sha256 == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"

    def test_are_forgotten_only_once_the_hub_has_them(self) -> None:
        settled = {outcome for outcome in ActOutcome if ActAnswer("1", outcome).settled}
        assert settled == {ActOutcome.APPLIED, ActOutcome.ALREADY, ActOutcome.MERGED}


def test_a_sentence_is_said_in_the_language_asked_for() -> None:
    sentence = Bilingual("批准", "approved")
    assert (sentence.of("zh"), sentence.of(Language.EN)) == ("批准", "approved")
