"""Two makers publish a scenario, the algorithm side and the business side, and neither does alone."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from workstation import crypto
from workstation.errors import KnownError
from workstation.lending import Rulebook
from workstation.lending.scenarios.definition import ScenarioKind
from workstation.lending.scenarios.loading import check_against, check_together, read_scenarios
from workstation.lending.scenarios.signing import (
    Makers,
    Side,
    add_signature,
    check_signed,
    key_id,
    read_makers,
    read_signatures,
    signed_by,
)

DATA = b'id = "double-eleven"\n'


@dataclass
class Maker:
    side: Side
    private: bytes = field(default_factory=lambda: crypto.new_keypair()[0])

    @property
    def public(self) -> bytes:
        return crypto.public_key(self.private)


ALGORITHM, ALGORITHM_TWO, BUSINESS = Maker(Side.ALGORITHM), Maker(Side.ALGORITHM), Maker(Side.BUSINESS)
STRANGER = Maker(Side.BUSINESS)
MAKERS = Makers({key_id(m.public): (m.side, m.public) for m in (ALGORITHM, ALGORITHM_TWO, BUSINESS)})


def signed(*who: Maker, data: bytes = DATA) -> bytes:
    signatures = b""
    for maker in who:
        signatures = add_signature(data, signatures, maker.private, MAKERS, "d11.toml")
    return signatures


def test_both_sides_together_publish() -> None:
    check_signed(DATA, signed(ALGORITHM, BUSINESS), MAKERS, "d11.toml")
    assert signed_by(DATA, signed(BUSINESS), MAKERS) == {Side.BUSINESS}


@pytest.mark.parametrize(
    ("signatures", "words"),
    [
        (b"", "nobody whom we trust"),
        (b"not json", "nobody whom we trust"),
        (signed(ALGORITHM), "only the algorithm side has signed it, the business side has not"),
        (signed(BUSINESS), "only the business side has signed it, the algorithm side has not"),
        (signed(ALGORITHM, ALGORITHM_TWO), "only the algorithm side"),
        (signed(ALGORITHM, BUSINESS, data=DATA + b" "), "changed after the .* side signed it"),
    ],
)
def test_anything_less_is_refused_by_name(signatures: bytes, words: str) -> None:
    with pytest.raises(KnownError, match=rf"scenario\.signature.*{words}.*d11\.toml.*both makers"):
        check_signed(DATA, signatures, MAKERS, "d11.toml")


def test_a_signature_says_nothing_of_its_side() -> None:
    """A key of the algorithm side signs twice, and claims to be the business side's."""
    plain = json.loads(signed(ALGORITHM, ALGORITHM_TWO))
    plain["signatures"][1]["side"] = "business"
    with pytest.raises(KnownError, match="only the algorithm side"):
        check_signed(DATA, json.dumps(plain).encode(), MAKERS, "d11.toml")


def test_a_stranger_cannot_sign() -> None:
    with pytest.raises(KnownError, match=r"scenario\.key.*neither side"):
        add_signature(DATA, b"", STRANGER.private, MAKERS, "d11.toml")


def test_a_signature_of_before_a_change_is_left_out_by_the_next() -> None:
    old = signed(ALGORITHM)
    assert signed_by(b"changed", add_signature(b"changed", old, BUSINESS.private, MAKERS, ""), MAKERS) == {
        Side.BUSINESS
    }


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ([ALGORITHM], "a side has no key"),
        ([ALGORITHM, ALGORITHM, BUSINESS], "one key stands twice"),
    ],
)
def test_a_root_by_which_nobody_could_publish_is_refused(
    tmp_path: Path, keys: list[Maker], words: str
) -> None:
    rows = [{"side": maker.side.value, "public": maker.public.hex()} for maker in keys]
    (tmp_path / "trust.json").write_text(json.dumps({"demo": False, "keys": rows}), encoding="utf-8")
    with pytest.raises(KnownError, match=rf"scenario\.trust.*{words}.*trust\.json"):
        read_makers(tmp_path / "trust.json")


def test_without_a_root_nothing_is_published(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"scenario\.trust.*there is no trust root"):
        read_makers(tmp_path / "trust.json")


class TestShipped:
    def test_every_case_of_the_business_side_has_a_file(self, root: Path) -> None:
        found = read_scenarios(root / "resources/scenarios")
        assert {one.kind for one in found} == set(ScenarioKind)
        stages = [stage for one in found for stage in one.scope.stages]
        assert sorted(stages) == ["declining", "growing", "mature", "new"]

    def test_they_make_sense_under_the_rules_and_together(self, root: Path, rules: Rulebook) -> None:
        found = read_scenarios(root / "resources/scenarios")
        for one in found:
            check_against(one, rules)
        check_together(found, rules.products)

    def test_both_sides_of_the_demonstration_signed_them(self, root: Path) -> None:
        folder = root / "resources/scenarios"
        makers = read_makers(folder / "trust.json")
        assert makers.demo
        for path in folder.glob("*.toml"):
            check_signed(path.read_bytes(), read_signatures(path), makers, path.name)

    def test_no_private_key_lies_beside_them(self, root: Path) -> None:
        folder = root / "resources/scenarios"
        kinds = {".toml", ".json"}
        assert {path.suffix for path in folder.iterdir()} == kinds
        public = {row["public"] for row in json.loads((folder / "trust.json").read_bytes())["keys"]}
        for path in folder.glob("*.json"):
            for hexed in _hex_keys(path.read_text(encoding="utf-8")):
                assert crypto.public_key(bytes.fromhex(hexed)).hex() not in public


def _hex_keys(text: str) -> list[str]:
    words = text.replace('"', " ").split()
    return [word for word in words if len(word) == 64 and all(c in "0123456789abcdef" for c in word)]
