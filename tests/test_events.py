"""The bell: who listens hears what changed, in the order in which they came, and nobody disturbs another."""

from __future__ import annotations

from collections.abc import Callable

from workstation.events import NOTHING, Bell, Changes

CHANGED = Changes(frozenset({"test:S1"}), frozenset({"act"}))


def listener(name: str, heard: list[str]) -> Callable[[Changes, str], None]:
    return lambda changes, initiator: heard.append(f"{name} {initiator}")


class TestChanges:
    def test_add_up(self) -> None:
        other = Changes(frozenset({"test:S2"}), frozenset({"letter"}))
        assert CHANGED | other == Changes(frozenset({"test:S1", "test:S2"}), frozenset({"act", "letter"}))
        assert CHANGED | NOTHING == CHANGED

    def test_of_nothing_are_none(self) -> None:
        assert not NOTHING
        assert Changes(kinds=frozenset({"scope"}))
        assert Changes(applicants=frozenset({"test:S1"}))


class TestBell:
    def test_is_heard_in_the_order_of_coming(self) -> None:
        heard: list[str] = []
        bell = Bell()
        for name in ("worklist", "file", "centre"):
            bell.listen(listener(name, heard))
        bell.ring(CHANGED, "decision.make")
        assert heard == ["worklist decision.make", "file decision.make", "centre decision.make"]

    def test_tells_what_changed(self) -> None:
        told: list[Changes] = []
        bell = Bell()
        bell.listen(lambda changes, _: told.append(changes))
        bell.ring(CHANGED, "sync")
        assert told == [CHANGED]

    def test_does_not_ring_for_nothing(self) -> None:
        heard: list[str] = []
        bell = Bell()
        bell.listen(listener("file", heard))
        bell.ring(NOTHING, "sync")
        assert heard == []

    def test_is_silent_to_who_has_left_and_leaving_twice_is_leaving(self) -> None:
        heard: list[str] = []
        bell = Bell()
        stop = bell.listen(listener("file", heard))
        bell.listen(listener("worklist", heard))
        stop()
        stop()
        bell.ring(CHANGED, "sync")
        assert heard == ["worklist sync"]

    def test_who_leaves_while_it_rings_silences_no_one_else(self) -> None:
        heard: list[str] = []
        bell = Bell()

        def once(changes: Changes, initiator: str) -> None:
            heard.append(f"once {initiator}")
            stop()

        stop = bell.listen(once)
        bell.listen(listener("file", heard))
        bell.ring(CHANGED, "first")
        bell.ring(CHANGED, "second")
        assert heard == ["once first", "file first", "file second"]

    def test_who_comes_while_it_rings_hears_the_next_ring(self) -> None:
        heard: list[str] = []
        bell = Bell()

        def opening(changes: Changes, initiator: str) -> None:
            if initiator == "first":
                bell.listen(listener("opened", heard))

        bell.listen(opening)
        bell.ring(CHANGED, "first")
        assert heard == []
        bell.ring(CHANGED, "second")
        assert heard == ["opened second"]

    def test_a_listener_may_act_and_so_ring_again(self) -> None:
        heard: list[str] = []
        bell = Bell()

        def acting(changes: Changes, initiator: str) -> None:
            heard.append(initiator)
            if initiator == "sync":
                bell.ring(CHANGED, "letter.issue")

        bell.listen(acting)
        bell.ring(CHANGED, "sync")
        assert heard == ["sync", "letter.issue"]
