"""A first bundle of one model of default, for a book that begins: grown on a table, signed, with its card.

In: rows of a quiet year, whose every outcome is known, and two keys. Out: version 1 in a models folder with a
trust root of these keys. It exists for simulated quarters; a lender's first bundle is what it was shipped.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from workstation import crypto
from workstation.domain.text import Bilingual
from workstation.files import write_whole
from workstation.scoring import TrainedModel, TrainedOn, TrustRoot, sign_bundle, write_bundle
from workstation.scoring.installed import TRUST
from workstation.training.boosting import grow
from workstation.training.challenger import joined
from workstation.training.evaluation import figures
from workstation.training.golden_rows import golden_rows
from workstation.training.plans import HORIZON_DAYS, PLANS, TARGET, scale
from workstation.training.quarters import QuarterPlan
from workstation.training.table import Table


def write_first_bundle(
    models_folder: Path,
    name: str,
    plan: QuarterPlan,
    tables: Sequence[Table],
    private_keys: Sequence[bytes],
    *,
    created: date,
    statement: Bilingual,
    threads: int = 1,
) -> str:
    """Write and sign `<name>-1` and its trust root; returns the id of its model."""
    recipe = next(p for p in PLANS if p.view is plan.view)
    table = joined(tables)
    grown = grow(recipe, table, seed=plan.seed, threads=threads)
    inside = figures(table.bad, grown.a + grown.b * grown.out_of_fold)
    model = TrainedModel(
        id=recipe.id,
        version="1",
        title=recipe.title,
        target=TARGET,
        horizon_days=HORIZON_DAYS,
        text=grown.text,
        features=recipe.features,
        scale=scale(grown.a, grown.b),
        applies_when=recipe.applies_when,
    )
    card = (
        f"{statement.en}\n\n{statement.zh}\n\n# {name} 1\n\n"
        f"Grown on {inside.rows:,} sellers of the year before quarter 1, {inside.bad:,} of them bad. "
        f"Out of fold: AUC {inside.auc:.3f} ({inside.auc_low:.3f}–{inside.auc_high:.3f}), "
        f"slope {inside.slope:.2f}.\n"
    )
    folder = write_bundle(
        models_folder,
        name=name,
        version=1,
        created=created,
        trained_on=TrainedOn("simulated", statement),
        models=[model],
        golden=golden_rows(plan.seed),
        card=card,
    )
    sign_bundle(folder, private_keys)
    root = TrustRoot.of([crypto.public_key(key) for key in private_keys], demo=True)
    write_whole(models_folder / TRUST, root.to_bytes(), private=False)
    return recipe.id
