"""The words of loans after approval: classes, why nothing can be drawn, states of a promise, channels."""

from __future__ import annotations

from ui.widgets.words import Words
from workstation.domain.text import Bilingual

CLASSES: Words = {
    "normal": Bilingual("正常", "Normal"),
    "special-mention": Bilingual("关注", "Special mention"),
    "substandard": Bilingual("次级", "Substandard"),
    "doubtful": Bilingual("可疑", "Doubtful"),
    "loss": Bilingual("损失", "Loss"),
}

REFUSALS: Words = {
    "loan.closed": Bilingual("已结清销户", "The loan is closed."),
    "loan.line_ended": Bilingual("额度有效期已过", "The time in which it could be drawn is over."),
    "loan.restructured": Bilingual("已重组或核销", "It was put on a new schedule or written off."),
    "loan.overdue": Bilingual("有逾期未还", "Something of it is overdue."),
}

PROMISES: Words = {
    "open": Bilingual("待兑现", "open"),
    "kept": Bilingual("已兑现", "kept"),
    "broken": Bilingual("未兑现", "broken"),
}

WAYS: Words = {
    "call": Bilingual("电话", "Call"),
    "message": Bilingual("消息", "Message"),
    "visit": Bilingual("上门", "Visit"),
    "letter": Bilingual("信函", "Letter"),
}

CHANNELS: Words = {
    "bank": Bilingual("银行转账", "Bank transfer"),
    "platform": Bilingual("支付平台", "Payment platform"),
    "cash": Bilingual("现金", "Cash"),
}
