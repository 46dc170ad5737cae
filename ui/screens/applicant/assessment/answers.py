"""A model's answer as a line of the table of models: by its kind, with what the same evidence has gone with.

Goes in: an output. Comes out: texts, and what models of each role may do (docs/decisions/21). A probability
reads in per cent of its days, a share in per cent, an amount in yuan with its quantiles, an adjustment in
points.
"""

from __future__ import annotations

from ui.translation import language, said
from ui.widgets.format import DASH, percent, with_minus
from ui.widgets.words import Words
from workstation.domain.assessment import MODEL_ROLES, ModelOutput
from workstation.domain.text import Bilingual, Language

ROLE_DOES: Words = {
    "pd": Bilingual("决定等级、准入、额度与价格", "gives grade, admission, limit and price"),
    "order": Bilingual("压低在途订单可贷的部分", "takes off what is lent on orders on their way"),
    "lgd": Bilingual("用于准入线、损失预算与价格", "goes into cut-off, loss budget and price"),
    "warning": Bilingual("列出在贷借款人，不参与决定", "lists running loans; no part of a decision"),
    "brushing": Bilingual("嫌疑高则转交，从不因此拒绝", "may refer a case, never decline it"),
    "forecast": Bilingual("仅供查看，不改变结果", "is shown; moves nothing"),
    "need": Bilingual("列出可邀请的卖家，不参与决定", "lists whom to invite; no part of a decision"),
    "sell_through": Bilingual("仅供查看，不改变结果", "is shown; moves nothing"),
    "survey": Bilingual("存疑则转交，从不因此拒绝", "may refer a case, never decline it"),
    "limit": Bilingual("淡月低于流水时用于还款能力", "its weak month counts where it is the lower one"),
    "price": Bilingual("只会抬高价格底线", "can only raise the floor of the price"),
    "macro": Bilingual("为评分加减若干分", "adds a few points to the score, either way"),
}
_FULL_WIDTH = {":": "：", ";": "；", "(": "（", ")": "）"}


def _tell(zh: str, en: str) -> str:
    return said(Bilingual(zh, en))


def by_role(outputs: tuple[ModelOutput, ...]) -> list[tuple[str, list[ModelOutput]]]:
    """The outputs of each role, in the order of the roles; default first, because it decides."""
    return [(role, own) for role in MODEL_ROLES if (own := [o for o in outputs if o.role == role])]


def why_not(output: ModelOutput) -> str:
    """Why a model does not apply. Its words are frozen with decisions as they are; Chinese is set with its
    own punctuation here."""
    if output.why_not is None:
        return ""
    told = said(output.why_not)
    if language() is not Language.ZH:
        return told
    return "".join(_FULL_WIDTH.get(sign, sign) for sign in told)


def answer(output: ModelOutput) -> str:
    """The answer in a few words; a dash where there is none."""
    if output.role == "macro" and output.points is not None:
        points = with_minus(f"{output.points:+.1f}")
        return _tell(f"{points} 分", f"{points} points")
    if output.quantiles:
        return _tell(f"{_yuan(output.value)} 元", f"{_yuan(output.value)} yuan")
    if output.probability is not None:
        chance, days = percent(output.probability, 2), output.horizon_days
        within = _tell(f"{days} 天内 {chance}", f"{chance} in {days} days")
        return within if output.role != "pd" else f"{_scored(output)}  ·  {within}"
    return DASH if output.value is None else percent(output.value)


def _scored(output: ModelOutput) -> str:
    points = DASH if output.points is None else f"{output.points:.1f}"
    return _tell(f"{points} 分  ·  {output.grade} 级", f"{points} points  ·  grade {output.grade}")


def uncertainty(output: ModelOutput) -> str:
    """How wide the answer is; empty where the model does not say."""
    if output.quantiles:
        (low, least), (high, most) = output.quantiles[0], output.quantiles[-1]
        if low == high:
            return _tell(f"{percent(low, 0)} 分位", f"the {percent(low, 0)} quantile")
        ends = f"{_yuan(least)}–{_yuan(most)}"
        places = percent(low, 0), percent(high, 0)
        return _tell(
            f"{ends} 元（{places[0]} 至 {places[1]} 分位）",
            f"{ends} yuan from the {places[0]} to the {places[1]} quantile",
        )
    if output.interval is None:
        return ""
    ends = "–".join(percent(end) for end in output.interval)
    return _tell(f"同类资料下为 {ends}", f"{ends} on such evidence")


def _yuan(value: float | None) -> str:
    return DASH if value is None else f"{value:,.0f}"
