"""Referral to a partner bank: the whole file, under an authorisation, and a record of it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.factories import block
from tests.services.office import Books, Office
from workstation.codec import decode, encode
from workstation.domain.acts import ActKind
from workstation.domain.file_papers import ConsentScope, Document, DocumentKind, Withdrawal
from workstation.domain.records import Authorisation, Loan
from workstation.errors import KnownError
from workstation.services.referral_pack import ledger_csv
from workstation.training.sample import BUSINESS_DAY

SELLER = "sample:S001"


def allowed(**values: Any) -> Authorisation:
    usual = Authorisation(
        "ref-1", SELLER, (ConsentScope.REFERRAL,), BUSINESS_DAY - timedelta(30), BUSINESS_DAY + timedelta(30)
    )
    return replace(usual, **values)


def for_data() -> Authorisation:
    return allowed(id="data-1", scopes=(ConsentScope.DATA,))


@pytest.fixture
def consenting(books: Books) -> None:
    books.hub_changes(SELLER, authorisations=(for_data(), allowed()))


def refused(office: Office, partner: str = "城市银行") -> str:
    acts = len(office.books.acts)
    with pytest.raises(KnownError) as caught:
        office.referrals.refer(SELLER, partner)
    assert len(office.books.acts) == acts
    return caught.value.code


class TestConsent:
    def test_without_one_nothing_leaves(self, office: Office, books: Books) -> None:
        books.hub_changes(SELLER, authorisations=(for_data(),))
        assert refused(office) == "consent.referral"

    @pytest.mark.parametrize(
        "values",
        [
            {"scopes": (ConsentScope.DATA, ConsentScope.BUREAU)},
            {"expires_on": BUSINESS_DAY - timedelta(1)},
            {"signed_on": BUSINESS_DAY + timedelta(1)},
            {"withdrawn_on": BUSINESS_DAY},
        ],
    )
    def test_for_something_else_or_another_day_is_none(
        self, office: Office, books: Books, values: dict[str, Any]
    ) -> None:
        books.hub_changes(SELLER, authorisations=(allowed(**values),))
        assert refused(office) == "consent.referral"

    def test_taken_back_is_none(self, office: Office, books: Books, consenting: None) -> None:
        back = Withdrawal("w-1", SELLER, "ref-1", BUSINESS_DAY, "officer-1")
        books.hub_changes(SELLER, withdrawals=(back,))
        assert refused(office) == "consent.referral"

    def test_what_may_not_be_read_is_not_handed_on(self, office: Office, books: Books) -> None:
        books.hub_changes(SELLER, authorisations=(allowed(),))
        assert refused(office) == "consent.data"

    def test_a_bank_has_a_name(self, office: Office, consenting: None) -> None:
        assert refused(office, "  ") == "referral.partner"


class TestArchive:
    def test_holds_the_whole_file_and_says_so(self, office: Office, books: Books, consenting: None) -> None:
        scan = b"%PDF-1.7 licence"
        digest = hashlib.sha256(scan).hexdigest()
        books.blobs[digest] = scan
        document = Document(
            "doc-1", SELLER, DocumentKind.BUSINESS_LICENCE, "营业执照", digest, "application/pdf",
            len(scan), "officer-1", "2026-11-01T08:00:00Z",
        )  # fmt: skip
        away = replace(document, id="doc-2", file_sha256="0" * 64)
        books.hub_changes(SELLER, documents=(document, away))
        made = office.decide("S001")
        letter = office.letters.issue(made.id)
        referred = office.referrals.refer(SELLER, "城市银行")
        archive = zipfile.ZipFile(io.BytesIO(referred.archive))
        names = archive.namelist()
        manifest = json.loads(archive.read("manifest.json"))
        assert names == ["manifest.json", *sorted(manifest["parts"])]
        assert manifest["parts"] == {
            name: {
                "sha256": hashlib.sha256(archive.read(name)).hexdigest(),
                "bytes": len(archive.read(name)),
            }
            for name in names[1:]
        }
        assert {"applicant.json", "applications.json", "decisions.json", "assessment.json", "summary.txt",
                "ledgers/orders.csv"} <= set(names)  # fmt: skip
        assert archive.read(f"letters/{letter.record.number}.pdf") == letter.pdf
        assert archive.read("documents/business_licence-doc-1.pdf") == scan
        assert referred.absent == ("documents/business_licence-doc-2.pdf",) == tuple(manifest["absent"])
        assert json.loads(archive.read("decisions.json"))[0]["id"] == made.id
        assert "城市银行" in archive.read("summary.txt").decode()
        assert not {name for name in names if "note" in name or "relation" in name}

    def test_names_no_related_applicant(self, office: Office, books: Books, consenting: None) -> None:
        other = Loan(
            "l-1", "sample:SECRET", "credit", "us", BUSINESS_DAY, BUSINESS_DAY + timedelta(90),
            90_000_000, 90_000_000,
        )  # fmt: skip
        books.hub_changes(SELLER, related_loans=(other,))
        made = office.decide("S001")
        assert b"SECRET" in encode(made)
        archive = zipfile.ZipFile(io.BytesIO(office.referrals.refer(SELLER, "城市银行").archive))
        assert not [name for name in archive.namelist() if b"SECRET" in archive.read(name)]
        assert json.loads(archive.read("exposure.json"))["related"] == 90_000_000

    def test_tells_the_bank_what_was_taken_back(self, office: Office, books: Books, consenting: None) -> None:
        photos = allowed(id="photos-1", scopes=(ConsentScope.PHOTOS,))
        books.hub_changes(
            SELLER,
            authorisations=(for_data(), photos, allowed()),
            withdrawals=(Withdrawal("w-1", SELLER, "photos-1", BUSINESS_DAY, "o"),),
        )
        archive = zipfile.ZipFile(io.BytesIO(office.referrals.refer(SELLER, "城市银行").archive))
        told = {one["id"]: one["withdrawn_on"] for one in json.loads(archive.read("authorisations.json"))}
        assert told == {"data-1": None, "photos-1": BUSINESS_DAY.isoformat(), "ref-1": None}

    def test_is_the_same_bytes_each_time(self, office: Office, consenting: None) -> None:
        first, second = (office.referrals.refer(SELLER, "城市银行").archive for _ in range(2))
        assert first == second

    def test_is_logged_before_it_is_handed_over(self, office: Office, books: Books, consenting: None) -> None:
        referred = office.referrals.refer(SELLER, "城市银行")
        act = books.acts[-1]
        export = decode("file_export", act.body)
        assert act.kind is ActKind.EXPORT_FILE and export == referred.export
        assert export.file_sha256 == hashlib.sha256(referred.archive).hexdigest()
        assert (export.partner, export.authorisation_id) == ("城市银行", "ref-1")


def test_no_cell_of_a_ledger_is_a_formula() -> None:
    wild = ["=1+1", "+86", "-x", "@SUM", "plain", "中文, 逗号"]
    rows = [
        {"source_id": f"o{n}", "buyer_id": text, "ordered_at": n, "refund_amount": -500}
        for n, text in enumerate(wild)
    ]
    text = ledger_csv(block("orders", rows)).decode("utf-8-sig")
    read = list(csv.DictReader(io.StringIO(text)))
    assert [row["buyer_id"] for row in read] == ["'=1+1", "'+86", "'-x", "'@SUM", "plain", "中文, 逗号"]
    assert {row["refund_amount"] for row in read} == {"-5.00"}
    assert read[0]["ordered_at"] == "1970-01-01T00:00:00" and read[0]["freight_amount"] == ""
