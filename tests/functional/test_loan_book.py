"""A loan from its approval to its money, and the book that it stands in, all by the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.functional.house import TODAY, Hub, Officer
from workstation.domain.money import parse_yuan
from workstation.paths import resources
from workstation.training.sample import read_sample


def drawn(officer: Officer, seller: str) -> str:
    """Approve, find every condition met, pay out; gives the loan's id."""
    officer.decide(seller)
    officer.json("sync")
    [sample] = [s for s in read_sample(resources() / "sample") if s.applicant.source_id == seller]
    loan = sample.applications[0].id
    unmet = officer.error("loan", "draw", seller, loan)["message"].partition("not met: ")[2]
    for code in unmet.split(", "):
        officer.json("loan", "check", seller, loan, code, "--how", "seen")
    officer.json("loan", "draw", seller, loan)
    officer.json("sync")
    return loan


def book(officer: Officer, *words: str) -> Any:
    return officer.json("portfolio", "book", *words)


def test_an_empty_book_has_no_ratio(traveller: Officer) -> None:
    empty = book(traveller)
    assert set(empty["counts"].values()) == {0} and empty["by_class"] == {}
    assert set(empty["non_performing"].values()) == {None}


def test_a_loan_goes_bad_in_the_book_until_its_money_comes(
    hub: Hub, traveller: Officer, tmp_path: Path
) -> None:
    loan = drawn(traveller, "S001")
    now = book(traveller)
    assert (now["as_of"], now["counts"]["drawn"], now["counts"]["running"]) == (TODAY, 1, 1)
    assert now["by_bucket"].keys() == {"0"} and now["non_performing"]["ratio"] == "0.000000"
    [owed] = now["by_class"].values()
    year = str(int(TODAY[:4]) + 3)
    later = book(traveller, "--as-of", year + TODAY[4:])
    assert (later["counts"]["overdue"], later["by_class"].keys()) == (1, {"loss"})
    assert set(later["non_performing"].values()) == {"1.000000"}

    file = tmp_path / "transfers.csv"
    enough = f"{2 * int(parse_yuan(owed)) / 100:.2f}"
    file.write_text(
        "applicant,reference,date,amount,channel,payer,transfer_id\n"
        f"sample:S001,{loan},{TODAY},{enough},bank,,T1\n"
        f"sample:S999,{loan},{TODAY},1,bank,,T2\n",
        encoding="utf-8",
    )
    imported = hub.run("import", "repayments", file).json["imported"]
    assert (imported["rows_changed"], imported["unknown"]) == (1, ["sample:S999"])
    traveller.json("sync")
    paid = book(traveller)
    assert (paid["counts"]["running"], paid["counts"]["settled"]) == (0, 1)
    assert paid["non_performing"]["ratio"] is None
    assert traveller.json("loan", "close", "S001", loan)["saved"]
    assert traveller.json("sync")["refused"] == []


def test_what_is_done_on_a_running_loan_has_a_verb_and_the_hub_takes_it(traveller: Officer) -> None:
    on = ("S002", drawn(traveller, "S002"))
    done = (
        ("contact", "--channel", "call", "--at", f"{TODAY}T10:30", "--with", "店主", "--result", "接通"),
        ("promise", "--amount", "1000", "--by", TODAY),
        ("claim", "--amount", "1000", "--paid-on", TODAY, "--way", "bank"),
        ("funds", "--found", "进货单相符"),
        ("recovery-cost", "--amount", "50", "--reason", "公证费"),
    )
    [to_look_at] = traveller.json("worklist", "--view", "funds_checks")
    assert (to_look_at["applicant"], to_look_at["why"]["days_left"]) == ("S002", 30)
    for verb, *words in done:
        assert traveller.json("loan", verb, *on, *words)["saved"]
    assert traveller.json("worklist", "--view", "funds_checks") == []
    [promised] = traveller.json("worklist", "--view", "promises")
    assert promised["why"] == {"day": TODAY, "days_left": 0, "amount": "1000.00", "what": []}
    assert f" {TODAY} 1,000.00\n" in traveller.run("worklist", "--view", "promises").out
    assert traveller.error("loan", "close", *on)["code"] == "loan.unsettled"
    assert (
        traveller.error("loan", "prepay", *on, "--amount", "1", "--reason", "早还")["code"] == "loan.amount"
    )
    assert traveller.error("loan", "write-off", *on, "--reason", "x")["code"] == "loan.role"
    wrong = traveller.error("loan", "contact", *on, "--channel", "call", "--at", "soon", "--with", "x",
                            "--result", "y")  # fmt: skip
    assert wrong["code"] == "usage.date"
    assert traveller.json("sync")["refused"] == []
    [shown] = traveller.json("loan", "show", "S002")
    assert [len(shown[part]) for part in ("contacts", "promises", "claims", "funds_checks")] == [1, 1, 1, 1]


def test_an_order_loan_is_drawn_refunded_settled_and_drawn_again(
    hub: Hub, traveller: Officer, tmp_path: Path
) -> None:
    """3,000 yuan against shipped orders. One buyer gets all his money back: what was lent on that order is
    due at once, the platform's settlement pays it, and the line has it again."""
    asked = "--product order --amount 3000 --months 1 --method order --purpose 备货"
    traveller.json("request", "S007", *asked.split())
    traveller.decide("S007")
    traveller.json("sync")
    loan = traveller.json("file", "S007")["decisions"][0]["application"]
    unmet = traveller.error("loan", "draw", "S007", loan)["message"].partition("not met: ")[2]
    for code in unmet.split(", "):
        traveller.json("loan", "check", "S007", loan, code, "--how", "seen")
    traveller.json("loan", "draw", "S007", loan, "--amount", "2000")
    assert traveller.json("sync")["refused"] == []
    line = traveller.json("loan", "line", "S007", loan)
    assert (line["outstanding"], line["available"]) == ("2000.00", "1000.00")
    [account] = [view["account"] for view in traveller.json("loan", "show", "S007")]
    asset, lent = next(iter(account["resting"].items()))
    assert sum(account["resting"].values()) == 200_000

    order = asset.removeprefix("orders:")
    refunds, money = tmp_path / "refunds.csv", tmp_path / "transfers.csv"
    refunds.write_text(
        "applicant,order_id,date,amount,refund_id\n" + f"sample:S007,{order},{TODAY},99999.00,R1\n",
        encoding="utf-8",
    )
    money.write_text(
        "applicant,reference,date,amount,channel,payer,transfer_id\n"
        f"sample:S007,{order},{TODAY},{lent / 100:.2f},settlement,,T1\n",
        encoding="utf-8",
    )
    assert hub.run("import", "refunds", refunds).json["imported"]["rows_changed"] == 1
    traveller.json("sync")
    [due] = traveller.json("loan", "show", "S007")[0]["account"]["dues"]
    assert (due["day"], due["principal"], due["interest"]) == (TODAY, lent, 0)
    hub.run("import", "repayments", money)
    traveller.json("sync")
    paid = traveller.json("loan", "show", "S007")[0]["account"]
    assert paid["balances"]["principal"] == 200_000 - lent
    assert traveller.json("loan", "line", "S007", loan)["outstanding"] == f"{2000 - lent / 100:.2f}"
    traveller.json("loan", "draw", "S007", loan)
    assert traveller.json("sync")["refused"] == []
    assert traveller.json("loan", "line", "S007", loan)["available"] == "0.00"
