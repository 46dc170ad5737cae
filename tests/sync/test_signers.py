"""Whose certificate signs papers: a device tells the hub, the hub tells everybody, old releases stay in."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from tests.sync.field import Field, assert_agree
from tests.sync.station import Station
from tests.sync.test_stories import watch_requests
from workstation import crypto, wire
from workstation.domain.workshop import PaperSigner
from workstation.errors import KnownError
from workstation.sync import HubClient, register_signer


def fingerprint(name: str) -> str:
    return crypto.sha256(name.encode())


def known_at(station: Station) -> dict[str, PaperSigner]:
    return {signer.certificate_sha256: signer for signer in station.cache.sync.paper_signers() or ()}


def signing(station: Station) -> Station:
    station.signer = fingerprint(station.key.device_id)
    return station


def test_a_device_enrolled_before_registers_with_its_next_sync(field: Field) -> None:
    officer = field.officer(field.sellers())
    officer.sync()
    assert officer.signer not in known_at(officer)
    assert signing(officer).sync().words.en == "Nothing new."
    signer = known_at(officer)[officer.signer]
    assert (signer.device_id, signer.device_name) == (officer.key.device_id, "laptop")
    assert (signer.officer_id, signer.revoked_at) == (officer.officer_id, "")


def test_after_that_nothing_more_is_asked(field: Field) -> None:
    officer = signing(field.officer(field.sellers()))
    loop = officer.synchroniser()
    loop.run()
    loop.run()  # brings the list that this device is in
    before = len(asked := watch_requests(loop))
    loop.run()
    assert asked[before:] == [("GET", "/v1/index", 304)]
    loop.close()
    assert_agree(officer, field.hub)


def test_a_colleague_hears_of_it_without_any_file_of_his_changing(field: Field) -> None:
    colleague = field.officer(field.sellers())
    colleague.sync()
    officer = signing(field.officer(field.sellers()))
    officer.sync()
    report = colleague.sync()
    assert (report.files, report.repaired) == (0, ())
    assert officer.signer in known_at(colleague)


def test_at_once_with_the_enrolment(field: Field) -> None:
    officer = signing(field.officer(field.sellers()))
    epoch = field.hub.workshop.identity().epoch
    register_signer(officer.address, officer.key, epoch, officer.signer)
    register_signer(officer.address, officer.key, epoch, officer.signer)
    status = field.hub.admin.status()
    assert status.signers[officer.key.device_id] == (officer.signer,)
    links = [entry for entry in field.hub.workshop.audit(0, 100_000) if entry.what == "device.signer"]
    assert [e.detail for e in links if e.subject == officer.key.device_id] == [officer.signer]


def test_a_device_that_lost_its_key_keeps_the_old_one_known(field: Field) -> None:
    officer = signing(field.officer(field.sellers()))
    officer.sync()
    first, officer.signer = officer.signer, fingerprint("made again")
    officer.sync()
    assert {first, officer.signer} <= known_at(officer).keys()


def test_a_colleagues_certificate_is_not_given_away_and_the_files_come_all_the_same(field: Field) -> None:
    officer = signing(field.officer(field.sellers()))
    officer.sync()
    [theirs] = field.sellers()
    thief = field.officer([theirs])
    thief.signer = officer.signer
    assert thief.sync().files == 1
    assert known_at(thief)[officer.signer].device_id == officer.key.device_id
    with HubClient(thief.address, thief.key, epoch=field.hub.workshop.identity().epoch) as client:
        with pytest.raises(KnownError, match=r"signer\.taken"):
            client.register_signer(officer.signer)
        with pytest.raises(KnownError, match=r"signer\.malformed"):
            client.register_signer("AB" * 32)


def test_a_lock_out_reaches_the_others(field: Field) -> None:
    officer, colleague = signing(field.officer([])), field.officer(field.sellers())
    officer.sync()
    colleague.sync()
    assert known_at(colleague)[officer.signer].revoked_at == ""
    field.hub.admin.revoke(officer.key.device_id)
    colleague.sync()
    assert known_at(colleague)[officer.signer].revoked_at != ""


class TestOlderReleases:
    class OldIndex(wire.WireStruct, frozen=True):
        """As it was before signers were in it."""

        files: tuple[tuple[str, int], ...]

    signers: Sequence[wire.WireSigner] = (wire.WireSigner("ab" * 32, "d", "laptop", "o", "t", ""),)

    def test_an_older_workstation_reads_what_a_newer_hub_says(self) -> None:
        said = wire.encode(wire.Index((("test:S1", 5),), tuple(self.signers)))
        assert wire.decode(said, self.OldIndex).files == (("test:S1", 5),)

    def test_a_newer_workstation_reads_what_an_older_hub_says(self) -> None:
        heard = wire.decode(wire.squeeze(msgspec.msgpack.encode([[["test:S1", 5]]])), wire.Index)
        assert heard == wire.Index((("test:S1", 5),), None)

    def test_and_does_not_ask_of_it_what_it_cannot_do(
        self, field: Field, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        officer = signing(field.officer(field.sellers()))
        loop = officer.synchroniser()
        asked = watch_requests(loop)
        index = loop._client.index

        def of_old(tag: str) -> tuple[str, wire.Index | None]:
            tag, found = index(tag)
            return tag, found and wire.Index(found.files)

        monkeypatch.setattr(loop._client, "index", of_old)
        assert loop.run().files == 1
        assert all(path != "/v1/signer" for _, path, _ in asked)
        assert officer.cache.sync.paper_signers() is None
        loop.close()
