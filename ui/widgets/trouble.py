"""A known error in the language in force: what happened, in which record, what to do now.

Errors are raised in English with a stable code; this table has the Chinese of those a desk can meet. A code
without a row is shown as it was raised, so that nothing is hidden.
"""

from __future__ import annotations

from dataclasses import dataclass

from ui.translation import language
from workstation.domain.text import Language
from workstation.errors import KnownError

_CHINESE: dict[str, tuple[str, str]] = {
    "application.amount": ("申请金额必须大于零", "请输入大于零的金额。"),
    "application.none": ("该申请人尚未申请此产品", "请先登记申请（金额、期限、用途）。"),
    "blob.damaged": ("存档文件已损坏", "请同步，从中心重新取回。"),
    "blob.missing": ("本机没有这份文件", "请同步后再试。"),
    "bundle.none": ("本机没有可用的模型", "请重新安装，或放回模型文件夹。"),
    "bundle.damaged": ("模型文件已损坏，已拒绝使用", "请重新安装模型。"),
    "bundle.signature": ("模型签名不符，已拒绝使用", "请向管理员索取签名完整的模型。"),
    "currency.unknown": ("没有该币种的汇率", "请在汇率表中添加一行。"),
    "decision.authority": ("超出您的权限，不能批准", "请转交有权限的人。"),
    "decision.forbidden": ("有规则禁止这样放款", "请降低金额，或更换期限、还款方式。"),
    "decision.no_offer": ("批准必须有报价", "请先填写金额、期限和还款方式。"),
    "decision.reason": ("决定与系统建议不同", "请写明理由。"),
    "decision.stale": ("评估之后申请档案有变化", "请重新评估，再作决定。"),
    "decision.unknown": ("本机没有这项决定", "请核对编号，或先同步。"),
    "file.unknown": ("本机没有这份申请档案", "请核对编号，或领取该档案后同步。"),
    "letter.no_numbers": ("本机的通知书编号已用完", "请同步以领取新的编号。"),
    "letter.not_approved": ("只有批准或还价才有通知书", "请先作出批准决定。"),
    "letter.superseded": ("同一申请已有更新的决定", "请出具新决定的通知书。"),
    "letter.unreadable": ("文件不是完整的 PDF", "请重新取得该文件。"),
    "note.empty": ("备注没有内容", "请写下内容。"),
    "offer.no_price": ("该等级在此期限没有价格", "请选择产品的其他期限，或转交。"),
    "product.unknown": ("没有这个产品", "请选择产品清单中的产品。"),
    "record.unreadable": ("档案中有一条记录无法读取", "请同步以重新取得。"),
    "replay.models": ("本机没有该决定所依据的模型", "请把那版模型放回模型文件夹。"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """`what` happened, with the record's name; `now` is what to do."""

    what: str
    now: str


def said_error(error: BaseException) -> Said:
    """The words for an error; one that is not known is named by its kind only, its details stay out."""
    if not isinstance(error, KnownError):
        kind = type(error).__name__
        if language() is Language.ZH:
            return Said(f"程序出错（{kind}）", "请再试一次；若仍出错，请报告管理员。")
        return Said(f"The program made a mistake ({kind})", "Try again; report it if it stays.")
    chinese = _CHINESE.get(error.code) if language() is Language.ZH else None
    what, now = chinese if chinese is not None else (_sentence(error.message), error.remedy)
    where = f" · {error.where}" if error.where else ""
    return Said(f"{what}{where}", now)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
