"""What a firm's VAT invoices say, story by story; every expected value is reckoned by hand."""

from __future__ import annotations

from typing import Any

from tests.factories import AS_OF, applicant, ledgers, moment
from workstation.features import compute_features


def sale(day: int, net: int = 100_000, buyer: str | None = "buyer-1", **values: Any) -> dict[str, Any]:
    return {"issued_at": moment(day), "net_amount": net, "counterparty_id": buyer,
            "tax_amount": net * 13 // 100, "gross_amount": net + net * 13 // 100, **values}  # fmt: skip


def purchase(
    day: int, net: int = 100_000, supplier: str | None = "supplier-1", **values: Any
) -> dict[str, Any]:
    return sale(day, net, supplier, direction="purchase", **values)


def figures(*invoices: dict[str, Any]) -> dict[str, float | None]:
    vector = compute_features(ledgers(invoices=invoices), applicant(), AS_OF)
    return {n.removeprefix("invoice_"): v for n, v in vector.values.items() if n.startswith("invoice_")}


def test_void_invoices_are_no_sales_but_are_counted_as_void() -> None:
    found = figures(sale(5), sale(6), sale(7), sale(8, 900_000, status="void"))
    assert found["sales_90d"] == 3_000.0
    assert found["sale_count_365d"] == 3.0
    assert found["void_share"] == 0.25
    assert found["buyers_365d"] == 1.0


def test_red_invoices_reduce_what_they_correct() -> None:
    found = figures(sale(5, 100_000), sale(4, -25_000))
    assert found["sales_90d"] == 750.0
    assert found["negative_share"] == 0.25
    assert found["days_since_last_sale"] == 5.0
    assert found["value_median"] == 1_000.0


def test_a_firm_that_only_buys_has_no_sales_figures_at_all() -> None:
    found = figures(purchase(5), purchase(300))
    assert found["months_seen"] == 10.0
    assert found["suppliers_365d"] == 1.0
    assert found["sales_365d"] is None
    assert found["void_share"] is None
    assert found["purchases_over_sales"] is None


def test_a_firm_that_only_sells_has_no_suppliers_rather_than_none_counted() -> None:
    found = figures(sale(5), sale(300))
    assert found["suppliers_365d"] is None
    assert found["top_supplier_share"] is None
    assert found["tax_burden"] is None


def test_a_firm_whose_every_sale_was_voided_sold_nothing() -> None:
    found = figures(sale(5, status="void"))
    assert found["void_share"] == 1.0
    assert found["sales_365d"] == 0.0
    assert found["days_since_last_sale"] is None


def test_margin_and_tax_need_both_sides() -> None:
    found = figures(sale(5, 100_000), purchase(6, 60_000))
    assert found["purchases_over_sales"] == 0.6
    assert found["tax_burden"] == 0.052


def test_five_largest_buyers_of_seven() -> None:
    found = figures(
        *(sale(5, 100_000, f"b{n}") for n in range(5)), *(sale(6, 50_000, f"c{n}") for n in range(2))
    )
    assert found["buyers_365d"] == 7.0
    assert found["top5_buyer_share"] == 0.8333


def test_unknown_counterparties_are_left_out_of_shares() -> None:
    found = figures(sale(5, buyer=None), sale(6, buyer="b"), purchase(7, supplier=None))
    assert found["buyers_365d"] == 1.0
    assert found["top5_buyer_share"] == 1.0
    assert found["suppliers_365d"] is None


def test_buyers_seen_half_a_year_before_are_returning() -> None:
    history = [sale(359, buyer="old"), sale(10, 300_000, "old"), sale(9, 100_000, "new")]
    assert figures(*history)["returning_buyer_share"] == 0.75
    assert figures(*history[1:])["returning_buyer_share"] is None  # too short a record to tell


def test_the_longest_gap_includes_the_run_up_to_the_assessment() -> None:
    assert figures(sale(40), sale(60))["longest_gap_365d"] == 40.0
    assert figures(sale(10), sale(110), sale(120))["longest_gap_365d"] == 100.0
    assert figures(sale(400))["longest_gap_365d"] == 365.0
    assert figures(sale(0))["longest_gap_365d"] == 0.0


def test_small_invoices_are_those_under_a_thousand_yuan() -> None:
    found = figures(sale(5, 99_999), sale(5, 100_000), sale(5, 200_000), sale(5, 10))
    assert found["tiny_share"] == 0.5


def test_months_without_sales_show_in_share_and_volatility() -> None:
    found = figures(sale(119), sale(5), sale(40))
    assert found["active_months_share"] == 0.75
    assert found["monthly_sales_q10"] == 300.0  # months 1000, 1000, 0, 1000
    assert found["sales_volatility"] == 0.5774


def test_purchases_that_halved_dropped_by_half() -> None:
    found = figures(purchase(179, 200_000), purchase(100, 200_000), purchase(5, 200_000))
    assert found["purchase_drop_90d"] == 0.5


def test_more_red_than_black_in_the_base_gives_no_growth() -> None:
    found = figures(sale(200), sale(100, -50_000), sale(5))
    assert found["sales_growth_90d"] is None
