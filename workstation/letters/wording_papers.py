"""The fixed words of the papers of a credit beside the approval letter, one table for each group.

As in `wording`: Chinese first, English beside or under it, and no word that belongs to one lender.
"""

from __future__ import annotations

from collections.abc import Mapping

from workstation.domain.text import Bilingual


def table(**rows: tuple[str, str]) -> Mapping[str, Bilingual]:
    """Words by name, each as (Chinese, English)."""
    return {name: Bilingual(*words) for name, words in rows.items()}


ANSWERS = table(
    asked=("申请与决定", "Your request and the decision"),
    number=("序号", "No."),
    asked_amount=("申请金额", "Amount asked for"),
    asked_on=("申请日期", "Asked on"),
    asked_months=("申请期限", "Tenor asked for"),
    months=("{n}\u00a0个月", "{n} months"),
    offered=("可提供金额", "Amount offered"),
    reasons=("主要理由", "The principal reasons"),
    reason=("理由", "Reason"),
    remedy=("可以如何改善", "What you can do"),
    counter_opening=(
        "贵方的授信申请已经审查。按申请的条件暂不能批准，但可按下列条件提供授信。各项金额均为人民币。",
        (
            "We have examined your application. We cannot approve it as asked, but can offer credit "
            "on the terms below. All amounts are in renminbi (CNY)."
        ),
    ),
    counter_firm=(
        "本方案须在接受截止日前书面接受，逾期自动失效。",
        "This offer lapses unless it is accepted in writing by the date stated above.",
    ),
    counter_provisional=(
        "本方案为暂定，不构成承诺。经贷款人系统确认后，将以新编号签发正式通知书。",
        (
            "Provisional: this offer is not a commitment. Once the lender's system confirms it, a "
            "firm letter with a new number follows."
        ),
    ),
    decline_opening=(
        "感谢贵方的申请。经审查，本次申请未获批准。主要理由及可以采取的改善办法如下。",
        ("Thank you for applying. We cannot approve the request this time, for these principal reasons."),
    ),
)

BINDING = table(
    lender=("贷款人", "Lender"),
    borrower=("借款人", "Borrower"),
    identity=("证件／统一社会信用代码", "Identity or registration number"),
    address=("住所", "Address"),
    phone=("电话", "Telephone"),
    parties=("合同双方", "The parties"),
    account=("收款及还款账户", "Account for payment and repayment"),
    principal=("借款本金", "Principal"),
    drawn=("实际借款金额", "Amount drawn"),
    drawn_on=("放款日", "Drawn on"),
    contract=("合同编号", "Contract number"),
    note_clauses=("借款人确认", "The borrower confirms"),
    loan=("借款", "The loan"),
    contract_opening=(
        "贷款人与借款人在平等、自愿的基础上，经协商一致，订立本合同。",
        "The lender and the borrower, as equals and of their own free will, agree as follows.",
    ),
    contract_warning=(
        "请在签署前完整阅读本合同，特别是利率、费用、逾期责任和提前到期条款；有疑问请先询问。",
        (
            "Read the whole contract before you sign, above all interest, charges, default and "
            "acceleration; ask first where anything is unclear."
        ),
    ),
    signed_at=("签订地点", "Place of signing"),
    signatures=("签署", "Signatures"),
    signing_part=(
        "（以下为编号 {number} 的《借款合同》签署部分）",
        "(What follows is the signing part of loan contract {number}.)",
    ),
)

COSTS = table(
    opening=(
        "贷款人在签订借款合同前，向借款人逐项明示本笔借款的全部融资成本。各项金额均为人民币。",
        (
            "Before the contract is signed, the lender shows every cost of this credit, item by item."
            " All amounts are in renminbi (CNY)."
        ),
    ),
    nominal=("名义年化成本", "All-in, nominal"),
    effective=("实际年化成本", "All-in, effective"),
    nominal_under=("内部收益率，不计复利", "IRR, not compounded"),
    effective_under=("内部收益率，计复利", "IRR, compounded"),
    normal=("正常还款的全部息费", "Every charge, paid as agreed"),
    yearly=("年化", "A year"),
    early=("提前还款的成本", "What paying early costs"),
    default=("违约时的成本", "What default would cost"),
    occasion=("情形", "Occasion"),
    reckoned=("计收方式", "How it is reckoned"),
    nothing_else=(
        "除上列项目外，贷款人及任何合作方不收取其他任何费用，不从本金中预先扣除利息。",
        (
            "Beyond the items above, neither the lender nor any partner charges anything; no interest"
            " is deducted from the principal in advance."
        ),
    ),
    reckoning=(
        "年化水平按借款人实际收付现金流的内部收益率计算；各项之和等于名义年化综合融资成本。",
        (
            "Annual levels come from the internal rate of return of what the borrower receives and "
            "pays; together they are the nominal all-in cost."
        ),
    ),
    confirm=(
        "借款人确认：已逐项阅读并理解上列内容，贷款人已作说明。",
        "The borrower confirms: I have read and understood each item, and the lender has explained it.",
    ),
    signatures=("签字确认", "Signatures, before the contract is signed"),
    officer=("贷款人经办人（签字）", "For the lender, signature"),
    plan=("预计", "PLANNED"),
    definitive=("确定", "DEFINITIVE"),
    total_paid=("还款总额", "Paid in all"),
    instalments=("共 {n} 期，至 {last}", "{n} instalments, to {last}"),
)

SERVICING = table(
    loan=("借款编号", "Loan number"),
    received=("实收金额", "Amount received"),
    received_on=("到账日期", "Credited on"),
    payer=("付款人", "Paid by"),
    channel=("收款渠道", "Channel"),
    reference=("渠道流水号", "Channel's reference"),
    payment=("付款信息", "The payment"),
    allotted=("入账明细", "What it was set against"),
    item=("项目", "Item"),
    sum=("金额（元）", "Amount, yuan"),
    left=("还款后余额", "Left after this payment"),
    principal_owed=("剩余本金", "Principal owed"),
    total_owed=("剩余应还合计", "Owed in all"),
    receipt_opening=(
        "今收到下列款项，已按约定顺序入账。",
        "We have received this payment and set it against the loan in the agreed order.",
    ),
    overdue=("逾期明细", "What is overdue"),
    penalty=("罚息", "Penalty"),
    days=("逾期天数", "Days late"),
    due_now=("应还合计", "Due now"),
    as_of=("计至 {day}", "reckoned to {day}"),
    pay_by=("请于此日前归还", "Please pay by"),
    daily=("此后每日增加 ¥{daily}", "¥{daily} more each day after"),
    longest=("最长逾期天数", "Days past due"),
    account=("还款账户", "Account for payment"),
    how_to_pay=("还款方式", "How to pay"),
    span=("对账期间", "Period"),
    opening=("期初余额", "Opening balance"),
    closing=("期末余额", "Closing balance"),
    debits=("本期增加", "Added"),
    credits=("本期减少", "Paid"),
    entry_count=("共 {n} 笔", "{n} entries"),
    entries=("账务明细", "Entries"),
    on=("日期", "Date"),
    what=("摘要", "Entry"),
    debit=("增加", "Added"),
    credit=("减少", "Paid"),
    balance=("余额", "Balance"),
    none=("本期无账务发生", "No entries in this period"),
    settled_opening=(
        "兹证明：借款人在贷款人处的下列借款已全部清偿，双方就该笔借款的债权债务关系终止。",
        "We certify that the loan below is repaid in full and that nothing is owed under it any more.",
    ),
    settled_on=("结清日期", "Settled on"),
    granted_on=("放款日期", "Drawn on"),
    interest_paid=("已付利息", "Interest paid"),
    fees_paid=("已付费用", "Charges paid"),
    released=("已解除的担保", "Security released"),
    owed_now=("尚欠金额", "Still owed"),
    settled=("已结清", "SETTLED"),
    in_full=("已全部还清", "repaid in full"),
    notes=("说明", "Please note"),
)
