"""The fixed words of the papers, in both languages, as tables.

Chinese comes first on the paper; English stands beside or under it. No word here belongs to one lender: those
are in the lender's profile.
"""

from __future__ import annotations

from workstation.domain.lending import DayCount, RepaymentMethod
from workstation.domain.text import Bilingual

WORDS: dict[str, Bilingual] = {
    "number": Bilingual("编号", "Number"),
    "issued_on": Bilingual("签发日期", "Date of issue"),
    "accept_by": Bilingual("接受截止", "To be accepted by"),
    "valid_until": Bilingual("有效期至", "Valid until"),
    "to": Bilingual("致", "To"),
    "firm": Bilingual("正式", "FIRM"),
    "provisional": Bilingual("暂定", "PROVISIONAL"),
    "amount": Bilingual("授信金额", "Amount approved"),
    "yearly_rate": Bilingual("年利率", "Yearly rate"),
    "all_in": Bilingual("综合融资成本", "All-in annual cost"),
    "terms": Bilingual("授信要素", "Terms"),
    "product": Bilingual("产品", "Product"),
    "purpose": Bilingual("用途", "Purpose"),
    "tenor": Bilingual("期限", "Tenor"),
    "method": Bilingual("还款方式", "Repayment"),
    "counting": Bilingual("计息方式", "How interest is counted"),
    "day_count": Bilingual("日计数", "Day count"),
    "draw": Bilingual("假定放款日", "Draw date assumed"),
    "drawn": Bilingual("放款日", "Drawn on"),
    "charges": Bilingual("全部费用", "All charges"),
    "item": Bilingual("项目", "Item"),
    "collector": Bilingual("收取方", "Collected by"),
    "when": Bilingual("收取方式", "How and when"),
    "sum": Bilingual("金额（元）", "Amount, yuan"),
    "interest_row": Bilingual("利息", "Interest"),
    "fixed_fee_row": Bilingual("固定费用", "Fixed fee"),
    "upfront_row": Bilingual("一次性手续费", "Up-front fee"),
    "period_row": Bilingual("每期费用", "Fee per instalment"),
    "with_instalments": Bilingual("随每期还款支付", "With each instalment"),
    "with_sales": Bilingual("随每日销售回款支付", "With each day's share of sales"),
    "at_draw": Bilingual("放款日一次支付", "Once, on the draw date"),
    "not_charged": Bilingual("不收取", "Not charged"),
    "lender": Bilingual("贷款人", "The lender"),
    "total": Bilingual("合计", "Total"),
    "schedule": Bilingual("还款计划", "Repayment schedule"),
    "period": Bilingual("期次", "No."),
    "due": Bilingual("还款日", "Due"),
    "principal": Bilingual("本金", "Principal"),
    "interest": Bilingual("利息", "Interest"),
    "fee": Bilingual("费用", "Fees"),
    "payment": Bilingual("应还合计", "Payment"),
    "balance": Bilingual("剩余本金", "Balance"),
    "draw_row": Bilingual("放款", "Draw"),
    "conditions": Bilingual("放款条件", "Before money is paid out"),
    "recall_events": Bilingual("可撤回授信的情形", "What lets us withdraw the credit"),
    "decision": Bilingual("决定", "Decision"),
    "rights": Bilingual("贵方的权利", "Your rights"),
    "decided_by": Bilingual("决定人", "Decided by"),
    "authority": Bilingual("授权依据", "Authority"),
    "signatures": Bilingual("签署", "Signatures, in acceptance of these terms"),
    "signs_lender": Bilingual("贷款人（盖章）", "Lender, seal"),
    "signs_borrower": Bilingual("借款人（签字／盖章）", "Borrower, signature or seal"),
    "signed_on": Bilingual("日期", "Date"),
    "verify": Bilingual("真伪核验", "Is this paper genuine?"),
    "code": Bilingual("核验码", "Verification code"),
    "hash": Bilingual("内容哈希", "Content SHA-256"),
}

OPENING = Bilingual(
    "经审查，贵方的授信申请已获批准，主要条件如下。各项金额均为人民币。",
    "Your application for credit has been approved on these terms. All amounts are in renminbi (CNY).",
)
PROVISIONAL = Bilingual(
    "本通知书为暂定，不构成承诺。经贷款人系统确认后，将以新编号签发正式通知书。",
    "Provisional: this letter is not a commitment. Once the lender's system confirms it, a firm letter with "
    "a new number follows.",
)
FIRM = Bilingual(
    "本通知书为正式批准。须在接受截止日前书面接受，逾期自动失效。",
    "This letter is a firm approval. It lapses unless it is accepted in writing by the date stated above.",
)
REPLACES = Bilingual("本文件取代编号 {number}。", "This paper replaces number {number}.")
NOTHING_ELSE = Bilingual(
    "按约还款时，不收取上列以外的任何费用。综合融资成本为贵方实际收付现金流的内部收益率。",
    "If you pay as agreed, nothing beyond this list is charged. The all-in cost is the internal rate of "
    "return of all that you receive and pay.",
)
SCHEDULE_NOTE = Bilingual(
    "本表假定于 {day} 一次性全额放款；实际还款计划以放款时的借据为准。",
    "The schedule assumes that the whole amount is drawn on {day}; the definitive one is fixed at the draw.",
)
SALES_NOTE = Bilingual(
    "约定的是每日销售额的还款比例与固定费用；日期与金额按预计销售额列示，每日约 ¥{daily}，约 {days} 日还清。"
    "销售快于预计则提前还清，费用不变，折合年化成本升高；慢于预计则相反。",
    "Agreed are the share of each day's sales and the fixed fee; dates and amounts are those of expected "
    "sales, about ¥{daily} a day for about {days} days. Better sales repay it sooner at the same fee, which "
    "is then more a year; slower sales the reverse.",
)
DEFINITIVE_NOTE = Bilingual(
    "借款已于 {day} 放款，本表即为双方确认的还款计划。",
    "The loan was drawn on {day}; this schedule is the one that both sides confirm.",
)
VERIFY = Bilingual(
    "扫描二维码可核验本文件真伪。文件当前是否有效，请以贷款人查询结果为准。",
    "Scan the code to check that this paper was issued as it stands; ask the lender whether it still holds.",
)
COST_MEASURES = Bilingual("实际年化；名义年化 {nominal}", "effective; {nominal} nominal")
PER_DAY = Bilingual("日利率 {rate}", "{rate} per day")
MONTHS = Bilingual("{n}\u00a0个月，自放款日起", "{n} months from the draw date")
RUNNING_NUMBER = "编号 No. {number}"
PAGE = Bilingual("第 {page} 页，共 {pages} 页", "Page {page} of {pages}")

METHODS: dict[RepaymentMethod, Bilingual] = {
    RepaymentMethod.EQUAL_INSTALMENT: Bilingual("等额本息，按月还款", "Equal monthly instalments"),
    RepaymentMethod.EQUAL_PRINCIPAL: Bilingual("等额本金，按月还款", "Equal principal, monthly"),
    RepaymentMethod.BULLET: Bilingual("按月付息，到期还本", "Interest monthly, principal at maturity"),
    RepaymentMethod.SINGLE_PAYMENT: Bilingual("到期一次还本付息", "Principal and interest at maturity"),
    RepaymentMethod.ON_DEMAND: Bilingual("随借随还，按日计息", "On demand, interest by the day"),
    RepaymentMethod.SHARE_OF_SALES: Bilingual("按每日销售额的比例还款", "A share of each day's sales"),
    RepaymentMethod.ORDER: Bilingual("买家确认收货时自动还款", "Automatically, as buyers confirm"),
}

_ACTUAL_DAYS = Bilingual(
    "按剩余本金逐日计息：剩余本金 × 实际天数 × 年利率 ÷ {year}；放款当日计息，还款当日不计息。",
    "Day by day on the principal owed: principal × actual days × yearly rate ÷ {year}. The draw day counts, "
    "the repayment day does not.",
)


def _actual(year: Bilingual) -> Bilingual:
    return Bilingual(_ACTUAL_DAYS.zh.format(year=year.zh), _ACTUAL_DAYS.en.format(year=year.en))


FIXED_FEE = Bilingual(
    "固定费用在签约时确定，随每日还款按剩余本金分摊，不因销售快慢而增减。",
    "The fixed fee is set when the contract is signed; each day's payment bears its part by what is owed.",
)
COUNTING: dict[DayCount, Bilingual] = {
    DayCount.ACT_360: _actual(Bilingual("360", "360")),
    DayCount.ACT_365F: _actual(Bilingual("365", "365")),
    DayCount.ACT_ACT: _actual(Bilingual("当年实际天数", "the days of that year")),
    DayCount.THIRTY_360: Bilingual(
        "按剩余本金计息：剩余本金 × 天数（每月按 30 天）× 年利率 ÷ 360。",
        "On the principal owed: principal × days (30 to every month) × yearly rate ÷ 360.",
    ),
}

DAY_COUNTS: dict[DayCount, Bilingual] = {
    DayCount.ACT_360: Bilingual("实际天数 / 360", "ACT/360"),
    DayCount.ACT_365F: Bilingual("实际天数 / 365（固定）", "ACT/365 fixed"),
    DayCount.ACT_ACT: Bilingual("实际天数 / 实际天数", "ACT/ACT ISDA"),
    DayCount.THIRTY_360: Bilingual("30 / 360", "30/360 bond basis"),
}
