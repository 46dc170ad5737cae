"""What may never be an input of a model: words for personal traits and for their plain proxies."""

from __future__ import annotations

import re

_ENGLISH = re.compile(
    r"(?<![a-z])(sex|gender|male|female|ethnic\w*|race|racial|religio\w*|marital|married|spouse|birth\w*|native"
    r"|hometown|health|disab\w*|illness|politic\w*|party|age|nationality|name|surname|region|address|postcode"
    r"|zip|phone|photo|face|passport|email|mailbox|wechat|dialect|accent|zodiac|latitude|longitude"
    r"|children|pregnan\w*|widow\w*|device|browser)(?![a-z])"
)
_CHINESE = re.compile(
    "性别|民族|种族|宗教|婚姻|配偶|籍贯|出生|健康|残疾|政治|党派|年龄|国籍|姓名|地区|地址|邮编|电话|手机号"
    "|身份证|护照|邮箱|微信|方言|口音|生肖|星座|经度|纬度|子女|怀孕|设备型号|浏览器"
)


def prohibited_words(*texts: str) -> list[str]:
    """Every prohibited word in `texts`, in either language; underscores part words."""
    joined = " ".join(texts).replace("_", " ").lower()
    return [match[0] for pattern in (_ENGLISH, _CHINESE) for match in pattern.finditer(joined)]
