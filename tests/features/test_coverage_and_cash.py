"""Which evidence a file holds, said honestly, and what the ledgers say about cash."""

from __future__ import annotations

from datetime import date, timedelta

from tests.factories import AS_OF, applicant, applicant_file, ledgers, moment
from workstation.domain.evidence import EvidenceDomain
from workstation.domain.ledger import Ledgers
from workstation.domain.lending import CashInputs
from workstation.domain.records import ApplicantKind, Loan
from workstation.features import cash_inputs, coverage_of


def loan(**values: object) -> Loan:
    usual = {
        "id": "L1",
        "applicant_id": "test:S1",
        "product": "credit",
        "lender": "工商银行",
        "granted_on": date(2026, 1, 5),
        "due_on": date(2027, 1, 5),
        "principal": 1,
        "outstanding": 1,
    }
    return Loan(**{**usual, **values})  # type: ignore[arg-type]


class TestCoverage:
    def test_of_an_empty_file_names_every_domain_and_covers_none(self) -> None:
        found = coverage_of(applicant_file(), AS_OF)
        assert [d.domain for d in found.domains] == list(EvidenceDomain)
        assert found.covered == ()
        assert found.share == 0.0

    def test_of_a_shop_is_trading_and_payments(self) -> None:
        held = ledgers(
            orders=[{"ordered_at": moment(50)}, {"ordered_at": moment(2)}],
            reviews=[{"reviewed_at": moment(1)}],
            payments=[{"paid_at": moment(9)}],
        )
        found = coverage_of(applicant_file(held), AS_OF)
        assert found.covered == (EvidenceDomain.TRADING, EvidenceDomain.PAYMENT_ACCOUNT)
        trading = found.of(EvidenceDomain.TRADING)
        assert (trading.records, trading.sources) == (3, ("test",))
        assert (trading.first, trading.last) == (AS_OF - timedelta(days=50), AS_OF - timedelta(days=1))
        assert trading.age_days(AS_OF) == 1

    def test_of_invoices_is_the_chain_and_never_financial_statements(self) -> None:
        held = ledgers(
            invoices=[
                {"issued_at": moment(9), "direction": "purchase"},
                {"issued_at": moment(8)},
                {"issued_at": moment(7), "status": "void"},
            ]
        )
        found = coverage_of(applicant_file(held), AS_OF)
        assert found.of(EvidenceDomain.SUPPLY_CHAIN).records == 1
        assert found.of(EvidenceDomain.TRADES_AROUND).records == 2
        assert not found.of(EvidenceDomain.FINANCIALS).covered
        assert not found.of(EvidenceDomain.TRADING).covered

    def test_of_loans_depends_on_who_owes_them(self) -> None:
        firm = coverage_of(applicant_file(loans=(loan(), loan(id="L2", lender="农商银行"))), AS_OF)
        assert firm.of(EvidenceDomain.BANK_LOANS).sources == ("农商银行", "工商银行")
        owner = applicant_file(applicant=applicant(kind=ApplicantKind.PERSON), loans=(loan(),))
        assert coverage_of(owner, AS_OF).covered == (EvidenceDomain.PERSONAL_LOANS,)

    def test_takes_no_notice_of_a_loan_not_yet_granted(self) -> None:
        future = loan(granted_on=AS_OF + timedelta(days=1))
        assert coverage_of(applicant_file(loans=(future,)), AS_OF).covered == ()

    def test_of_what_no_file_can_hold_yet_is_honestly_missing(self) -> None:
        held = ledgers(orders=[{"ordered_at": moment(2)}], invoices=[{"issued_at": moment(2)}])
        missing = coverage_of(applicant_file(held, loans=(loan(),)), AS_OF).missing
        assert {EvidenceDomain.FIRM_CREDIT, EvidenceDomain.ECONOMY, EvidenceDomain.FINANCIALS} <= set(missing)


class TestCash:
    def test_without_ledgers_is_unknown_and_not_nothing(self) -> None:
        assert cash_inputs(Ledgers(), AS_OF) == CashInputs()
        assert cash_inputs(Ledgers(), AS_OF).turnover_12m is None

    def test_of_orders_is_what_was_settled_in_fen_of_the_lending_currency(self) -> None:
        rows = [{"ordered_at": moment(30 * m), "goods_amount": 10_000 * (m + 1)} for m in range(3)]
        held = ledgers(orders=[*rows, {"ordered_at": moment(89), "goods_amount": 0}])
        found = cash_inputs(held, AS_OF, 2)
        assert found == CashInputs("orders", 24_000, 120_000, 3, None)

    def test_of_a_record_of_two_months_has_a_turnover_and_no_weak_month(self) -> None:
        found = cash_inputs(ledgers(orders=[{"ordered_at": moment(61)}]), AS_OF)
        assert (found.monthly_inflow_q10, found.turnover_12m, found.months_seen) == (None, 10_000, 0)

    def test_of_invoices_is_net_of_tax_void_and_red(self) -> None:
        held = ledgers(
            invoices=[
                {"issued_at": moment(5), "net_amount": 500_000},
                {"issued_at": moment(4), "net_amount": -100_000},
                {"issued_at": moment(3), "net_amount": 900_000, "status": "void"},
                {"issued_at": moment(2), "net_amount": 100_000, "direction": "purchase"},
            ]
        )
        found = cash_inputs(held, AS_OF)
        assert (found.basis, found.turnover_12m, found.goods_share) == ("invoices", 400_000, 0.25)

    def test_prefers_orders_and_takes_the_goods_share_from_invoices_of_both_sides(self) -> None:
        held = ledgers(
            orders=[{"ordered_at": moment(5)}],
            invoices=[
                {"issued_at": moment(5), "net_amount": 200_000},
                {"issued_at": moment(5), "net_amount": 500_000, "direction": "purchase"},
            ],
        )
        found = cash_inputs(held, AS_OF)
        assert (found.basis, found.goods_share) == ("orders", 1.0)

    def test_of_a_firm_that_only_buys_has_no_basis(self) -> None:
        held = ledgers(invoices=[{"issued_at": moment(5), "direction": "purchase"}])
        assert cash_inputs(held, AS_OF) == CashInputs()

    def test_what_the_household_costs_is_what_the_newest_visit_found(self) -> None:
        figures = [
            {"measured_at": moment(60), "survey_id": "s1", "figure": "household_month", "value": 900_000},
            {"measured_at": moment(20), "survey_id": "s2", "figure": "household_month", "value": 800_050},
        ]
        orders = [{"ordered_at": moment(day), "goods_amount": 10_000} for day in range(90)]
        visited = cash_inputs(ledgers(survey_figures=figures, orders=orders), AS_OF, 7)

        assert visited.household_month == 800_050, "in yuan, whatever the currency of the orders"
        assert cash_inputs(ledgers(orders=orders), AS_OF).household_month is None
        assert cash_inputs(ledgers(survey_figures=figures[:1]), AS_OF) == CashInputs(household_month=900_000)
