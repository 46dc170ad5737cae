"""The door to cryptography: what was changed by one byte, or opened with another key, is refused in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation import crypto
from workstation.errors import KnownError

KEY, OTHER_KEY = bytes(range(32)), bytes(range(1, 33))
PRIVATE = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
BOX_PRIVATE, BOX_PUBLIC = crypto.new_box()


def flipped(data: bytes, place: int, bit: int) -> bytes:
    place %= len(data)
    return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


def assert_refused(attempt: object, *arguments: bytes) -> None:
    with pytest.raises(KnownError) as caught:
        attempt(*arguments)  # type: ignore[operator]
    assert caught.value.code == "crypto.refused"


places, bits = st.integers(0, 10_000), st.integers(0, 7)


class TestSignatures:
    def test_are_those_of_the_standard(self) -> None:
        """RFC 8032, section 7.1, test 1."""
        public = crypto.public_key(PRIVATE)
        assert public.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        assert crypto.sign(PRIVATE, b"").hex() == (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
            "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        )

    @given(st.binary(), places, bits)
    def test_hold_for_this_message_alone(self, message: bytes, place: int, bit: int) -> None:
        public, signature = crypto.public_key(PRIVATE), crypto.sign(PRIVATE, message)
        assert crypto.verify(public, message, signature)
        assert not crypto.verify(public, message + b".", signature)
        assert not crypto.verify(public, message, flipped(signature, place, bit))

    def test_of_another_key_do_not_hold(self) -> None:
        private, public = crypto.new_keypair()
        assert crypto.public_key(private) == public
        assert not crypto.verify(public, b"decision", crypto.sign(PRIVATE, b"decision"))

    @pytest.mark.parametrize("malformed", [b"", b"short", bytes(64), bytes(200)])
    def test_that_are_none_are_simply_false(self, malformed: bytes) -> None:
        public = crypto.public_key(PRIVATE)
        assert not crypto.verify(public, b"decision", malformed)
        assert not crypto.verify(malformed, b"decision", crypto.sign(PRIVATE, b"decision"))


class TestEncryption:
    @given(st.binary(max_size=300), st.binary(max_size=20), places, bits)
    def test_gives_back_what_went_in_and_refuses_any_changed_byte(
        self, data: bytes, context: bytes, place: int, bit: int
    ) -> None:
        sealed = crypto.encrypt(KEY, data, context)
        assert crypto.decrypt(KEY, sealed, context) == data
        assert_refused(crypto.decrypt, KEY, flipped(sealed, place, bit), context)
        assert_refused(crypto.decrypt, OTHER_KEY, sealed, context)
        assert_refused(crypto.decrypt, KEY, sealed, context + b".")

    def test_never_gives_the_same_bytes_twice(self) -> None:
        assert crypto.encrypt(KEY, b"file") != crypto.encrypt(KEY, b"file")

    @pytest.mark.parametrize("sealed", [b"", b"x" * 11, b"x" * 12, b"x" * 27])
    def test_refuses_what_is_too_short_to_be_sealed(self, sealed: bytes) -> None:
        assert_refused(crypto.decrypt, KEY, sealed)

    def test_refuses_a_key_of_another_length(self) -> None:
        assert_refused(crypto.decrypt, b"short", crypto.encrypt(KEY, b"file"))


class TestBox:
    @given(st.binary(max_size=100), places, bits)
    def test_only_the_recipient_opens_it_and_only_unchanged(self, data: bytes, place: int, bit: int) -> None:
        sealed = crypto.seal(BOX_PUBLIC, data)
        assert crypto.unseal(BOX_PRIVATE, sealed) == data
        # The highest bit of an X25519 public key is not part of it (RFC 7748, section 5), yet it is bound.
        assert_refused(crypto.unseal, BOX_PRIVATE, flipped(sealed, place, bit))

    def test_another_recipient_does_not_open_it(self) -> None:
        assert_refused(crypto.unseal, crypto.new_box()[0], crypto.seal(BOX_PUBLIC, b"data key"))

    @pytest.mark.parametrize("sealed", [b"", b"x" * 31, bytes(80)])
    def test_what_was_never_sealed_is_refused(self, sealed: bytes) -> None:
        assert_refused(crypto.unseal, BOX_PRIVATE, sealed)

    def test_a_key_that_is_none_is_refused(self) -> None:
        assert_refused(crypto.unseal, b"half a key", crypto.seal(BOX_PUBLIC, b"data key"))


class TestDerivedKeys:
    def test_a_passphrase_gives_one_key_for_one_salt(self) -> None:
        key = crypto.stretch("一路平安 2026", b"salt" * 4)
        assert key == crypto.stretch("一路平安 2026", b"salt" * 4)
        assert len(key) == crypto.KEY_BYTES
        assert key not in (
            crypto.stretch("一路平安 2026", b"tlas" * 4),
            crypto.stretch("一路平安", b"salt" * 4),
        )

    def test_a_combined_key_needs_every_part_in_its_place(self) -> None:
        combined = crypto.combine(b"passphrase", b"key store")
        assert combined == crypto.combine(b"passphrase", b"key store")
        others = [(b"key store", b"passphrase"), (b"passphrase",), (b"passphrasekey store",), (b"", b"")]
        assert len({combined, *(crypto.combine(*parts) for parts in others)}) == len(others) + 1

    def test_chance_gives_whole_keys_that_differ(self) -> None:
        keys = {crypto.random_key() for _ in range(50)}
        assert {len(key) for key in keys} == {crypto.KEY_BYTES}
        assert len(keys) == 50


def test_secrets_are_compared_whole() -> None:
    assert crypto.same(KEY, bytes(range(32)))
    assert not crypto.same(KEY, KEY[:-1])
    assert not crypto.same(KEY, OTHER_KEY)
