"""Sentences about a proposal: what is proposed, who may approve it, what a probability means in plain words.

Goes in: values of an appraisal. Comes out: texts in the language in force.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.translation import language, said
from ui.widgets.format import day, money
from ui.widgets.words import ROLES, named
from workstation.domain.lending import Outcome, Proposal
from workstation.domain.text import Bilingual, Language

if TYPE_CHECKING:
    from workstation.services.values import Appraisal, FileView


def _tell(zh: str, en: str) -> str:
    return zh if language() is Language.ZH else en


def proposal_sentence(proposal: Proposal) -> str:
    """What the rules propose, in one sentence with the amount and the first finding that decided it."""
    offer = proposal.offer
    why = said(proposal.findings[0].text) if proposal.findings else ""
    asked = money(proposal.requested)
    if proposal.outcome is Outcome.APPROVE:
        return _tell(f"建议按申请金额 {asked} 元批准。", f"Approve the {asked} yuan that were asked for.")
    if proposal.outcome is Outcome.COUNTER and offer is not None:
        given = money(offer.amount)
        if offer.amount == proposal.requested:
            return _tell(f"建议以其他条件提供 {given} 元：{why}", f"Offer {given} yuan on other terms: {why}")
        bound = _binding(proposal)
        return _tell(
            f"建议还价 {given} 元（申请 {asked} 元），受“{bound}”限制。",
            f"Offer {given} yuan where {asked} were asked for, bound by: {bound}.",
        )
    if proposal.outcome is Outcome.REFER:
        return _tell(f"建议转交：{why}", f"Refer: {why}")
    return _tell(f"建议拒绝：{why}", f"Decline: {why}")


def with_reserved(sentence: str, view: FileView | None) -> str:
    """The sentence, and what is reserved for the officer where the hub reserves something."""
    left = view.reserved if view is not None else None
    if left is None:
        return sentence
    amount, until = money(max(left.amount, 0)), day(left.until)
    reserved = _tell(
        f"已为您预留 {amount} 元，有效至 {until}。", f" {amount} yuan are reserved for you until {until}."
    )
    return sentence + reserved


def scenario_sentences(appraisal: Appraisal) -> dict[str, str]:
    """For each scenario that acts, by id: until when, and what of its budget is left for the officer."""
    found: dict[str, str] = {}
    for effect in appraisal.acting:
        until, left = day(effect.until), appraisal.budgets.get(effect.scenario_id)
        words = _tell(
            f"情景“{effect.name.zh}”对本申请生效，至 {until}。",
            f"The scenario “{effect.name.en}” acts on this request until {until}.",
        )
        if left is not None:
            amount = money(max(left.amount, 0))
            words += _tell(
                f"其风险预算还为您留有 {amount} 元（预期损失）。",
                f" Of its risk budget {amount} yuan of expected loss are left for you.",
            )
        found[effect.scenario_id] = words
    return found


def proposal_words(appraisal: Appraisal, view: FileView | None) -> str:
    """What is proposed, what is reserved for it, and which scenarios act."""
    proposed = with_reserved(proposal_sentence(appraisal.proposal), view)
    return "\n".join([proposed, *scenario_sentences(appraisal).values()])


def _binding(proposal: Proposal) -> str:
    steps = proposal.staircase
    return "" if steps is None else said(steps.step(steps.binding).name)


def authority_sentence(role: str, why: Bilingual) -> str:
    if role == "nobody":
        return _tell(f"任何人都不能批准：{why.zh}。", f"Nobody may approve it: {why.en}.")
    name = named(ROLES, role)
    return _tell(f"{name}即可批准：{why.zh}。", f"A {name.lower()} may approve it: {why.en}.")


def chance_in_words(probability: float, days: int) -> str:
    """A probability as a count of sellers: 0.0127 over 365 days → "about 13 of 1,000 default in 12 months".

    Counted per hundred from 5 % on, per thousand below, so that the count is a whole number people can see.
    """
    months = round(days / 30.4)
    base = 100 if probability >= 0.05 else 1_000
    count = max(round(probability * base), 1)
    few = "不足" if probability * base < 0.5 else "约"
    fewer = "fewer than" if probability * base < 0.5 else "about"
    return _tell(
        f"{months} 个月内每 {base:,} 户{few} {count} 户违约",
        f"{fewer} {count} of {base:,} default in {months} months",
    )
