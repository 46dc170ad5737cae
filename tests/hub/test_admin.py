"""The administrator's day: found a hub, let people in, hand out files, back up, restore, audit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub.living import LivingHub, found, opened
from tests.hub.sellers import seller
from workstation import crypto
from workstation.errors import KnownError
from workstation.hub.place import HubPlace, back_up_hub, create_hub, open_hub


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[LivingHub]:
    with found(tmp_path / "hub") as hub:
        hub.deliver([seller(n) for n in range(3)])
        yield hub


def test_a_hub_is_founded_once(hub: LivingHub) -> None:
    with pytest.raises(KnownError, match=r"hub\.exists"):
        create_hub(hub.place, opened)


def test_where_no_hub_is_none_is_opened(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"hub\.missing"):
        open_hub(HubPlace(tmp_path / "nowhere"), opened)
    assert not (tmp_path / "nowhere").exists()


def test_the_recovery_key_opens_what_is_sealed_to_the_hub(hub: LivingHub) -> None:
    private = bytes.fromhex(hub.place.recovery_key.read_text())
    sealed = crypto.seal(hub.workshop.identity().recovery_public, b"a profile's key")
    assert crypto.unseal(private, sealed) == b"a profile's key"


def test_files_are_assigned_by_id_by_source_id_or_all(hub: LivingHub) -> None:
    hub.admin.add_officer("o", "王丽")
    assert hub.admin.assign("o", ["S1", "test:S2"]) == 2
    assert hub.admin.assign("o", None) == 1
    assert hub.admin.assign("o", None) == 0
    assert hub.admin.unassign("o", ["S0"]) == 1
    assert dict(hub.admin.status().files) == {"o": 2}
    assert hub.admin.unassign("o", None) == 2


def test_unknown_names_are_said(hub: LivingHub) -> None:
    hub.admin.add_officer("o", "王丽")
    with pytest.raises(KnownError, match=r"file\.unknown.*\[S9\]"):
        hub.admin.assign("o", ["S1", "S9"])
    assert dict(hub.admin.status().files) == {"o": 0}
    with pytest.raises(KnownError, match=r"officer\.unknown.*\[nobody\]"):
        hub.admin.assign("nobody", None)
    with pytest.raises(KnownError, match=r"officer\.unknown"):
        hub.admin.enrolment_code("nobody")
    with pytest.raises(KnownError, match=r"officer\.role.*officer, supervisor"):
        hub.admin.add_officer("x", "X", "emperor")
    with pytest.raises(KnownError, match=r"officer\.id"):
        hub.admin.add_officer(" ", "X")
    with pytest.raises(KnownError, match=r"device\.unknown"):
        hub.admin.revoke("no device")


def test_two_sources_with_the_same_id_must_be_told_apart(hub: LivingHub) -> None:
    hub.deliver([seller(1, source="other")])  # its own id stays test:S1
    double = seller(1)
    other = type(double.applicant)("other:S1", "other", "S1", "另一家")
    hub.deliver([type(double)(other, authorisations=double.authorisations)])
    hub.admin.add_officer("o", "王丽")
    with pytest.raises(KnownError, match=r"file\.ambiguous.*other:S1, test:S1"):
        hub.admin.assign("o", ["S1"])


def test_an_officer_may_be_promoted(hub: LivingHub) -> None:
    hub.admin.add_officer("o", "王丽")
    hub.admin.add_officer("o", "王丽", "supervisor")
    assert [(m.id, m.role) for m in hub.admin.status().staff] == [("o", "supervisor")]


def test_every_change_is_a_link_of_the_audit_chain(hub: LivingHub) -> None:
    hub.officer("o", None)
    what = [entry.what for entry in hub.workshop.audit(0, 100)]
    assert what == ["import", "officer.add", "scope.add", "code.issue"]
    assert hub.admin.verify_audit().broken is None


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE audit SET who = 'somebody else' WHERE number = 2",
        "UPDATE audit SET detail = '' WHERE number = 3",
        "DELETE FROM audit WHERE number = 2",
        "UPDATE audit SET hash = previous WHERE number = 1",
    ],
)
def test_whoever_rewrites_the_past_is_found_out(hub: LivingHub, forgery: str) -> None:
    hub.officer("o", None)
    with hub.workshop._database.write() as connection:  # type: ignore[attr-defined]
        connection.exec_driver_sql(forgery)
    check = hub.admin.verify_audit()
    assert check.broken in (1, 2, 3)


def test_a_backup_is_made_beside_a_running_hub_and_restored_under_a_new_epoch(
    hub: LivingHub, tmp_path: Path
) -> None:
    paper = hub.place.blobs().put(b"%PDF")
    hub.start()
    backup = hub.back_up(tmp_path / "backup")
    with pytest.raises(KnownError, match=r"hub\.running.*Stop it first"):
        hub.restore(backup)
    hub.workshop = opened(hub.place.database, None)
    hub.deliver([seller(7)])
    old_epoch = hub.workshop.identity().epoch
    assert hub.stop() == 0
    hub.place.blobs().path(paper).unlink()
    hub.restore(backup)
    assert hub.workshop.applicant_ids() == ("test:S0", "test:S1", "test:S2")
    assert hub.workshop.identity().epoch != old_epoch
    assert hub.place.blobs().get(paper) == b"%PDF"
    assert sorted(p.name for p in hub.place.folder.glob("*.db*")) == ["workshop.db"] or hub.place.exists


def test_a_backup_copies_only_new_papers(hub: LivingHub, tmp_path: Path) -> None:
    paper = hub.place.blobs().put(b"%PDF")
    target = back_up_hub(hub.place, hub.workshop, tmp_path / "backup")
    copy = target / "blobs" / "whole" / paper[:2] / paper
    stamp = copy.stat().st_mtime_ns
    back_up_hub(hub.place, hub.workshop, target)
    assert copy.stat().st_mtime_ns == stamp


def test_what_is_no_backup_is_not_restored(hub: LivingHub, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"hub\.no_backup"):
        hub.restore(tmp_path / "nowhere")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "workshop.db").write_bytes(b"not a database")
    hub.workshop = opened(hub.place.database, None)
    with pytest.raises(KnownError, match=r"db\."):
        hub.restore(broken)
    hub.workshop = opened(hub.place.database, None)
    assert len(hub.workshop.applicant_ids()) == 3
