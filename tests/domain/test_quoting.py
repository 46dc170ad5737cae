"""Words that may be quoted name nobody: not by name, not by shop, not by number or street."""

from __future__ import annotations

import pytest

from tests.factories import AS_OF
from workstation.domain.file_papers import Party, PartyRole
from workstation.domain.quoting import recognised_by
from workstation.domain.records import Applicant, ApplicantFile, Shop

FILE = ApplicantFile(
    Applicant(
        "t:1", "t", "1", "义乌晨光日用品有限公司", region="义乌", address="稠州北路88号", phone="13800001234"
    ),
    shops=(Shop("s", "t:1", "小晨家居旗舰店", "taobao"),),
    parties=(Party("p", "t:1", PartyRole.SPOUSE, "王 小芳", AS_OF, id_number="330782199001011234"),),
)


@pytest.mark.parametrize(
    "words",
    [
        "晨光日用品今年订单少了",
        "义乌晨光日用品 有限公司 的货",
        "小晨家居的流量掉了",
        "是王小芳在管账",
        "有事打 138 0000 1234",
        "证件330782199001011234",
        "仓库在稠州北路88号后面",
        "晨\u200b光\u2060日用品",
        "稠州北路８８号",
        "王/小/芳 在管账",
        "打一三八〇〇〇〇一二三四",
        "打 138.0000.1234",
        "打１３８\u200b００００\u200b１２３４",
        "打 138 - 0000 - 1234",
    ],
)
def test_what_gives_somebody_away_is_found(words: str) -> None:
    assert recognised_by(words, FILE)


@pytest.mark.parametrize(
    "words",
    [
        "今年运费涨了两成",
        "一个月卖 120000 元",
        "义乌的同行都一样",
        "双11备了300件货",
        "毛利 12.5%、13.5%、14.5%",
    ],
)
def test_what_gives_nobody_away_passes(words: str) -> None:
    assert recognised_by(words, FILE) == ""
