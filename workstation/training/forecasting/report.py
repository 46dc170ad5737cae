"""What the evaluation of a forecast says, as lines and as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workstation.training.forecasting.evaluating import FORECAST, Judged

_ROOM = 33


@dataclass(frozen=True, slots=True)
class ForecastReport:
    """`models` says by horizon where the forecaster comes from."""

    source: str
    judged: tuple[Judged, ...]
    models: dict[int, str]

    def to_json(self) -> dict[str, Any]:
        return {"source": self.source, "horizons": [self._plain(one) for one in self.judged]}

    def _plain(self, one: Judged) -> dict[str, Any]:
        off = one.off
        return {
            "horizon_days": one.horizon,
            "model": self.models[one.horizon],
            "rows": one.rows,
            "sellers": one.sellers,
            "places": list(one.places),
            "seasonal_naive_on_own_year": one.a_year_ago,
            "rows_with_known_outcomes": one.informed,
            "the_forecast": FORECAST,
            "ways": {
                way: {
                    "wmape": found.wmape,
                    "pinball": found.pinball,
                    "coverage": None if found.coverage is None else list(found.coverage),
                    "worst_coverage_gap": off.get(way),
                }
                for way, found in one.ways.items()
            },
            "days": [
                {"day": day.isoformat(), "rows": rows, "wmape": dict(by_way)}
                for day, rows, by_way in one.days
            ],
        }

    def lines(self) -> list[str]:
        return [line for one in self.judged for line in self._lines(one)]

    def _lines(self, one: Judged) -> list[str]:
        places = "  ".join(f"{place:4.0%}" for place in one.places)
        lines = [
            f"{self.source}: next {one.horizon} days, {one.rows} forecasts of {one.sellers} sellers",
            f"model: {self.models[one.horizon]}",
            f"seasonal naive: own last year for {one.a_year_ago:.0%} of rows, else the level by the season",
            f"outcomes of earlier days were known for {one.informed:.0%} of rows, the market's drift for all",
            f"{'':{_ROOM}} WMAPE  pinball  covered at  {places}",
        ]
        for way, found in one.ways.items():
            line = f"{way:{_ROOM}} {found.wmape:5.3f}"
            if found.pinball is not None and found.coverage is not None:
                line += f"  {found.pinball:7.4f}              " + "  ".join(
                    f"{c:4.0%}" for c in found.coverage
                )
            lines.append(line)
        lines.append("WMAPE by day: " + ", ".join(one.ways))
        lines += [
            f"  {day} {rows:6} " + "  ".join(f"{value:5.3f}" for value in by_way.values())
            for day, rows, by_way in one.days
        ]
        return lines
