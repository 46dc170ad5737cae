"""The route of the day: the best order for few stops, a good one for many, and doors that are open."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.domain.surveying import Position
from workstation.surveys import route
from workstation.surveys.route import Route, Stop, Travel, plan_route

OFFICE = Position(31_230_000, 121_470_000)
NINE, NOON = 9 * 60, 12 * 60


def north(kilometres: float, name: str = "", **more: object) -> Stop:
    """A stop so far north of the office."""
    place = Position(31_230_000 + round(kilometres * 8_993), 121_470_000)
    return Stop(name or f"{kilometres} km", place, **more)  # type: ignore[arg-type]


def order(found: Route) -> list[str]:
    return [leg.stop for leg in found.legs]


def test_stops_along_a_road_are_visited_without_going_back_and_forth() -> None:
    found = plan_route(OFFICE, NINE, [north(3), north(1), north(-2), north(2)])

    assert order(found) in (["-2 km", "1 km", "2 km", "3 km"], ["-2 km", "3 km", "2 km", "1 km"],
                            ["1 km", "2 km", "3 km", "-2 km"], ["3 km", "2 km", "1 km", "-2 km"])  # fmt: skip
    assert found.metres == pytest.approx(10_000 * 1.3, rel=0.01) and not found.left_out


def test_a_door_that_shuts_early_comes_first_although_it_is_farther() -> None:
    early = north(5, "early", windows=((NINE, 11 * 60),))

    assert order(plan_route(OFFICE, NINE, [north(1, "near"), early, north(2, "next")]))[0] == "early"


def test_one_waits_where_a_door_opens_later() -> None:
    (leg,) = plan_route(OFFICE, NINE, [north(1, windows=((NOON, NOON + 90),))]).legs

    assert leg.arrive < leg.begin == NOON and leg.leave == NOON + 60


def test_a_visit_is_not_cut_in_two_by_a_noon_break() -> None:
    broken = north(1, windows=((NINE, NINE + 50), (13 * 60, 18 * 60)))

    assert plan_route(OFFICE, NINE, [broken]).legs[0].begin == 13 * 60


def test_what_cannot_be_reached_in_time_is_left_out_and_named() -> None:
    found = plan_route(
        OFFICE, NINE, [north(1), north(2, "shut", windows=()), north(400, "far", windows=((NINE, NOON),))]
    )

    assert order(found) == ["1 km"] and found.left_out == ("shut", "far")


def test_no_stops_make_an_empty_day() -> None:
    assert plan_route(OFFICE, NINE, []) == Route((), (), 0, NINE)


coordinates = st.integers(-200_000, 200_000)
windows = st.one_of(
    st.just(((0, 1440),)),
    st.tuples(st.integers(480, 900), st.integers(60, 500)).map(lambda w: ((w[0], w[0] + w[1]),)),
)
stops = st.builds(lambda lat, lon, window: (lat, lon, window), coordinates, coordinates, windows)


def made(drawn: list[tuple[int, int, tuple[tuple[int, int], ...]]]) -> list[Stop]:
    return [
        Stop(str(number), Position(31_230_000 + lat, 121_470_000 + lon), window, 45)
        for number, (lat, lon, window) in enumerate(drawn)
    ]


def brute(drawn: list[Stop]) -> tuple[int, int]:
    """Every order of every subset: how many are visited, and when one is back at the earliest."""
    travel, best = Travel(), (0, NINE)
    for count in range(1, len(drawn) + 1):
        for chosen in permutations(drawn, count):
            now, at = NINE, OFFICE
            for stop in chosen:
                arrive = now + travel.minutes(travel.way(at, stop.position))
                begins = [max(arrive, a) for a, b in stop.windows if max(arrive, a) + stop.minutes <= b]
                if not begins:
                    break
                now, at = begins[0] + stop.minutes, stop.position
            else:
                best = min(best, (-count, now + travel.minutes(travel.way(at, OFFICE))))
    return -best[0], best[1]


@settings(max_examples=60)
@given(st.lists(stops, max_size=5))
def test_of_few_stops_the_order_is_the_best_there_is(
    drawn: list[tuple[int, int, tuple[tuple[int, int], ...]]],
) -> None:
    found = plan_route(OFFICE, NINE, made(drawn))

    assert (len(found.legs), found.home) == brute(made(drawn))


@settings(max_examples=25)
@given(st.lists(stops, min_size=11, max_size=13))
def test_of_many_stops_each_is_visited_once_or_named_and_no_door_is_shut(
    drawn: list[tuple[int, int, tuple[tuple[int, int], ...]]],
) -> None:
    many = made(drawn)
    found = plan_route(OFFICE, NINE, many)

    assert sorted(order(found) + list(found.left_out)) == sorted(stop.id for stop in many)
    by_id = {stop.id: stop for stop in many}
    now = NINE
    for leg in found.legs:
        assert now <= leg.arrive <= leg.begin and leg.leave == leg.begin + 45
        assert any(opens <= leg.begin and leg.leave <= closes for opens, closes in by_id[leg.stop].windows)
        now = leg.leave


@settings(max_examples=25)
@given(st.lists(st.tuples(coordinates, coordinates), min_size=7, max_size=9))
def test_the_way_for_many_stops_is_hardly_longer_than_the_best(drawn: list[tuple[int, int]]) -> None:
    """The same stops by both means; in 2,000 random draws the second was at most 13 % longer on the road."""
    few = made([(lat, lon, ((0, 1440),)) for lat, lon in drawn])
    ways = route._Ways(OFFICE, few, Travel())
    best = ways.home(route._exact(ways, NINE))
    other = ways.home(route._improved(ways, NINE))

    on_the_road = best[1] - NINE - 45 * len(few)
    assert other[0] == best[0] and other[1] - best[1] <= max(3, on_the_road * 0.25)


def test_too_many_stops_or_one_twice_are_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="sixty"):
        plan_route(OFFICE, NINE, [north(n / 10) for n in range(route.MOST_STOPS + 1)])
    with pytest.raises(ValueError, match="once"):
        plan_route(OFFICE, NINE, [north(1, "one"), north(2, "one")])
