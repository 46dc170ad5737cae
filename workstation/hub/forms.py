"""Publishes survey forms and withdraws them. What was published is kept for good: surveys name it by hash.

Goes in: a form that was checked and packed (`services.hub_forms`). Comes out: one that every workstation
fetches when it synchronises, in place of the one that was offered under the same id.
"""

from __future__ import annotations

from dataclasses import replace

from workstation.clock import Clock, iso
from workstation.domain.forms import KeptForm, PublishedForm
from workstation.errors import KnownError
from workstation.form_package import unpack_form
from workstation.hub.ports import Workshop, Writing


def publish(workshop: Workshop, clock: Clock, kept: KeptForm, by: str) -> PublishedForm:
    """Offer a form from now on. The same again changes nothing; one that was withdrawn is offered anew.
    Raises `KnownError` (`form.published`) where this workbook was published with other lists or under
    another id."""
    form, now = kept.form, iso(clock.now())
    with workshop.writing() as writing:
        before = writing.forms.called(form.sha256)
        if before is not None:
            _check_same(before, kept)
            if before.form.offered:
                return before.form
            kept = before
        _end(writing, form.id, now)
        offered = replace(kept.form, published_at=now, ended_at="")
        writing.forms.put(KeptForm(offered, kept.body))
        _note(writing, "form.publish", offered, by, now)
    return offered


def withdraw(workshop: Workshop, clock: Clock, form_id: str, by: str) -> PublishedForm:
    """Begin nothing new with it. What was filled in with it is proved and opened as before. Raises
    `KnownError` (`form.not_published`)."""
    now = iso(clock.now())
    with workshop.writing() as writing:
        ended = _end(writing, form_id, now)
        if ended is None:
            raise KnownError(
                "form.not_published",
                "no form is published under this id",
                where=form_id,
                remedy="workstation form list --data DIR names those that are.",
            )
        _note(writing, "form.withdraw", ended, by, now)
    return ended


def _check_same(before: KeptForm, kept: KeptForm) -> None:
    """By what is in them: the same packed again need not be the same bytes."""
    form = kept.form
    if (before.form.id, before.form.own_id) != (form.id, form.own_id):
        words = f"this workbook was published as {before.form.id}"
    elif unpack_form(before.body, form.id).lists != unpack_form(kept.body, form.id).lists:
        words = "this workbook was published with other lists beside it"
    else:
        return
    raise KnownError(
        "form.published",
        words,
        where=form.id,
        remedy="Give the workbook another version in its sheet settings: a survey names its form by hash.",
    )


def _end(writing: Writing, form_id: str, now: str) -> PublishedForm | None:
    """What was offered under this id, which is offered no longer."""
    for form in writing.forms.all():
        if form.id == form_id and form.offered:
            writing.forms.end(form.sha256, now)
            return replace(form, ended_at=now)
    return None


def _note(writing: Writing, what: str, form: PublishedForm, by: str, now: str) -> None:
    writing.audit.append(
        at=now, who=by, what=what, applicant_id="", subject=form.id,
        detail=f"{form.sha256} {form.package}",
    )  # fmt: skip
