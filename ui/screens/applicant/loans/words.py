"""The words of loans after approval: classes, states of a promise, ways of a contact, payment channels."""

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
