"""Key slots: several ways to the one random key of a profile, none of which holds it in the open.

The everyday slot needs the passphrase and, where the computer has a key store, a secret out of it as well;
a machine without one says so in its slot and the passphrase alone opens it. The recovery slot is sealed to
the lender's recovery key, because key stores get lost. Never keeps or logs a key or a passphrase.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from workstation import crypto
from workstation.errors import KnownError, Lane

SERVICE = "loan-workstation"
SHORTEST_PASSPHRASE = 8
_SALT_BYTES = 16


class Keychain(Protocol):
    """The key store of the operating system, by name of the secret."""

    def get(self, name: str) -> bytes | None: ...

    def put(self, name: str, secret: bytes) -> None: ...


class SystemKeychain:
    """The real one, through `keyring`."""

    def get(self, name: str) -> bytes | None:
        import keyring

        with _reachable():
            text = keyring.get_password(SERVICE, name)
        return None if text is None else bytes.fromhex(text)

    def put(self, name: str, secret: bytes) -> None:
        import keyring

        with _reachable():
            keyring.set_password(SERVICE, name, secret.hex())


@contextmanager
def _reachable() -> Iterator[None]:
    from keyring.errors import KeyringError

    try:
        yield
    except KeyringError as trouble:
        raise KnownError(
            "sign_in.keychain",
            f"this computer's key store does not answer: {trouble}",
            remedy="Unlock the key store and sign in again.",
            lane=Lane.SIGN_IN,
        ) from trouble


def find_keychain() -> Keychain | None:
    """The system's key store, or None on a machine without one (a server, a container)."""
    import keyring
    from keyring.backends import fail, null

    backend = keyring.get_keyring()
    if isinstance(backend, (fail.Keyring, null.Keyring)) or backend.priority < 1:
        return None
    return SystemKeychain()


@dataclass(frozen=True, slots=True)
class EverydaySlot:
    """`keychain` names the secret that is needed beside the passphrase; empty: the passphrase is enough."""

    salt: bytes
    sealed: bytes
    keychain: str = ""


@dataclass(frozen=True, slots=True)
class RecoverySlot:
    """The key sealed to the lender's recovery key, whose public half is `recipient`."""

    recipient: bytes
    sealed: bytes


def make_everyday(
    data_key: bytes, passphrase: str, keychain: Keychain | None, name: str, context: bytes
) -> EverydaySlot:
    """A slot for this passphrase. With a keychain, its secret `name` is made where there is none yet.

    Raises `KnownError` (`passphrase.short`).
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise KnownError(
            "passphrase.short",
            f"a passphrase has at least {SHORTEST_PASSPHRASE} characters",
            remedy="Choose a longer one.",
            lane=Lane.SIGN_IN,
        )
    salt = secrets.token_bytes(_SALT_BYTES)
    parts = [crypto.stretch(passphrase, salt)]
    if keychain is not None:
        parts.append(_secret_made_if_missing(keychain, name))
    sealed = crypto.encrypt(crypto.combine(*parts), data_key, context)
    return EverydaySlot(salt, sealed, name if keychain is not None else "")


def _secret_made_if_missing(keychain: Keychain, name: str) -> bytes:
    secret = keychain.get(name)
    if secret is None:
        secret = crypto.random_key()
        keychain.put(name, secret)
    return secret


def open_everyday(slot: EverydaySlot, passphrase: str, keychain: Keychain | None, context: bytes) -> bytes:
    """The data key. Raises `KnownError`: `sign_in.passphrase`, `sign_in.keychain`."""
    parts = [crypto.stretch(passphrase, slot.salt)]
    if slot.keychain:
        secret = keychain.get(slot.keychain) if keychain is not None else None
        if secret is None:
            raise KnownError(
                "sign_in.keychain",
                "this computer's key store no longer has the secret that belongs to the profile",
                remedy="Unlock the key store, or ask the administrator to open the profile by recovery.",
                lane=Lane.SIGN_IN,
            )
        parts.append(secret)
    try:
        return crypto.decrypt(crypto.combine(*parts), slot.sealed, context)
    except KnownError:
        raise KnownError(
            "sign_in.passphrase",
            "the passphrase is wrong",
            remedy="Type it again; if it is lost, the administrator can open the profile by recovery.",
            lane=Lane.SIGN_IN,
        ) from None


def make_recovery(data_key: bytes, recovery_public: bytes) -> RecoverySlot:
    return RecoverySlot(recovery_public, crypto.seal(recovery_public, data_key))


def open_recovery(slot: RecoverySlot, recovery_private: bytes) -> bytes:
    """The data key. Raises `KnownError` (`sign_in.recovery`)."""
    try:
        return crypto.unseal(recovery_private, slot.sealed)
    except KnownError:
        raise KnownError(
            "sign_in.recovery",
            "this is not the recovery key that the profile was sealed to",
            remedy="Ask for the key of the lender's hub.",
            lane=Lane.SIGN_IN,
        ) from None
