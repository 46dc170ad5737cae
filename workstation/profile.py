"""The profile: one officer's folder on one computer, and the keys that open it.

`create_profile` makes it, `open_profile` unlocks it with the passphrase and holds it until `close`, so that
no second program opens the same files. Everything in it is encrypted with the profile's data key or with a
key that lies in a database that is. The passphrase is never kept.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec
from filelock import BaseFileLock, FileLock, Timeout

from workstation import crypto, keyslots
from workstation.errors import KnownError, Lane
from workstation.files import write_whole
from workstation.keyslots import EverydaySlot, Keychain, RecoverySlot
from workstation.local_folder import require_local
from workstation.profile_paths import ProfilePaths as ProfilePaths

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class HubLink:
    """What enrolment told this device of its hub and of itself. No secrets; keys are public ones."""

    url: str
    device_id: str
    officer_id: str
    officer_name: str
    role: str
    hub_public_key: bytes
    recovery_public_key: bytes


@dataclass(frozen=True, slots=True)
class _Keys:
    """`keys.json`. `device_sealed` is the device's Ed25519 key under the data key."""

    format: int
    profile: str
    everyday: EverydaySlot
    device_sealed: bytes
    recovery: RecoverySlot | None = None


@dataclass
class UnlockedProfile:
    """An open profile. `data_key` opens the cache, `device_private_key` signs for this device."""

    paths: ProfilePaths
    data_key: bytes = field(repr=False)
    device_private_key: bytes = field(repr=False)
    hub: HubLink | None
    _keys: _Keys = field(repr=False)
    _lock: BaseFileLock = field(repr=False)
    _keychain: Keychain | None = field(repr=False)

    @property
    def device_public_key(self) -> bytes:
        return crypto.public_key(self.device_private_key)

    def enrol(self, hub: HubLink, authority: bytes = b"") -> None:
        """Keep the link to the hub. The recovery slot comes first: no profile is enrolled without one.

        `authority` is the lender's own certificate authority as PEM, empty where the system's count.
        """
        self._seal_for_recovery(hub.recovery_public_key)
        if authority:
            write_whole(self.paths.authority, authority)
        write_whole(self.paths.hub, _pretty(hub))
        self.hub = hub

    def change_passphrase(self, old: str, new: str) -> None:
        """Raises `KnownError`: `sign_in.passphrase` for the old one, `passphrase.short` for the new one."""
        keyslots.open_everyday(self._keys.everyday, old, self._keychain, _context(self._keys.profile))
        self._put_keys(_with_passphrase(self._keys, self.data_key, new, self._keychain))

    def close(self) -> None:
        """Let go of the folder. Close what uses the files first."""
        self._lock.release()

    def _seal_for_recovery(self, recovery_public: bytes) -> None:
        slot = self._keys.recovery
        if slot is None or slot.recipient != recovery_public:
            slot = keyslots.make_recovery(self.data_key, recovery_public)
            self._put_keys(replace(self._keys, recovery=slot))

    def _put_keys(self, keys: _Keys) -> None:
        write_whole(self.paths.keys, _pretty(keys))
        self._keys = keys


def create_profile(folder: Path, passphrase: str, keychain: Keychain | None = None) -> UnlockedProfile:
    """Make a profile in a folder of this computer and open it.

    `keychain` is `keyslots.find_keychain()`, or None for a passphrase alone. Raises `KnownError`:
    `profile.exists`, `profile.folder`, `profile.in_use`, `passphrase.short`.
    """
    require_local(folder)
    paths = ProfilePaths(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = _take(paths)
    try:
        if paths.exists:
            raise KnownError(
                "profile.exists",
                "there is a profile here already",
                where=str(folder),
                remedy="Sign in to it.",
            )
        profile, data_key = secrets.token_hex(8), crypto.random_key()
        device_private, _ = crypto.new_keypair()
        everyday = keyslots.make_everyday(data_key, passphrase, keychain, profile, _context(profile))
        device_sealed = crypto.encrypt(_device_key(data_key), device_private, _context(profile))
        keys = _Keys(_FORMAT, profile, everyday, device_sealed)
        write_whole(paths.keys, _pretty(keys))
        return UnlockedProfile(paths, data_key, device_private, None, keys, lock, keychain)
    except BaseException:
        lock.release()
        raise


def open_profile(folder: Path, passphrase: str, keychain: Keychain | None = None) -> UnlockedProfile:
    """Unlock a profile. Raises `KnownError`: `sign_in.passphrase`, `sign_in.keychain`, `profile.missing`,
    `profile.in_use`, `profile.damaged`, `profile.newer`, `profile.folder`."""
    require_local(folder)
    paths = ProfilePaths(folder)
    lock = _take(paths) if paths.exists else None
    if lock is None:
        raise KnownError(
            "profile.missing", "there is no profile here", where=str(folder), remedy="Set one up first."
        )
    try:
        keys = _read_keys(paths)
        data_key = keyslots.open_everyday(keys.everyday, passphrase, keychain, _context(keys.profile))
        return _unlocked(paths, keys, data_key, lock, keychain)
    except BaseException:
        lock.release()
        raise


def recover_profile(
    folder: Path, recovery_private: bytes, passphrase: str, keychain: Keychain | None = None
) -> UnlockedProfile:
    """Open a profile with the lender's recovery key and give it a new passphrase.

    Raises `KnownError`: `sign_in.recovery`, `profile.no_recovery`, and what `open_profile` raises.
    """
    paths = ProfilePaths(folder)
    keys = _read_keys(paths)
    if keys.recovery is None:
        raise KnownError(
            "profile.no_recovery", "this profile was never enrolled, so nobody else has a key to it",
            where=str(folder), remedy="Set up a new profile.",
        )  # fmt: skip
    lock = _take(paths)
    try:
        data_key = keyslots.open_recovery(keys.recovery, recovery_private)
        profile = _unlocked(paths, keys, data_key, lock, keychain)
        profile._put_keys(_with_passphrase(keys, data_key, passphrase, keychain))
        return profile
    except BaseException:
        lock.release()
        raise


def _unlocked(
    paths: ProfilePaths, keys: _Keys, data_key: bytes, lock: BaseFileLock, keychain: Keychain | None
) -> UnlockedProfile:
    try:
        device_private = crypto.decrypt(_device_key(data_key), keys.device_sealed, _context(keys.profile))
    except KnownError:
        raise _damaged(paths.keys) from None
    hub = _read_hub(paths)
    profile = UnlockedProfile(paths, data_key, device_private, hub, keys, lock, keychain)
    if hub is not None:
        profile._seal_for_recovery(hub.recovery_public_key)
    return profile


def _with_passphrase(keys: _Keys, data_key: bytes, passphrase: str, keychain: Keychain | None) -> _Keys:
    everyday = keyslots.make_everyday(data_key, passphrase, keychain, keys.profile, _context(keys.profile))
    return replace(keys, everyday=everyday)


def _take(paths: ProfilePaths) -> BaseFileLock:
    lock = FileLock(paths.lock, timeout=0, thread_local=False)  # closed by whoever signs out
    try:
        lock.acquire()
    except Timeout:
        raise KnownError(
            "profile.in_use",
            "another window or program has this profile open",
            where=str(paths.folder),
            remedy="Close it there first.",
            lane=Lane.SIGN_IN,
        ) from None
    return lock


def _read_keys(paths: ProfilePaths) -> _Keys:
    try:
        raw = paths.keys.read_bytes()
    except FileNotFoundError:
        raise KnownError("profile.missing", "there is no profile here", where=str(paths.folder)) from None
    try:
        keys = msgspec.json.decode(raw, type=_Keys)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise _damaged(paths.keys) from None
    if keys.format > _FORMAT:
        raise KnownError(
            "profile.newer",
            "this profile was made by a newer version of the program",
            where=str(paths.folder),
            remedy="Update the program.",
        )
    return keys


def _read_hub(paths: ProfilePaths) -> HubLink | None:
    if not paths.hub.exists():
        return None
    try:
        return msgspec.json.decode(paths.hub.read_bytes(), type=HubLink)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise _damaged(paths.hub) from None


def _damaged(path: Path) -> KnownError:
    return KnownError(
        "profile.damaged",
        "a file of the profile is damaged",
        where=str(path),
        remedy="Put back a copy of this file; without one, ask the administrator to enrol the device again.",
        lane=Lane.SIGN_IN,
    )


def _context(profile: str) -> bytes:
    """Ties every sealed key to its profile, so that slots of one cannot be put into another."""
    return f"workstation profile {profile}".encode()


def _device_key(data_key: bytes) -> bytes:
    return crypto.combine(data_key, b"device key")


def _pretty(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value))
