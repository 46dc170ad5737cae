"""Authority: the lowest role that may approve an amount, a total exposure and the exceptions in it.

Goes in: figures and finding codes. Comes out: an `AuthorityNeed`. What the policy's table does not allow
anybody to override needs `NOBODY`, whom no one is.
"""

from __future__ import annotations

from collections.abc import Iterable

from workstation.domain.endorsing import COMMITTEE
from workstation.domain.lending import AuthorityNeed, Outcome
from workstation.domain.money import yuan
from workstation.domain.text import Bilingual
from workstation.lending.policy import ROLES, Policy

NOBODY = "nobody"
_RANKS = {role: rank for rank, role in enumerate((*ROLES, NOBODY))}


def may_approve(role: str, need: AuthorityNeed) -> bool:
    """True where `role` decides and stands at least as high as what is needed."""
    return role in ROLES and _RANKS[role] >= _RANKS[need.role]


def may_decide(role: str, need: AuthorityNeed, policy: Policy) -> bool:
    """True where `role` may approve, or may put to the committee what the committee approves by vote."""
    by_vote = need.role == COMMITTEE and _RANKS.get(role, -1) >= _RANKS[policy.authority.committee.members]
    return may_approve(role, need) or (by_vote and role in ROLES)


def may_endorse(role: str, need: AuthorityNeed, policy: Policy) -> bool:
    """True where `role` may be the second person to a decision that needs this authority: as high as the
    policy asks of a second person, and as high as the decision itself needs."""
    second = _RANKS[policy.authority.second]
    return role in ROLES and _RANKS[role] >= second and may_decide(role, need, policy)


def authority_for(
    amount: int,
    total_exposure: int,
    outcome: Outcome,
    policy: Policy,
    exceptions: Iterable[str] = (),
    *,
    names: Iterable[str] = (),
) -> AuthorityNeed:
    """Who may approve `amount` fen where everything owed or promised comes to `total_exposure` with it.

    `outcome` is what the rules propose: approving against it needs the role that the policy names.
    `exceptions` are the codes of findings that would be approved against; `names` are the product's code and
    family, of which narrower rows may speak.
    """
    excepted = tuple(exceptions)
    needs = [_by_amount(amount, total_exposure, policy)]
    needs += [_by_exception(code, policy) for code in excepted]
    needs += _by_special(amount, total_exposure, frozenset(names), frozenset(excepted), policy)
    if outcome in policy.authority.despite_outcome:
        needs.append(_by_outcome(policy.authority.despite_outcome[outcome], policy))
    return max(needs, key=lambda need: _RANKS[need.role])


def role_name(role: str, policy: Policy) -> Bilingual:
    """What a role is called; the word for nobody too."""
    named = next((row.name.fill() for row in policy.authority.roles if row.role == role), None)
    return named or Bilingual("无人", "nobody")


def despite(code: str, policy: Policy) -> str:
    """The lowest role that may approve in spite of a finding."""
    return policy.authority.despite.get(code, NOBODY)


def _by_amount(amount: int, total: int, policy: Policy) -> AuthorityNeed:
    within = [row for row in policy.authority.roles if amount <= row.amount and total <= row.total]
    zh = f"金额 {yuan(amount)} 元，含本笔敞口合计 {yuan(total)} 元"
    en = f"{yuan(amount)} yuan, {yuan(total)} yuan owed or promised with it"
    if not within:
        return AuthorityNeed(NOBODY, Bilingual(f"{zh}，超出所有权限", f"{en}: above every authority"))
    row = within[0]
    return AuthorityNeed(
        row.role,
        Bilingual(f"{zh}，在{row.name.zh}权限之内", f"{en}: within the authority of a {row.name.en}"),
    )


def _by_special(
    amount: int, total: int, names: frozenset[str], exceptions: frozenset[str], policy: Policy
) -> list[AuthorityNeed]:
    """What the narrower rows ask: those about the product together, those about each set of exceptions."""
    kinds: dict[tuple[str, ...], list[str]] = {}
    for row in policy.authority.special:
        if row.speaks_of(names, exceptions):
            enough = kinds.setdefault(row.exceptions, [])
            if row.covers(amount, total):
                enough.append(row.role)
    needs = []
    for enough in kinds.values():
        role = min(enough, key=lambda one: _RANKS[one], default=NOBODY)
        name = role_name(role, policy)
        zh = f"本产品或本例外的权限另有规定，须由{name.zh}决定"
        en = f"a narrower authority holds for this product or exception: a {name.en} must decide"
        needs.append(AuthorityNeed(role, Bilingual(zh, en)))
    return needs


def _by_exception(code: str, policy: Policy) -> AuthorityNeed:
    role = despite(code, policy)
    if role == NOBODY:
        return AuthorityNeed(
            role, Bilingual("触及硬性规定，任何人不得批准", "a hard rule forbids it: nobody may approve")
        )
    name = role_name(role, policy)
    zh, en = f"有例外事项，须由{name.zh}决定", f"there is an exception that a {name.en} must decide"
    return AuthorityNeed(role, Bilingual(zh, en))


def _by_outcome(role: str, policy: Policy) -> AuthorityNeed:
    name = role_name(role, policy)
    zh, en = f"与系统建议不符，须由{name.zh}决定", f"against what is proposed: a {name.en} must decide"
    return AuthorityNeed(role, Bilingual(zh, en))
