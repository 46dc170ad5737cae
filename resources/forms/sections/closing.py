"""The owner's plan, soft facts, contradictions, evidence, and the officer's opinion."""

from __future__ import annotations

from resources.forms.sections.rows import Row, ask, count, kept, money, rows_of, section, some, told

PLAN = section(
    "plans",
    "店主的打算",
    "The owner's plan",
    [
        money("wants_amount", "希望借款（元）", "Wants to borrow, yuan"),
        count("wants_months", "期限（月）", "For how many months"),
        ask("select_one purposes", "wants_for", "用途", "What for", needed=True),
        ask("text", "repay_from", "还款来源", "Repaid out of what", needed=True, look="multiline"),
        ask(
            "text",
            "plan",
            "未来一年打算做什么",
            "What they plan for the year ahead",
            look="multiline",
            quote=True,
        ),
        ask("text", "worries", "现在最难的是什么", "What is hardest now", look="multiline", quote=True),
        ask(
            "text",
            "wishes",
            "希望平台、银行、政府做什么",
            "What they wish from platforms, banks, government",
            look="multiline",
            quote=True,
        ),
    ],
)

SOFT = section(
    "soft",
    "软信息",
    "Soft facts",
    [
        count("owner_years", "从业年数", "Years in the trade", needed=True),
        ask("select_one family", "family", "家庭支持", "Family support", needed=True),
        ask("select_one records", "records", "账目记录", "How books are kept", needed=True),
        ask(
            "select_multiple habits",
            "habits",
            "不良嗜好或风险",
            "Habits and risks seen or heard of",
            needed=True,
            rule="not(selected(., 'none')) or count-selected(.) = 1",
            says=("“未发现”不能与其他同选", "“None” stands alone"),
        ),
        ask(
            "select_one reputation",
            "reputation",
            "同行、供应商口碑",
            "What suppliers and neighbours say",
            needed=True,
        ),
        ask(
            "range", "openness", "配合程度", "How open they were", options="start=1 end=5 step=1", needed=True
        ),
        ask("text", "soft_note", "其他软信息", "Other soft facts", look="multiline"),
    ],
)

DOUBTS = section(
    "doubts",
    "矛盾与解释",
    "Contradictions",
    [
        told(
            "doubts_hint",
            "核对栏中超出容许范围的各项，请当场问清并写明解释；仍有疑点写在这里。",
            "Ask on the spot about every check beyond tolerance and write down what was said; what remains goes here.",
        ),
        ask("text", "other_doubts", "其他疑点", "Other doubts", look="multiline"),
        ask("text", "asked_third", "向第三方核实的情况", "What third parties said", look="multiline"),
    ],
)

_ALLOWED = "${photos_allowed} = 'yes'"

_EVIDENCE = [
    ask(
        "select_one yes_no",
        "photos_allowed",
        "店主同意拍照、录音",
        "The owner allows photos and sound",
        needed=True,
        hint=(
            "须有照片授权在册，否则不能完成",
            "An authorisation for photos must be on record, or the survey cannot be finished",
        ),
    ),
    ask(
        "image",
        "photo_front",
        "门头照片",
        "Photo of the front",
        needed=True,
        when=_ALLOWED,
    ),
    ask("image", "photo_inside", "店内照片", "Photo inside", needed=True, when=_ALLOWED),
    ask("image", "photo_stock", "存货照片", "Photo of the stock", when=_ALLOWED),
    ask("image", "photo_papers", "单据照片", "Photo of papers", when=_ALLOWED),
    some(
        "more_photos",
        "还有其他照片",
        "More photos",
        rows_of(
            "more_photo",
            "更多照片",
            "More photos",
            [
                ask("text", "more_what", "内容", "What it shows", needed=True),
                ask("image", "more_image", "照片", "Photo", needed=True),
            ],
        ),
        when=_ALLOWED,
    ),
    ask("audio", "audio_note", "录音说明", "Audio note", when=_ALLOWED),
    ask("barcode", "waybill", "抽查的快递单号", "A waybill looked at"),
    ask(
        "image",
        "owner_signature",
        "店主签名",
        "The owner's signature",
        look="signature",
        needed=True,
        when=_ALLOWED,
    ),
]

_POWER_BILL = ask("image", "photo_power", "电费单照片", "Photo of the power bill", when=_ALLOWED)


def _evidence(*more: Row) -> list[Row]:
    return section("evidence", "凭证", "Evidence", [*_EVIDENCE, *more])


EVIDENCE = _evidence()
EVIDENCE_OF_A_MAKER = _evidence(_POWER_BILL)

OPINION = section(
    "advice",
    "调研意见",
    "Opinion",
    [
        ask("select_one verdicts", "verdict", "是否建议授信", "Is credit advised", needed=True),
        money(
            "advised_amount", "建议金额（元）", "Advised amount, yuan", needed=True, when="${verdict} = 'yes'"
        ),
        count(
            "advised_months",
            "建议期限（月）",
            "Advised months",
            needed=True,
            when="${verdict} = 'yes'",
            rule=". >= 1 and . <= 36",
            says=("1 至 36 个月", "From 1 to 36 months"),
        ),
        ask(
            "text",
            "opinion",
            "意见与理由",
            "Opinion and reasons",
            needed=True,
            look="multiline",
            part="opinion",
            rule="string-length(normalize-space(.)) >= 10",
            says=("至少写十个字", "At least ten characters"),
        ),
        ask("text", "risks", "主要风险", "Main risks", look="multiline"),
        ask("text", "conditions", "放款条件或贷后关注", "Conditions, or what to watch", look="multiline"),
        kept("finished_day", "today()"),
    ],
)
