"""The sample's sellers, the program's own models and rules, and an office over them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.services.office import Books, Office, file_of, open_office
from workstation.lending import Rulebook, load_rulebook
from workstation.paths import resources
from workstation.services.currency import CurrencyTable, load_currencies
from workstation.services.models import Models
from workstation.training.sample import SampleSeller, read_sample

OpenOffice = Callable[..., Office]


@pytest.fixture(scope="session")
def sellers() -> dict[str, SampleSeller]:
    return {seller.applicant.source_id: seller for seller in read_sample(resources() / "sample")}


@pytest.fixture(scope="session")
def models() -> Models:
    return Models(resources() / "models")


@pytest.fixture(scope="session")
def rules() -> Rulebook:
    return load_rulebook(resources())


@pytest.fixture(scope="session")
def currencies() -> CurrencyTable:
    return load_currencies(resources() / "policies" / "currencies.toml")


@pytest.fixture
def books(sellers: dict[str, SampleSeller]) -> Books:
    return Books({seller.applicant.id: file_of(seller) for seller in sellers.values()})


@pytest.fixture
def sit_down(books: Books, models: Models, rules: Rulebook, currencies: CurrencyTable) -> OpenOffice:
    """Open an office over the books: another officer's, another day's, under other rules."""
    return lambda **options: open_office(
        books, options.pop("models", models), options.pop("rules", rules), currencies, **options
    )


@pytest.fixture
def office(sit_down: OpenOffice) -> Office:
    return sit_down()
