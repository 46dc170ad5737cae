"""Opening an applicant file: coverage, exposure, decisions, history; and taking down notes and requests.

Reads go through the case store; what the officer adds becomes an act.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workstation.codec import encode
from workstation.domain.acts import ActKind
from workstation.domain.lending import RepaymentMethod
from workstation.domain.money import yuan
from workstation.domain.records import Application, Note
from workstation.errors import KnownError
from workstation.events import Changes
from workstation.ports import CaseStore
from workstation.services.acting import Hand
from workstation.services.currency import CurrencyTable
from workstation.services.exposure import exposure_of
from workstation.services.history import history_of
from workstation.services.reading import as_of_day as as_of_day
from workstation.services.reading import may_read, read_file, read_ledgers
from workstation.services.reserved import left_of
from workstation.services.surveyed import with_visit
from workstation.services.values import FileView, History


@dataclass(frozen=True, slots=True)
class Files:
    cases: CaseStore
    hand: Hand
    currencies: CurrencyTable

    def open(self, applicant_id: str, at: date | None = None) -> FileView:
        """Everything the applicant screen needs at first sight. Raises `KnownError` (`file.unknown`)."""
        from workstation.features import compute_features, coverage_of

        today = self.hand.clock.today()
        kept = read_file(self.cases, applicant_id, today)
        as_of = as_of_day(kept, at, today)
        file = with_visit(kept, as_of, today).file
        decisions = self.cases.decisions(applicant_id)
        rate = self.currencies.rate(file.applicant.currency, as_of)
        features = compute_features(file.ledgers, file.applicant, as_of, rate=rate)
        return FileView(
            file=file,
            coverage=coverage_of(file, as_of),
            exposure=exposure_of(file, decisions, today),
            decisions=decisions,
            letters=tuple(sorted(file.letters, key=lambda letter: letter.id, reverse=True)),
            as_of=as_of,
            features=features,
            reserved=left_of(self.cases, file, self.hand.officer.id, file.application),
            withheld=not may_read(file, today),
        )

    def history(self, applicant_id: str) -> History:
        """Raises `KnownError` (`consent.data`, `file.unknown`)."""
        today = self.hand.clock.today()
        file = read_ledgers(self.cases, applicant_id, today)
        return history_of(with_visit(file, as_of_day(file, None, today), today).file)

    def add_note(self, applicant_id: str, text: str) -> Changes:
        """Raises `KnownError` (`note.empty`)."""
        if not text.strip():
            raise KnownError(
                "note.empty", "the note has no text", where=applicant_id, remedy="Write something."
            )
        file = self.cases.applicant_file(applicant_id, ledgers=False)
        note = Note(self.hand.new_id(), applicant_id, self.hand.officer.id, self.hand.moment(), text.strip())
        return self.hand.act(ActKind.ADD_NOTE, applicant_id, encode(note), base_version=file.version)

    def request(
        self,
        applicant_id: str,
        *,
        product: str,
        amount: int,
        months: int,
        method: RepaymentMethod,
        purpose: str,
    ) -> Changes:
        """Take down the applicant's request for credit (amount in fen). Raises `KnownError`
        (`application.amount`, `application.months`, `file.unknown`)."""
        if amount <= 0:
            raise KnownError(
                "application.amount", f"{yuan(amount)} cannot be asked for", where=applicant_id,
                remedy="Enter an amount above zero.",
            )  # fmt: skip
        if months <= 0:
            raise KnownError(
                "application.months", f"nothing is lent for {months} months", where=applicant_id,
                remedy="Enter one month or more.",
            )  # fmt: skip
        file = self.cases.applicant_file(applicant_id, ledgers=False)
        application = Application(
            id=self.hand.new_id(),
            applicant_id=applicant_id,
            product=product,
            amount=amount,
            months=months,
            method=method.value,
            purpose=purpose,
            asked_on=self.hand.clock.today(),
        )
        return self.hand.act(
            ActKind.MAKE_APPLICATION, applicant_id, encode(application), base_version=file.version
        )
