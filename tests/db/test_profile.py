"""A profile is one officer's, on one computer, open once, and only with what its slots ask for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from workstation import crypto
from workstation.errors import KnownError, Lane
from workstation.keyslots import SystemKeychain, find_keychain
from workstation.local_folder import file_system_of, why_not_local
from workstation.profile import HubLink, UnlockedProfile, create_profile, open_profile, recover_profile

PASSPHRASE = "three quiet otters"


class MemoryKeychain:
    """A key store that forgets when the test ends."""

    def __init__(self) -> None:
        self.secrets: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        return self.secrets.get(name)

    def put(self, name: str, secret: bytes) -> None:
        self.secrets[name] = secret


@contextmanager
def closing(profile: UnlockedProfile) -> Iterator[UnlockedProfile]:
    try:
        yield profile
    finally:
        profile.close()


def hub_link(recovery_public: bytes) -> HubLink:
    url, hub_public = "https://hub.example", b"h" * 32
    return HubLink(url, "device-1", "officer-1", "李明", "officer", hub_public, recovery_public)


def refusal(code: str, folder: Path, passphrase: str = PASSPHRASE, **means: object) -> KnownError:
    with pytest.raises(KnownError) as caught:
        open_profile(folder, passphrase, **means)  # type: ignore[arg-type]
    assert caught.value.code == code
    return caught.value


def test_officer_signs_in_with_the_passphrase_and_finds_the_same_keys(tmp_path: Path) -> None:
    with closing(create_profile(tmp_path, PASSPHRASE)) as made:
        keys = (made.data_key, made.device_private_key)
    with closing(open_profile(tmp_path, PASSPHRASE)) as opened:
        assert (opened.data_key, opened.device_private_key) == keys
        assert opened.device_public_key == crypto.public_key(keys[1])


def test_wrong_passphrase_is_told_on_the_sign_in_lane(tmp_path: Path) -> None:
    create_profile(tmp_path, PASSPHRASE).close()
    error = refusal("sign_in.passphrase", tmp_path, "three quiet otter")
    assert error.lane is Lane.SIGN_IN
    assert error.remedy


def test_after_a_wrong_passphrase_the_right_one_still_opens(tmp_path: Path) -> None:
    with closing(create_profile(tmp_path, PASSPHRASE)) as made:
        data_key = made.data_key
    refusal("sign_in.passphrase", tmp_path, "something else")
    with closing(open_profile(tmp_path, PASSPHRASE)) as opened:
        assert opened.data_key == data_key


def test_no_key_and_no_passphrase_lies_in_the_folder(tmp_path: Path) -> None:
    with closing(create_profile(tmp_path, PASSPHRASE)) as profile:
        secrets = (profile.data_key, profile.device_private_key, PASSPHRASE.encode())
        written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        assert not [s for s in secrets if s in written or s.hex().encode() in written]
        assert profile.data_key.hex() not in repr(profile)
        assert repr(profile.data_key) not in repr(profile)


def test_with_a_key_store_the_passphrase_alone_does_not_open(tmp_path: Path) -> None:
    """A copied folder is worthless without the computer it was copied from."""
    keychain = MemoryKeychain()
    with closing(create_profile(tmp_path, PASSPHRASE, keychain)) as made:
        data_key = made.data_key
    refusal("sign_in.keychain", tmp_path, keychain=None)
    refusal("sign_in.keychain", tmp_path, keychain=MemoryKeychain())
    with closing(open_profile(tmp_path, PASSPHRASE, keychain)) as opened:
        assert opened.data_key == data_key


def test_the_tests_have_no_key_store_and_one_that_does_not_answer_says_so() -> None:
    assert find_keychain() is None
    with pytest.raises(KnownError, match=r"sign_in\.keychain.*does not answer"):
        SystemKeychain().get("profile")


def test_officer_changes_the_passphrase(tmp_path: Path) -> None:
    with closing(create_profile(tmp_path, PASSPHRASE, MemoryKeychain())) as profile:
        with pytest.raises(KnownError, match=r"sign_in\.passphrase"):
            profile.change_passphrase("not the old one", "four noisy otters")
        profile.change_passphrase(PASSPHRASE, "four noisy otters")
        keychain, data_key = profile._keychain, profile.data_key
    refusal("sign_in.passphrase", tmp_path, PASSPHRASE, keychain=keychain)
    with closing(open_profile(tmp_path, "four noisy otters", keychain)) as again:
        assert again.data_key == data_key


def test_a_short_passphrase_is_refused_and_leaves_no_profile(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"passphrase\.short"):
        create_profile(tmp_path, "otter")
    refusal("profile.missing", tmp_path)


def test_a_profile_is_open_once(tmp_path: Path) -> None:
    with closing(create_profile(tmp_path, PASSPHRASE)):
        assert refusal("profile.in_use", tmp_path).remedy
    open_profile(tmp_path, PASSPHRASE).close()


def test_a_second_profile_does_not_replace_the_first(tmp_path: Path) -> None:
    create_profile(tmp_path, PASSPHRASE).close()
    with pytest.raises(KnownError, match=r"profile\.exists"):
        create_profile(tmp_path, "another passphrase")
    open_profile(tmp_path, PASSPHRASE).close()


@pytest.mark.parametrize("damage", [b"", b"{", b'{"format":1}', b"\xff\xfe"])
def test_a_damaged_key_file_is_named(tmp_path: Path, damage: bytes) -> None:
    create_profile(tmp_path, PASSPHRASE).close()
    (tmp_path / "keys.json").write_bytes(damage)
    assert "keys.json" in refusal("profile.damaged", tmp_path).where


def test_a_profile_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    create_profile(tmp_path, PASSPHRASE).close()
    keys = tmp_path / "keys.json"
    newer = keys.read_text().replace('"format": 1', '"format": 2')
    keys.write_text(newer)
    refusal("profile.newer", tmp_path)
    assert keys.read_text() == newer


def test_enrolment_adds_the_administrators_way_in(tmp_path: Path) -> None:
    recovery_private, recovery_public = crypto.new_box()
    keychain = MemoryKeychain()
    with closing(create_profile(tmp_path, PASSPHRASE, keychain)) as profile:
        profile.enrol(hub_link(recovery_public))
        data_key = profile.data_key
    # The laptop's key store is lost, the officer has forgotten the passphrase.
    with closing(recover_profile(tmp_path, recovery_private, "a new passphrase")) as recovered:
        assert recovered.data_key == data_key
        assert recovered.hub == hub_link(recovery_public)
    open_profile(tmp_path, "a new passphrase").close()


def test_a_strangers_recovery_key_does_not_open(tmp_path: Path) -> None:
    with closing(create_profile(tmp_path, PASSPHRASE)) as profile:
        profile.enrol(hub_link(crypto.new_box()[1]))
    with pytest.raises(KnownError, match=r"sign_in\.recovery"):
        recover_profile(tmp_path, crypto.new_box()[0], "a new passphrase")
    open_profile(tmp_path, PASSPHRASE).close()


def test_a_profile_that_was_never_enrolled_has_no_second_way_in(tmp_path: Path) -> None:
    create_profile(tmp_path, PASSPHRASE).close()
    with pytest.raises(KnownError, match=r"profile\.no_recovery"):
        recover_profile(tmp_path, crypto.new_box()[0], "a new passphrase")


def test_the_link_to_the_hub_is_there_again_after_signing_in(tmp_path: Path) -> None:
    link = hub_link(crypto.new_box()[1])
    with closing(create_profile(tmp_path, PASSPHRASE)) as profile:
        profile.enrol(link, authority=b"-----BEGIN CERTIFICATE-----")
    with closing(open_profile(tmp_path, PASSPHRASE)) as again:
        assert again.hub == link
        assert again.paths.authority.read_bytes().startswith(b"-----BEGIN")


@pytest.mark.parametrize(
    "folder",
    [
        PureWindowsPath(r"\\server\share\profile"),
        PureWindowsPath(r"C:\Users\li\OneDrive\profile"),
        PureWindowsPath(r"C:\Users\li\OneDrive - Lender Ltd\profile"),
        PurePosixPath("/Users/li/Dropbox (Personal)/profile"),
        PurePosixPath("/Users/li/Library/Mobile Documents/profile"),
        PurePosixPath("/Users/li/Google Drive/profile"),
        PurePosixPath("/home/li/坚果云/profile"),
    ],
    ids=str,
)
def test_network_and_cloud_folders_are_told_apart(folder: PurePosixPath | PureWindowsPath) -> None:
    assert why_not_local(folder)


def test_a_profile_in_a_cloud_folder_is_refused_with_words(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"profile\.folder.*cloud"):
        create_profile(tmp_path / "Dropbox" / "profile", PASSPHRASE)
    assert not (tmp_path / "Dropbox").exists()


def test_the_file_system_of_a_folder_is_that_of_the_nearest_mount() -> None:
    mounts = [
        "/dev/sda1 / ext4 rw 0 0",
        "server:/x /mnt/branch\\040share nfs4 rw 0 0",
        "tmpfs /mnt tmpfs rw 0 0",
    ]
    assert file_system_of(PurePosixPath("/mnt/branch share/li"), mounts) == "nfs4"
    assert file_system_of(PurePosixPath("/home/li"), mounts) == "ext4"
