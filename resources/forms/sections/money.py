"""What is owed and owned: receivables, payables, cash, assets, debts, profit and loss, household, equity."""

from __future__ import annotations

from resources.forms.sections.rows import (
    AMOUNT,
    EITHER_WAY,
    Row,
    ask,
    count,
    from_file,
    kept,
    money,
    proven,
    rows_of,
    section,
    share,
    shown,
    some,
    told,
)

OWING = section(
    "owing",
    "应收与应付",
    "Receivables and payables",
    [
        proven(
            money("receivables", "应收款（元）", "Receivables, yuan", needed=True, part="receivables.stated"),
            "receivables",
        ),
        money(
            "credit_month",
            "最近一个月赊销额（元）",
            "Sold on credit last month, yuan",
            part="receivables.sales_month",
        ),
        money(
            "credit_before",
            "再上一个月赊销额（元）",
            "The month before, yuan",
            part="receivables.sales_last_month",
        ),
        share(
            "open_this",
            "月末未收比例：当月",
            "Still open at month's end: of that month",
            part="receivables.open_share",
        ),
        share(
            "open_before",
            "月末未收比例：上月",
            "Still open at month's end: of the month before",
            part="receivables.open_share_last",
        ),
        shown(
            "receivables_expected",
            "按账期推算（元）",
            "By the terms, yuan",
            "round(${credit_month} * ${open_this} + ${credit_before} * ${open_before}, 2)",
            hint=(
                "当月赊销×当月未收＋上月赊销×上月未收",
                "Each month's credit sales × what is still open of it",
            ),
        ),
        money(
            "bad_debts",
            "其中收不回的（元）",
            "Of them lost, yuan",
            rule=". >= 0 and . <= ${receivables}",
            says=("不能为负，也不能多于应收款", "Not below zero, nor more than the receivables"),
        ),
        money("platform_pending", "平台待结算（元）", "Still with the platforms, yuan"),
        money("prepaid", "预付货款、押金（元）", "Paid in advance, deposits, yuan", start="0"),
        proven(money("payables", "应付款（元）", "Payables, yuan", needed=True), "payables"),
        money("advances", "预收客户款（元）", "Received in advance, yuan", start="0"),
    ],
)

CASH = section(
    "cash",
    "现金与账户",
    "Cash and accounts",
    [
        rows_of(
            "account",
            "账户",
            "Accounts",
            [
                ask("select_one accounts", "account_kind", "账户", "Account", needed=True),
                ask("text", "account_last", "后四位", "Last four"),
                money("account_balance", "余额（元）", "Balance, yuan", needed=True),
                money("account_inflow", "近 30 天货款收入（元）", "Takings of 30 days, yuan"),
                ask("select_one yes_no", "account_shown", "当场看到", "Seen", needed=True),
            ],
        ),
        money(
            "cash_counted",
            "现场现金（元）",
            "Cash counted, yuan",
            needed=True,
            hint=("没有填 0", "0 where there is none"),
        ),
        shown(
            "cash_all",
            "现金及存款合计（元）",
            "Cash and deposits, yuan",
            "if(${cash_counted} != '', round(sum(${account_balance}) + ${cash_counted}, 2), '')",
            hint=("各账户余额＋现场现金", "Balances + cash counted"),
        ),
        kept(
            "cash_seen",
            "if(count(${account}) > 0 and count(/*/cash/account[account_shown = 'yes']) = count(${account}), ${cash_all}, '')",
            figure="cash",
            basis="documented",
        ),
        kept(
            "cash_said",
            "if(count(${account}) = 0 or count(/*/cash/account[account_shown = 'no']) > 0, ${cash_all}, '')",
            figure="cash",
            basis="stated",
        ),
        shown(
            "inflow",
            "近 30 天货款收入合计（元）",
            "Takings of 30 days, yuan",
            "if(count-non-empty(${account_inflow}) > 0, sum(${account_inflow}), '')",
            part="inflow.month",
        ),
    ],
)

_ASSETS = [
    some(
        "has_assets",
        "有固定资产",
        "Has fixed assets",
        rows_of(
            "asset",
            "资产",
            "Assets",
            [
                ask("select_one assets", "asset_kind", "种类", "Kind", needed=True),
                ask("text", "asset_what", "说明", "What it is"),
                money("asset_worth", "现值（元）", "Worth today, yuan", needed=True),
                ask("select_one owners", "asset_owner", "所有人", "Whose", needed=True),
                ask("select_one yes_no", "asset_pledged", "已抵押", "Pledged", needed=True),
                ask("select_one yes_no", "asset_paper", "产权证已看", "Title seen", needed=True),
            ],
        ),
    ),
    shown(
        "assets_own",
        "本人及配偶资产（元）",
        "Of owner and spouse, yuan",
        "sum(/*/assets/asset[asset_owner != 'others']/asset_worth)",
        hint=("他人所有的不计", "Others' left out"),
    ),
]

DEBTS = section(
    "debts",
    "负债与担保",
    "Debts and guarantees",
    [
        told(
            "debts_hint",
            "请问清民间借款、亲友借款、信用卡、花呗与分期。",
            "Ask for private loans, family, cards and instalments too.",
        ),
        from_file("known_loans", "已知借款（档案，元）", "Loans known, by the file, yuan", "loans"),
        some(
            "has_debts",
            "有负债",
            "Has debts",
            rows_of(
                "debt",
                "借款",
                "Debts",
                [
                    ask("select_one lenders", "debt_lender", "出借人", "Lender", needed=True),
                    money("debt_left", "余额（元）", "Still owed, yuan", needed=True),
                    money("debt_month", "月还款（元）", "Paid a month, yuan"),
                    ask("date", "debt_due", "到期日", "Ends on"),
                    ask("select_one yes_no", "debt_late", "有逾期", "Past due", needed=True),
                    ask("select_one yes_no", "debt_paper", "合同或账单已看", "Paper seen", needed=True),
                ],
            ),
        ),
        shown(
            "debts_all",
            "负债合计（元）",
            "Debts in all, yuan",
            "if(${has_debts} = 'yes', sum(${debt_left}), if(${has_debts} = 'no', 0, ''))",
        ),
        kept(
            "debts_seen",
            "if(${has_debts} = 'yes' and count(/*/debts/debt[debt_paper = 'yes']) = count(${debt}), ${debts_all}, '')",
            figure="debts",
            basis="documented",
        ),
        kept(
            "debts_said",
            "if(${has_debts} = 'no' or count(/*/debts/debt[debt_paper = 'no']) > 0, ${debts_all}, '')",
            figure="debts",
            basis="stated",
        ),
        shown("debts_month", "每月还款合计（元）", "Paid a month in all, yuan", "sum(${debt_month})"),
        some(
            "has_guarantees",
            "有对外担保",
            "Has given guarantees",
            rows_of(
                "guarantee",
                "对外担保",
                "Guarantees given",
                [
                    ask("text", "guarantee_for", "被担保人", "For whom", needed=True),
                    money("guarantee_amount", "金额（元）", "Amount, yuan", needed=True),
                    ask("select_one yes_no", "guarantee_called", "已代偿", "Called on", needed=True),
                ],
            ),
        ),
        ask("select_one yes_no", "lawsuit", "有诉讼或被执行", "Lawsuits or enforcement", needed=True),
    ],
)


_NONE = ("没有填 0", "0 where there is none")


def profit(*, machines: bool, parcels: bool) -> list[Row]:
    """What was asked elsewhere is taken from there: rent, wages, the power bill, packaging."""
    power = (
        shown("p_power", "电费（元）", "Power, yuan", "coalesce(${power_month}, 0)")
        if machines
        else money("p_power", "水电（元）", "Power and water, yuan", needed=True, hint=_NONE)
    )
    costs = [
        shown("p_wages", "工资（元）", "Wages, yuan", "coalesce(${wages_month}, 0)"),
        shown("p_rent", "租金（元）", "Rent, yuan", "coalesce(${rent_month}, 0)"),
        power,
        *(
            [shown("p_packaging", "包材（元）", "Packaging, yuan", "coalesce(${packaging}, 0)")]
            if parcels
            else []
        ),
        money("p_freight", "快递与运费（元）", "Freight, yuan", needed=True, hint=_NONE),
        money("p_ads", "推广（元）", "Advertising, yuan", needed=True, hint=_NONE),
        money("p_platform", "平台佣金与服务费（元）", "Platform fees, yuan", needed=True, hint=_NONE),
        money("p_tax", "税（元）", "Taxes, yuan", needed=True, hint=_NONE),
        money("p_interest", "利息（元）", "Interest, yuan", needed=True, hint=_NONE),
        money("p_other", "其他（元）", "Other costs, yuan", needed=True, hint=_NONE),
    ]
    left = " - ".join(f"${{{row['name']}}}" for row in costs)
    rows = [
        shown("p_sales", "销售（元）", "Sales, yuan", "${sales_month}"),
        shown("p_goods", "售出货物成本（元）", "Cost of goods sold, yuan", "round(${sales_month} * (1 - ${margin}), 2)",
              hint=("销售×（1－毛利率）", "Sales × (1 − margin)")),
        *costs,
        shown("p_profit", "月利润（元）", "Profit of a month, yuan", f"round(${{p_sales}} - ${{p_goods}} - {left}, 2)",
              hint=("销售减以上各项成本", "Sales less all costs above")),
        money("p_best", "旺季月利润（元）", "Profit of a month in season, yuan", rule=EITHER_WAY),
        money("p_worst", "淡季月利润（元）", "Profit of a slack month, yuan", rule=EITHER_WAY),
    ]  # fmt: skip
    return section("profit", "月度损益", "Profit and loss of a month", rows)


HOUSEHOLD = section(
    "household",
    "家庭",
    "Household",
    [
        count("household_people", "家庭人口", "People in the household", needed=True),
        proven(
            money("household_month", "家庭月支出（元）", "Household spending a month, yuan", needed=True),
            "household_month",
        ),
        money("other_income", "其他家庭月收入（元）", "Other income a month, yuan", needed=True, start="0"),
        money(
            "big_spending",
            "近一年大额支出（元）",
            "Large spending of a year, yuan",
            start="0",
            hint=("婚丧、医疗、购房购车、出借", "Weddings, illness, house or car, money lent"),
        ),
        ask("text", "big_what", "大额支出说明", "What it was", when="${big_spending} > 0", needed=True),
        shown(
            "disposable",
            "月可支配收入（元）",
            "Disposable income a month, yuan",
            "round(${p_profit} + ${other_income} - ${household_month}, 2)",
            hint=("月利润＋其他收入－家庭支出", "Profit + other income − household"),
            part="equity.disposable",
        ),
    ],
)


def assets(*, machines: bool) -> list[Row]:
    listed = told(
        "assets_hint", "“设备与生产”中已列的设备不再列入。", "Leave out the machines that are listed already."
    )
    return section("assets", "固定资产", "Fixed assets", [*([listed] if machines else []), *_ASSETS])


def equity(*, machines: bool, exports: bool) -> list[Row]:
    """Household spending is taken off once: it is no part of the drawings. There is no actual equity before
    everything that must be asked for it was asked."""
    owned = ["${stock_worth}", "${receivables}", "coalesce(${platform_pending}, 0)", "coalesce(${prepaid}, 0)",
             "${cash_all}", "${assets_own}"]  # fmt: skip
    zh, en = "", ""
    if machines:
        owned, zh, en = [*owned, "${machines_worth}"], "＋设备", " + machines"
    if exports:
        owned, zh, en = [*owned, "${tax_refund}"], f"{zh}＋待退税", f"{en} + tax refunds"
    owed = ["coalesce(${bad_debts}, 0)", "${payables}", "coalesce(${advances}, 0)", "${debts_all}"]
    actual = " - ".join([" + ".join(owned), *owed])
    return section("equity", "权益检验", "Equity test", [
        told("equity_hint", "从一个记得清家底的日子算起，看这些年的利润去了哪里。",
             "Begin on a day whose equity the owner remembers, and see where the profit since has gone."),
        ask("date", "equity_from", "起点日期", "Beginning on", needed=True, rule=". < ${visit_day}",
            says=("须早于走访日期", "Before the day of the visit")),
        kept("equity_months", "if(${equity_from} != '', round((decimal-date-time(${visit_day})"
             " - decimal-date-time(${equity_from})) div 30.4375, 2), '')", part="equity.months"),
        money("equity_opening", "当时的权益（元）", "Equity then, yuan", needed=True, part="equity.opening",
              rule=EITHER_WAY, says=AMOUNT),
        money("equity_profit", "期间利润合计（元）", "Profit since, yuan", needed=True, part="equity.profit",
              rule=EITHER_WAY, says=AMOUNT),
        money("equity_in", "期间投入（元）", "Put in since, yuan", needed=True, part="equity.injections",
              hint=("家人出资、卖房款等；没有填 0", "From family, a house sold; 0 where there is none")),
        money("equity_out", "期间取出、大额支出（元，不含家庭日常）", "Taken out, large spending, without the household, yuan",
              needed=True, part="equity.drawings", hint=_NONE),
        shown("household_since", "家庭支出推算（元）", "Household spending, reckoned, yuan",
              "round(${household_month} * ${equity_months}, 2)",
              hint=("家庭月支出×月数", "Household spending a month × months since")),
        money("equity_household", "期间家庭支出合计（元）", "Household spending since, yuan", needed=True,
              part="equity.household"),
        money("equity_revalued", "资产增值或减值（元，减值填负数）", "Revaluation, yuan, below zero for a loss", needed=True,
              start="0", part="equity.revaluation", rule=EITHER_WAY, says=AMOUNT),
        shown("equity_expected", "应有权益（元）", "Expected equity, yuan",
              "round(${equity_opening} + ${equity_profit} + ${equity_in} - ${equity_out} - ${equity_household}"
              " + ${equity_revalued}, 2)",
              hint=("起点＋利润＋投入－取出－家庭支出±增减值",
                    "Opening + profit + put in − taken out − household ± revaluation")),
        shown("equity_actual", "实有权益（元）", "Actual equity, yuan", f"round({actual}, 2)", part="equity.actual",
              hint=(f"存货＋应收－坏账＋待结算＋预付＋现金＋资产{zh}－应付－预收－负债",
                    f"Stock + receivables − lost + pending + prepaid + cash + assets{en} − payables − advances − debts")),
    ])  # fmt: skip
