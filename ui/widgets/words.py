"""The screens' words for codes that files hold: kinds, roles, methods, outcomes. Those that papers
print too are in `workstation.domain.words`.

Goes in: a code. Comes out: its name in the language in force; a code nobody has named yet is shown as it
is, with spaces for its underscores, so that nothing is hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ui.translation import said
from ui.widgets.badge import Mark
from workstation.domain import words
from workstation.domain.lending import Outcome
from workstation.domain.text import Bilingual
from workstation.domain.words import Words

if TYPE_CHECKING:
    from workstation.lending import Product

SHOP_KINDS: Words = {
    "reseller": Bilingual("进货卖货型", "Buys and resells"),
    "workshop": Bilingual("前店后厂型", "Shop with workshop"),
    "exporter": Bilingual("出口型", "Exporter"),
    "manufacturer": Bilingual("单纯生产型", "Manufacturer"),
    "unknown": Bilingual("店铺类型未知", "Kind of shop unknown"),
}

APPLICANT_KINDS: Words = {"person": Bilingual("个人", "Person"), "firm": Bilingual("企业", "Firm")}

INVITATION_STEPS: Words = {
    "invited": Bilingual("邀请借款", "Invited to borrow"),
    "contacted": Bilingual("已联系", "Contacted"),
    "taken": Bilingual("愿意申请", "Wants to borrow"),
    "refused": Bilingual("不需要", "Does not need it"),
}

COMPLAINT_KINDS: Words = {
    "decision": Bilingual("审批结果", "The decision"),
    "terms": Bilingual("额度、价格或期限", "Amount, price or term"),
    "waiting": Bilingual("等待时间", "Waiting"),
    "papers": Bilingual("所要资料", "Papers asked for"),
    "conduct": Bilingual("服务态度", "How they were treated"),
    "collection": Bilingual("催收", "Collection"),
    "data": Bilingual("个人信息", "Personal data"),
    "other": Bilingual("其他", "Something else"),
}

SURVEY_STANDINGS: Words = {
    "to_review": Bilingual("待复核", "To be reviewed"),
    "accepted": Bilingual("已接受", "Accepted"),
    "asked_again": Bilingual("须重做", "Asked again"),
    "rejected": Bilingual("已否决", "Rejected"),
    "corrected": Bilingual("已更正", "Corrected by another"),
}

COMPLAINT_STEPS: Words = {
    "made": Bilingual("投诉", "Complaint"),
    "upheld": Bilingual("投诉成立", "Complaint upheld"),
    "rejected": Bilingual("投诉不成立", "Complaint not upheld"),
}

ROLES: Words = {
    "officer": Bilingual("信贷员", "Loan officer"),
    "supervisor": Bilingual("主管", "Supervisor"),
    "committee": Bilingual("贷审会", "Credit committee"),
    "nobody": Bilingual("无人", "Nobody"),
}

METHODS: Words = {
    "equal-instalment": Bilingual("等额本息", "Equal instalments"),
    "equal-principal": Bilingual("等额本金", "Equal principal"),
    "bullet": Bilingual("先息后本", "Interest first, principal at the end"),
    "single-payment": Bilingual("一次还本付息", "One payment at the end"),
    "on-demand": Bilingual("随借随还", "On demand, by the day"),
    "share-of-sales": Bilingual("按销售额还款", "Share of sales"),
    "order": Bilingual("随订单确认还款", "As orders are confirmed"),
}

SCOPES: Words = {
    "data": Bilingual("经营数据", "trading data"),
    "bureau": Bilingual("征信查询", "bureau enquiry"),
    "photos": Bilingual("拍照留存", "photographs"),
    "referral": Bilingual("转介银行", "referral to a bank"),
}

IDENTITY_ITEMS: Words = {
    "id_card": Bilingual("身份证核验", "Identity card"),
    "face": Bilingual("本人面签", "Met in person"),
    "business_licence": Bilingual("营业执照", "Business licence"),
    "bank_account": Bilingual("收款账户", "Bank account"),
    "shop_ownership": Bilingual("店铺归属", "Ownership of the shop"),
    "phone": Bilingual("手机号实名", "Phone in own name"),
    "address": Bilingual("经营或居住地址", "Address"),
    "spouse": Bilingual("配偶身份", "Identity of the spouse"),
    "guarantor": Bilingual("担保人身份", "Identity of the guarantor"),
}

LISTINGS: Words = {
    "dishonest_debtor": Bilingual("失信被执行人", "Listed as a dishonest debtor"),
    "sanctioned": Bilingual("制裁名单", "On a sanctions list"),
    "fraud_confirmed": Bilingual("已确认欺诈", "Confirmed fraud"),
}

MODELS: Words = {
    "pd_shop": Bilingual("店铺违约概率模型", "Default model for shops"),
    "pd_invoice": Bilingual("开票企业违约概率", "Default of a firm seen by its invoices"),
    "pd_retail": Bilingual("零售卖家违约概率", "Default of a retail seller"),
    "pd_wholesale": Bilingual("批发商违约概率", "Default of a wholesale member"),
    "pd_export": Bilingual("出口企业违约概率", "Default of an exporter"),
    "pd_manufacturing": Bilingual(
        "生产企业违约概率（以调查为主）", "Default of a manufacturer, led by a visit"
    ),
    "order_confirmation": Bilingual("订单退款或纠纷概率", "A shipped order comes back"),
    "lgd": Bilingual("违约损失率", "Loss given default"),
    "early_warning": Bilingual("贷后预警", "Early warning on a running loan"),
    "brushing": Bilingual("刷单嫌疑", "Suspicion of fake orders"),
    "sales_forecast": Bilingual("下季销售预测", "Sales of the next quarter"),
    "sales_month": Bilingual("下月销售预测", "Sales of the next month"),
    "need_month": Bilingual("一月内资金需求", "Short of money within a month"),
    "need_quarter": Bilingual("一季内资金需求", "Short of money within a quarter"),
    "sell_through": Bilingual("滞销率", "Share of stock left unsold"),
    "survey_consistency": Bilingual("调查数据失实", "Misstated figures of a visit"),
    "limit_inputs": Bilingual("额度输入：淡月回款", "For the limit: a weak month"),
    "price_inputs": Bilingual("定价输入：提前还款", "For the price: prepaid share"),
    "macro": Bilingual("宏观与行业调整", "Economy and trade adjustment"),
}

MODEL_ROLES: Words = {
    "pd": Bilingual("违约", "Default"),
    "order": Bilingual("订单", "Orders"),
    "lgd": Bilingual("损失", "Loss"),
    "warning": Bilingual("预警", "Warning"),
    "brushing": Bilingual("刷单", "Fake trade"),
    "forecast": Bilingual("预测", "Forecast"),
    "need": Bilingual("资金需求", "Need of money"),
    "sell_through": Bilingual("动销", "Sell-through"),
    "survey": Bilingual("调查", "Visit"),
    "limit": Bilingual("额度", "Limit"),
    "price": Bilingual("价格", "Price"),
    "macro": Bilingual("环境", "Economy"),
}

STATUSES: Words = {
    "placed": Bilingual("已下单", "Placed"),
    "paid": Bilingual("已付款", "Paid"),
    "shipped": Bilingual("已发货", "Shipped"),
    "confirmed": Bilingual("已确认", "Confirmed"),
    "refunded": Bilingual("已退款", "Refunded"),
    "disputed": Bilingual("有纠纷", "Disputed"),
    "cancelled": Bilingual("已取消", "Cancelled"),
    "valid": Bilingual("有效", "Valid"),
    "void": Bilingual("作废", "Void"),
    "sale": Bilingual("销项", "Sale"),
    "purchase": Bilingual("进项", "Purchase"),
    "delivered": Bilingual("已到货", "Delivered"),
    "waybill": Bilingual("运单", "Waybill"),
    "warehouse_receipt": Bilingual("仓单", "Warehouse receipt"),
    "held": Bilingual("在库", "Held"),
    "in_transit": Bilingual("在途", "In transit"),
    "released": Bilingual("已放货", "Released"),
    "bank": Bilingual("银行", "Bank"),
    "platform": Bilingual("平台", "Platform"),
    "settlement": Bilingual("结算", "Settlement"),
    "stated": Bilingual("自述", "Stated"),
    "counted": Bilingual("清点", "Counted"),
    "documented": Bilingual("有凭证", "Documented"),
    **words.VISIT_FIGURES,
}

_OUTCOMES: dict[Outcome, tuple[Bilingual, str, str]] = {
    Outcome.APPROVE: (Bilingual("批准", "Approve"), "good", "check-circle"),
    Outcome.COUNTER: (Bilingual("还价", "Counter-offer"), "accent", "scales"),
    Outcome.REFER: (Bilingual("转交", "Refer"), "warn", "arrow-up-right"),
    Outcome.DECLINE: (Bilingual("拒绝", "Decline"), "bad", "x-circle"),
}


def product_names(products: Mapping[str, Product]) -> Words:
    """The products' names as their files give them."""
    return {code: product.name.fill() for code, product in products.items()}


def named(names: Words, code: str) -> str:
    """The name of `code` in the language in force, else the code with spaces for underscores."""
    return said(words.named(names, code))


def outcome_mark(outcome: Outcome) -> Mark:
    """The badge of an outcome: its word, its symbol, its tone."""
    name, tone, symbol = _OUTCOMES[outcome]
    return Mark(said(name), tone, symbol)


def outcome_name(outcome: Outcome) -> str:
    return said(_OUTCOMES[outcome][0])


def paper_name(kind: str) -> str:
    """The title of a paper by its kind, as it stands on the paper itself."""
    from workstation.letters import PAPERS

    return said(PAPERS[kind].title) if kind in PAPERS else kind.replace("_", " ")
