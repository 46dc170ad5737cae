"""The dictionary's rows for what a visit measured, and for how well the figures agree with each other.

The newest visit of the last 365 days counts, each figure by the best basis it was given on that visit:
documented before counted before stated. A figure that the visit did not take stays missing.
"""

from __future__ import annotations

from functools import partial

from workstation.domain.evidence import EvidenceDomain
from workstation.features.feature import Direction, Family, Feature, Unit

_FREE, _RAISES, _LOWERS = Direction.FREE, Direction.RAISES_RISK, Direction.LOWERS_RISK
_survey = partial(Feature.row, Family.SURVEY, EvidenceDomain.FINANCIALS)
_ROADS = "Three roads to sales, after the IPC method of lending to small firms"

SURVEY_FEATURES: tuple[Feature, ...] = (
    _survey("figures", Unit.COUNT, 0, _LOWERS, "调查数据项数", "Figures of the visit",
            "所取调查中不同数据项的个数", "Distinct figures of the visit that counts"),
    _survey("days_since", Unit.DAYS, 0, _RAISES, "距调查天数", "Days since the visit",
            "评估日与调查日相隔的天数", "Days between the visit and the assessment"),
    _survey("proven_share", Unit.SHARE, 4, _LOWERS, "有凭据的占比", "Share counted or documented",
            "数据项中经清点或有单据的比例",
            "Figures that were counted or documented over all figures of the visit"),
    _survey("sales_month", Unit.YUAN, 2, _LOWERS, "调查月销售", "Sales a month, visit",
            "调查所得月销售额", "Sales of a month by the visit"),
    _survey("gross_margin", Unit.SHARE, 4, _LOWERS, "调查毛利率", "Gross margin, visit",
            "调查所得毛利率,限于 −1 至 1", "Gross margin by the visit, held between −1 and 1"),
    _survey("free_cash_share", Unit.CHANGE, 4, _LOWERS, "月结余占销售", "What a month leaves",
            "(销售×毛利率 − 工资 − 租金 − 电费 − 家庭支出)÷销售,限于 −2 至 1;销售与毛利率必须有",
            "(Sales × margin − wages − rent − power − household) ÷ sales, held between −2 and 1; needs "
            "sales and margin"),
    _survey("cash_months", Unit.RATIO, 4, _LOWERS, "现金可用月数", "Months of cash",
            "现金÷(工资+租金+电费+家庭支出),上限 24",
            "Cash over a month's wages, rent, power and household, at most 24"),
    _survey("debt_months", Unit.RATIO, 4, _RAISES, "负债相当月销售", "Debts in months of sales",
            "全部负债÷月销售,上限 60", "All debts over sales of a month, at most 60"),
    _survey("receivable_months", Unit.RATIO, 4, _RAISES, "应收相当月销售", "Receivables in months",
            "应收款÷月销售,上限 24", "Receivables over sales of a month, at most 24"),
    _survey("payable_months", Unit.RATIO, 4, _RAISES, "应付相当月进货", "Payables in months",
            "应付款÷月进货,上限 24", "Payables over purchases of a month, at most 24"),
    _survey("stock_months", Unit.RATIO, 4, _RAISES, "存货相当月进货", "Stock in months",
            "存货÷月进货,上限 24", "Stock over purchases of a month, at most 24"),
    _survey("orders_months", Unit.RATIO, 4, _LOWERS, "在手订单月数", "Orders on hand in months",
            "在手订单÷月销售,上限 24", "Orders on hand over sales of a month, at most 24"),
    _survey("running_share", Unit.SHARE, 4, _LOWERS, "开机率", "Machines running",
            "运转机器÷机器总数,限于 0 至 1", "Machines running over machines, held to 0–1"),
    _survey("months_trading", Unit.MONTHS, 1, _LOWERS, "调查经营时长", "Time trading, visit",
            "调查所得经营月数", "Months in trade by the visit"),
    _survey("margin_apart", Unit.SHARE, 4, _FREE, "毛利率出入", "Margins apart",
            "调查毛利率与(1 − 进货÷销售)之差的绝对值,上限 2",
            "Absolute difference of the stated margin and 1 − purchases ÷ sales, at most 2", _ROADS),
    _survey("sales_over_seen", Unit.RATIO, 4, _FREE, "调查销售与可见销售", "Visit over ledgers",
            "调查月销售÷近 90 天可见月均销售的自然对数,限于 −3 至 3",
            "Natural logarithm of the visit's monthly sales over the mean month of the last 90 days in the "
            "ledgers, held between −3 and 3", _ROADS),
    _survey("sales_over_parcels", Unit.RATIO, 4, _FREE, "调查销售与包裹", "Visit over parcels",
            "调查月销售÷(每日包裹×30×客单价中位数)的自然对数,限于 −3 至 3;需订单",
            "Natural logarithm of the visit's monthly sales over parcels a day × 30 × median order value, "
            "held between −3 and 3; needs orders", _ROADS),
    _survey("bought_over_seen", Unit.RATIO, 4, _FREE, "调查进货与可见进货", "Purchases over invoices",
            "调查月进货÷近 90 天进项月均净额的自然对数,限于 −3 至 3",
            "Natural logarithm of the visit's monthly purchases over the mean month of purchase invoices "
            "of the last 90 days, held between −3 and 3", _ROADS),
    _survey("power_of_sales", Unit.SHARE, 4, _FREE, "电费占销售", "Power over sales",
            "月电费÷月销售,上限 1", "Power bill of a month over its sales, at most 1", _ROADS),
    _survey("wages_of_sales", Unit.SHARE, 4, _FREE, "工资占销售", "Wages over sales",
            "月工资÷月销售,上限 2", "Wages of a month over its sales, at most 2", _ROADS),
    _survey("sales_per_head", Unit.YUAN, 2, _FREE, "人均月销售", "Sales a head",
            "月销售÷员工数", "Sales of a month over staff", _ROADS),
)  # fmt: skip
