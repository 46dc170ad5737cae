"""The values around a letter: the lender's profile, the letter's own rules, its hash, its code."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.errors import KnownError
from workstation.letters import (
    ApprovalLetter,
    coded,
    content_sha256,
    load_lender,
    read_code,
    verification_code,
)

BUNDLED = "resources/letters/lender.toml"


class TestLender:
    def test_the_bundled_one_is_whole(self) -> None:
        lender = load_lender()
        assert lender.name.zh
        assert lender.name.en
        assert lender.accept_days <= lender.valid_days
        assert {path.colour for path in lender.mark} <= {"primary", "secondary", "paper"}

    @pytest.mark.parametrize(
        ("find", "put", "field"),
        [
            ('zh = "远舟示范小额贷款有限公司"\n', "", "name.zh"),
            (
                'en = "The shop closes, is transferred or severely penalised."',
                'en = " "',
                "recall_events[4].en",
            ),
            ('primary = "#12395b"', 'primary = "navy"', "colours.primary"),
            ("valid_days = 30", 'valid_days = "30"', "valid_days"),
            ("accept_days = 15", "accept_days = 31", "accept_days"),
            ('colour = "secondary"', 'colour = "gold"', "mark[3].colour"),
            ('path = "M 50 2', 'path = "m 50 2', "mark[1].path"),
            ("[complaint]", "[complaints]", "complaints"),
            ('phone = "400-000-0000"', "", "phone"),
            ('colour = "#c8102e"', 'colour = "red"', "seal.colour"),
            ('kind = "样章"\n', "", "seal.kind"),
            ('kind = "样章"', 'kind = "样章"\nsize = "1"', "seal.size"),
        ],
    )
    def test_a_broken_one_is_refused_by_file_and_field(
        self, root: Path, tmp_path: Path, find: str, put: str, field: str
    ) -> None:
        text = (root / BUNDLED).read_text(encoding="utf-8")
        assert find in text
        path = tmp_path / "lender.toml"
        path.write_text(text.replace(find, put, 1), encoding="utf-8")
        with pytest.raises(KnownError) as caught:
            load_lender(path)
        assert caught.value.code == "lender.field"
        assert caught.value.where.startswith("lender.toml, line ")
        assert caught.value.where.endswith(f": {field}")

    @pytest.mark.parametrize(
        ("find", "put"),
        [
            ("valid_days = 30", 'valid_days = "30"'),
            ('colour = "secondary"', 'colour = "gold"'),
            ('en = "The shop closes, is transferred or severely penalised."', 'en = " "'),
            ("[complaint]", "[complaints]"),
        ],
    )
    def test_and_by_its_line(self, root: Path, tmp_path: Path, find: str, put: str) -> None:
        text = (root / BUNDLED).read_text(encoding="utf-8")
        line = text[: text.index(find)].count("\n") + 1
        path = tmp_path / "lender.toml"
        path.write_text(text.replace(find, put, 1), encoding="utf-8")
        with pytest.raises(KnownError) as caught:
            load_lender(path)
        assert caught.value.where.startswith(f"lender.toml, line {line}: ")

    def test_a_missing_one_and_one_that_is_not_toml(self, tmp_path: Path) -> None:
        path = tmp_path / "lender.toml"
        with pytest.raises(KnownError) as missing:
            load_lender(path)
        path.write_bytes('phone = "400'.encode("gbk"))
        with pytest.raises(KnownError) as damaged:
            load_lender(path)
        assert (missing.value.code, damaged.value.code) == ("lender.missing", "lender.damaged")


class TestLetter:
    @pytest.mark.parametrize("number", ["", "A B", "SX.1", "编号1", "X" * 41])
    def test_a_number_that_would_spoil_the_code_is_refused(self, letter: ApprovalLetter, number: str) -> None:
        with pytest.raises(KnownError, match=re.escape("letter.number")):
            replace(letter, number=number)

    def test_days_in_the_wrong_order_are_refused(self, letter: ApprovalLetter) -> None:
        with pytest.raises(KnownError, match=re.escape("letter.dates")):
            replace(letter, accept_by=date(2027, 1, 1))

    def test_an_amount_that_the_schedule_does_not_repay_is_refused(self, letter: ApprovalLetter) -> None:
        with pytest.raises(KnownError, match=re.escape("letter.offer")):
            replace(letter, offer=replace(letter.offer, amount=letter.offer.amount + 1))


class TestContentHash:
    def test_it_is_of_what_the_letter_says(self, letter: ApprovalLetter) -> None:
        same = replace(letter, verification_code="WSL1.other")
        recoloured = replace(letter, lender=replace(letter.lender, mark=()))
        other = replace(letter, provisional=False)
        assert content_sha256(same) == content_sha256(recoloured) == content_sha256(letter)
        assert content_sha256(other) != content_sha256(letter)

    def test_every_field_but_the_code_changes_it(self, letter: ApprovalLetter) -> None:
        changed = {
            "number": "SX-2026-000118",
            "issued_on": date(2026, 11, 24),
            "valid_until": date(2026, 12, 24),
            "accept_by": date(2026, 12, 9),
            "applicant_name": "欧阳鏻",
            "applicant_address": "别处",
            "product": letter.role,
            "purpose": "别用",
            "offer": replace(letter.offer, months=13),
            "conditions": letter.conditions[:1],
            "recall_events": letter.recall_events[:1],
            "decided_by": "别人",
            "role": letter.product,
            "authority": letter.role,
            "provisional": False,
            "lender": replace(letter.lender, phone="1"),
            "cosigners": (letter.role,),
            "replaces": "SX-1",
        }
        assert set(changed) == set(ApprovalLetter.__dataclass_fields__) - {"verification_code"}
        hashes = {content_sha256(replace(letter, **{name: value})) for name, value in changed.items()}
        assert len(hashes | {content_sha256(letter)}) == len(changed) + 1


class TestCode:
    def test_a_signed_code_is_taken_apart_again(self) -> None:
        seen: list[bytes] = []

        def sign(data: bytes) -> bytes:
            seen.append(data)
            return bytes(range(64))

        code = read_code(verification_code("SX-1", "ab" * 32, sign))
        assert (code.number, code.content_prefix, code.signature) == ("SX-1", "ab" * 12, bytes(range(64)))
        assert seen == [code.signed_part]
        assert code.names("ab" * 32)
        assert not code.names("cd" * 32)

    @given(st.binary(min_size=12, max_size=200))
    def test_any_signature_survives_paper_and_typing(self, signature: bytes) -> None:
        printed = verification_code("SX-2026-1", "0f" * 32, lambda _: signature)
        typed = "\n".join(printed[i : i + 30] for i in range(0, len(printed), 30))
        assert read_code(typed).signature == signature

    def test_the_golden_letter_names_its_own_content(self, letter: ApprovalLetter) -> None:
        assert read_code(coded(letter).verification_code).names(content_sha256(letter))

    @pytest.mark.parametrize(
        "text", ["", "hello", "WSL2.SX-1." + "a" * 24, "WSL1.SX-1." + "A" * 24, "WSL1.SX-1.ab"]
    )
    def test_anything_else_is_no_code(self, text: str) -> None:
        with pytest.raises(KnownError) as caught:
            read_code(text)
        assert caught.value.code == "letter.code"


def test_the_room_opens_without_the_pdf_libraries(root: Path) -> None:
    script = (
        "import sys, workstation.letters as letters;"
        "letters.ApprovalLetter; letters.load_lender; letters.read_code;"
        "print([m for m in ('reportlab', 'pypdfium2', 'segno') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
