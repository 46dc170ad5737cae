"""The sales forecast judged on real ledgers, and put right by a lender's own past.

A panel of sellers on many days goes in; what comes out is how far the forecast of each day was off, beside
the naive ones: the bundle's model as it is, the same moved by what the lender knew by that day, and one grown
anew on the lender's own past. Nothing of a real set is kept, and nothing here writes a model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from workstation.domain.records import ApplicantFile
from workstation.scoring import ModelSuite
from workstation.training.forecasting.bundled import bundled
from workstation.training.forecasting.evaluating import Forecaster, horizons_of, judge, real_panel
from workstation.training.forecasting.quantities import Scale
from workstation.training.forecasting.report import ForecastReport
from workstation.training.forecasting.simulated import simulated_panel
from workstation.training.forecasting.trees import grow
from workstation.training.simulator import TRAINING_WORLD
from workstation.training.table import Progress, quiet

__all__ = ["ForecastReport", "evaluate_forecast"]

SELLERS = 3_000
"""How many are simulated where the bundle has no forecast: below a thousand the trees are rough."""

SEED = 42


def evaluate_forecast(
    source: str,
    files: Callable[[], Iterable[ApplicantFile]],
    suite: ModelSuite,
    *,
    sellers: int = SELLERS,
    seed: int = SEED,
    progress: Progress = quiet,
) -> ForecastReport:
    """Judge the forecast in force on an export. For a horizon that the bundle has no forecast of, trees are
    grown on simulated sellers on the spot, and the report says so. `files` is read twice.

    Raises `KnownError` `forecast.nothing` for an export without a record long enough.
    """
    panel = real_panel(files, progress)
    shipped = bundled(suite)
    horizons = horizons_of(panel)
    forecasters: dict[int, Forecaster] = {h: shipped[h] for h in horizons if h in shipped}
    models = dict.fromkeys(forecasters, f"bundle {suite.ref.name}-{suite.ref.version}")
    wanting = [horizon for horizon in horizons if horizon not in shipped]
    if wanting:
        progress(f"simulating {sellers} sellers")
        simulated = simulated_panel(TRAINING_WORLD, seed=seed, sellers=sellers)
        for horizon in wanting:
            truth = Scale.of(simulated, horizon).logs(simulated.after[horizon])
            forecasters[horizon] = grow(simulated.values, truth, seed=seed)
            models[horizon] = f"grown now on {sellers} simulated sellers, seed {seed}"
    judged = tuple(judge(panel, forecasters[horizon], horizon, progress) for horizon in horizons)
    return ForecastReport(source, judged, models)
