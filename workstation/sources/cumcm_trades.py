"""What a Chinese firm does, read from the trade words that its registered name must contain.

A firm's name is place + given name + trade + legal form (企业名称登记管理规定, art. 6), so the trade is still
there where the given name was blotted out. The first row whose word is in the name decides; a name without
any of them has no known trade.
"""

from __future__ import annotations

TRADE_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("trading", ("电子商务",)),
    ("labour_services", ("劳务", "人力资源")),
    ("decoration", ("装饰", "美工", "门窗", "地毯", "遮阳")),
    (
        "engineering_design",
        ("设计", "勘察", "勘察院", "测绘", "工程造价", "工程咨询", "检测", "检验", "招投标"),
    ),
    ("landscaping", ("园林", "园艺", "景观", "花木", "兰花")),
    ("real_estate", ("房地产", "物业", "土地整理")),
    ("building_materials", ("建材", "石材", "保温材料", "不锈钢", "金属材料", "家居材料", "木业")),
    (
        "information_technology",
        ("信息", "网络", "软件", "通信", "通讯", "电子", "数码", "智能", "自动化", "电脑"),
    ),
    ("construction", ("建筑", "建设", "工程", "路桥", "钢结构", "地质灾害")),
    ("logistics", ("物流", "货运", "快递", "运贸", "运业", "供应链")),
    ("pharmacy_medical", ("药", "医疗", "医药")),
    ("food", ("食品", "调味品", "餐饮", "大闸蟹", "魔芋")),
    ("agriculture", ("农业", "农副", "合作社")),
    ("automotive", ("汽车", "汽贸", "轮胎")),
    ("apparel_shoes", ("服饰", "童装", "鞋", "纺织")),
    ("household", ("家居", "家俬", "家电", "生活用品", "厨房", "灯饰", "办公用品", "体育用品")),
    ("hardware", ("五金", "机械", "机电", "设备", "电器", "电气", "空调", "器材", "铸造", "挖掘机")),
    ("chemicals_materials", ("化工", "塑", "材料", "合金", "石化", "天然气", "包装", "纸业", "印务", "印刷")),
    ("media_advertising", ("广告", "传媒", "传播", "文化", "营销", "影城", "图书", "演艺")),
    (
        "professional_services",
        ("咨询", "律师", "税务", "财务", "财税", "事务所", "经纪", "代理", "管理", "技能"),
    ),
    ("technology", ("科技", "技术", "环保", "节能", "安防", "科学")),
    ("trading", ("商贸", "贸易", "工贸", "商业", "物资", "实业")),
)


def trade_of(name: str) -> str:
    """The trade that a firm's name tells, or an empty text."""
    return next((trade for trade, words in TRADE_WORDS if any(word in name for word in words)), "")
