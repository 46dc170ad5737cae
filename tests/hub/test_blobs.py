"""Files at the hub: in pieces over a bad line, whole or not at all, and only for those whose file it is."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import pytest

from tests.sync.field import Field
from workstation.errors import KnownError
from workstation.hub.blobs import Chunk, HubBlobs
from workstation.sync import HubClient
from workstation.sync.blobs import fetch, upload
from workstation.wire import CHUNK_BYTES, BlobState

SCAN = bytes(range(256)) * 10_000
NAME = hashlib.sha256(SCAN).hexdigest()
HALF = CHUNK_BYTES


@pytest.fixture
def blobs(tmp_path: Path) -> HubBlobs:
    return HubBlobs(tmp_path / "blobs")


def chunk(offset: int, end: int, *, of: bytes = SCAN) -> Chunk:
    data = of[offset:end]
    return Chunk(offset, len(of), hashlib.sha256(data).hexdigest(), data)


def send_all(blobs: HubBlobs, device: str = "laptop") -> BlobState:
    state = BlobState(0, whole=False)
    while not state.whole:
        state = blobs.receive(NAME, device, chunk(state.have, state.have + CHUNK_BYTES))
    return state


def test_a_file_arrives_in_pieces(blobs: HubBlobs) -> None:
    assert send_all(blobs) == BlobState(len(SCAN), whole=True)
    assert blobs.get(NAME) == SCAN
    assert leftovers(blobs) == []


def test_an_upload_goes_on_where_it_stopped(blobs: HubBlobs, tmp_path: Path) -> None:
    blobs.receive(NAME, "laptop", chunk(0, HALF))
    again = HubBlobs(tmp_path / "blobs")  # the hub was started anew meanwhile
    assert again.state(NAME, "laptop") == BlobState(HALF, whole=False)
    send_all(again)
    assert again.get(NAME) == SCAN


def test_a_stalled_chunk_that_wakes_up_late_does_no_harm(blobs: HubBlobs) -> None:
    """It was sent again meanwhile, and the file is finished: the late copy is answered and not appended."""
    first = chunk(0, HALF)
    blobs.receive(NAME, "laptop", first)
    assert blobs.receive(NAME, "laptop", first) == BlobState(HALF, whole=False)
    send_all(blobs)
    assert blobs.receive(NAME, "laptop", chunk(HALF, 2 * HALF)) == BlobState(len(SCAN), whole=True)
    assert blobs.receive(NAME, "laptop", first) == BlobState(len(SCAN), whole=True)
    assert blobs.get(NAME) == SCAN


def test_many_requests_at_once_append_each_piece_once(blobs: HubBlobs) -> None:
    start = threading.Barrier(6)

    def push() -> None:
        start.wait()
        send_all(blobs)

    threads = [threading.Thread(target=push) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert blobs.get(NAME) == SCAN


def test_a_hub_that_died_before_it_finished_a_file_finishes_it_when_asked_again(blobs: HubBlobs) -> None:
    last = len(SCAN) // CHUNK_BYTES * CHUNK_BYTES
    for start in range(0, last, CHUNK_BYTES):
        blobs.receive(NAME, "laptop", chunk(start, start + CHUNK_BYTES))
    with blobs._part(NAME, "laptop").open("ab") as part:
        part.write(SCAN[last:])  # the last thing it did
    assert blobs.state(NAME, "laptop") == BlobState(len(SCAN), whole=False)
    assert blobs.receive(NAME, "laptop", chunk(last, len(SCAN))) == BlobState(len(SCAN), whole=True)
    assert blobs.get(NAME) == SCAN


def test_what_a_crash_tore_is_thrown_away_and_sent_again(field: Field) -> None:
    [one] = field.sellers()
    officer = field.officer([one])
    officer.sync()
    pdf = b"%PDF torn" + SCAN
    letter = officer.letter(officer.decide(officer.application(one)), pdf=pdf)
    hub_blobs = field.hub.place.blobs()
    hub_blobs._part(letter.file_sha256, officer.key.device_id).write_bytes(bytes(CHUNK_BYTES))
    assert officer.sync().refused == ()
    assert hub_blobs.get(letter.file_sha256) == pdf


def test_two_devices_do_not_write_into_one_another_s(blobs: HubBlobs) -> None:
    blobs.receive(NAME, "laptop", chunk(0, HALF))
    assert blobs.state(NAME, "desktop") == BlobState(0, whole=False)
    send_all(blobs, "desktop")
    assert blobs.state(NAME, "laptop") == BlobState(len(SCAN), whole=True)


def test_a_gap_is_not_filled_with_what_comes_later(blobs: HubBlobs) -> None:
    assert blobs.receive(NAME, "laptop", chunk(HALF, 2 * HALF)) == BlobState(0, whole=False)


def test_a_changed_piece_is_refused(blobs: HubBlobs) -> None:
    piece = chunk(0, HALF)
    bad = Chunk(0, piece.total, piece.sha256, b"\1" + piece.data[1:])
    with pytest.raises(KnownError, match=r"blob\.chunk.*changed on its way"):
        blobs.receive(NAME, "laptop", bad)
    assert blobs.state(NAME, "laptop") == BlobState(0, whole=False)


def test_pieces_of_another_file_never_get_the_name(blobs: HubBlobs) -> None:
    other = b"something else"
    with pytest.raises(KnownError, match=r"blob\.damaged"):
        blobs.receive(NAME, "laptop", chunk(0, len(other), of=other))
    assert not blobs.has(NAME)
    assert blobs.state(NAME, "laptop") == BlobState(0, whole=False)
    send_all(blobs)


@pytest.mark.parametrize(
    ("piece", "code"),
    [
        (Chunk(0, 0, "", b""), "blob.too_large"),
        (Chunk(0, 65 << 20, "", b"x"), "blob.too_large"),
        (Chunk(5, 4, "", b"x"), "blob.chunk"),
        (Chunk(0, 9, "", b""), "blob.chunk"),
        (Chunk(0, 2 << 20, "", b"x" * (CHUNK_BYTES + 1)), "blob.chunk"),
    ],
)
def test_pieces_that_cannot_be_are_refused(blobs: HubBlobs, piece: Chunk, code: str) -> None:
    with pytest.raises(KnownError) as caught:
        blobs.receive(NAME, "laptop", piece)
    assert caught.value.code == code


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_hash_becomes_a_path(blobs: HubBlobs, name: str) -> None:
    with pytest.raises(KnownError, match=r"blob\.name"):
        blobs.has(name)


def test_a_damaged_file_is_not_handed_out(blobs: HubBlobs) -> None:
    blobs.put(SCAN)
    path = blobs.path(NAME)
    path.write_bytes(b"\1" + SCAN[1:])
    with pytest.raises(KnownError, match=r"blob\.damaged.*backup"):
        blobs.get(NAME)
    with pytest.raises(KnownError, match=r"blob\.missing"):
        blobs.get("0" * 64)


def test_a_large_file_goes_up_and_comes_down_in_ranges(field: Field) -> None:
    [one] = field.sellers()
    officer, colleague = field.officer([one]), field.officer([one])
    officer.sync()
    letter = officer.letter(officer.decide(officer.application(one)), pdf=SCAN)
    officer.sync()
    epoch = field.hub.workshop.identity().epoch
    with HubClient(colleague.address, colleague.key, epoch=epoch) as client:
        piece, whole = client.download_range(letter.file_sha256, CHUNK_BYTES, CHUNK_BYTES)
        assert (piece, whole) == (SCAN[CHUNK_BYTES : 2 * CHUNK_BYTES], len(SCAN))
        assert fetch(client, colleague.cache.blobs, letter.file_sha256)
    assert colleague.cache.blobs.get(letter.file_sha256) == SCAN


def test_a_paper_outside_the_scope_is_not_handed_out(field: Field) -> None:
    [one, other] = field.sellers(2)
    officer, stranger = field.officer([one]), field.officer([other])
    officer.sync()
    letter = officer.letter(officer.decide(officer.application(one)), pdf=b"%PDF private")
    officer.sync()
    epoch = field.hub.workshop.identity().epoch
    with (
        HubClient(stranger.address, stranger.key, epoch=epoch) as client,
        pytest.raises(KnownError, match=r"blob\.missing: no file in your scope"),
    ):
        fetch(client, stranger.cache.blobs, letter.file_sha256)


def test_an_upload_of_a_file_that_is_not_here_says_so(field: Field) -> None:
    officer = field.officer(field.sellers())
    epoch = field.hub.workshop.identity().epoch
    with (
        HubClient(officer.address, officer.key, epoch=epoch) as client,
        pytest.raises(KnownError, match=r"blob\.missing"),
    ):
        upload(client, officer.cache.blobs, hashlib.sha256(b"never written").hexdigest())


def leftovers(blobs: HubBlobs) -> list[str]:
    return [path.name for path in blobs._parts.iterdir() if path.suffix != ".lock"]
