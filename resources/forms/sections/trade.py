"""Sales by every road, parcels, purchases, stock, and staff."""

from __future__ import annotations

from resources.forms.sections.rows import (
    AMOUNT,
    EITHER_WAY,
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

_STOCK_HINT = (
    "先把金额最高的约 20 种全数清点；其余按总件数随机抽样推算。代销、寄存的货不计入。",
    "Count the twenty or so items worth most in full; draw a random sample of the rest. Consignment goods are left out.",
)

SALES = section(
    "sales",
    "销售",
    "Sales",
    [
        proven(
            money(
                "sales_month",
                "最近一个月销售额（元）",
                "Sales of the last month, yuan",
                needed=True,
                part="sales.month",
                hint=("扣除退款后", "Less refunds"),
            ),
            "sales_month",
        ),
        money("sales_before", "再上一个月（元）", "The month before, yuan", needed=True),
        money("sales_best", "一年中最好的月份（元）", "Best month of the year, yuan"),
        money("sales_worst", "一年中最差的月份（元）", "Worst month of the year, yuan"),
        ask("select_multiple months", "months_best", "旺季月份", "Months of season"),
        ask(
            "select_multiple months",
            "months_worst",
            "淡季月份",
            "Slack months",
            rule="not(selected(., 'none')) or count-selected(.) = 1",
            says=("“没有”不能与其他同选", "“None” stands alone"),
        ),
        proven(
            share(
                "margin",
                "毛利率",
                "Gross margin",
                needed=True,
                part="sales.margin",
                hint=(
                    "（售价－进价）÷售价，填小数，如 0.35",
                    "(price − cost) ÷ price as a share, such as 0.35",
                ),
            ),
            "gross_margin",
        ),
        share("refund_share", "退款占比", "Share refunded", rule=". >= 0 and . <= 1"),
        share("offline_share", "线下销售占比", "Share sold offline"),
        count("buyers_regular", "固定客户数", "Regular buyers"),
        share("largest_buyer", "最大客户占比", "Share of the largest buyer"),
        shown(
            "sales_mean",
            "两月平均（元）",
            "Mean of two months, yuan",
            "round((${sales_month} + ${sales_before}) div 2, 2)",
            hint=("（最近一个月＋再上一个月）÷2", "(last month + the month before) ÷ 2"),
        ),
    ],
)

COURIER = section(
    "courier",
    "快递",
    "Parcels",
    [
        told(
            "courier_hint",
            "抽查最近几天的快递底单或后台揽收记录。",
            "Look at the courier's slips or pick-up records of some days.",
        ),
        rows_of(
            "slip_day",
            "抽查日",
            "Day looked at",
            [
                ask(
                    "date",
                    "slip_date",
                    "日期",
                    "Day",
                    needed=True,
                    rule=". <= today()",
                    says=("不能晚于今天", "Not after today"),
                ),
                count("slips", "单数", "Slips", needed=True),
                ask("text", "slip_courier", "快递公司", "Courier"),
            ],
        ),
        shown(
            "slips_mean",
            "日均单数",
            "Slips a day",
            "if(count-non-empty(${slips}) > 0, round(sum(${slips}) div count-non-empty(${slips}), 2), '')",
            hint=("各抽查日单数之和÷天数", "Sum of the slips ÷ days"),
            figure="parcels_day",
            basis="counted",
            part="courier.slips_day",
        ),
        from_file(
            "known_orders", "日均订单（平台数据）", "Orders a day, by the platforms' data", "orders_day"
        ),
        money("order_value", "平均客单价（元）", "Value of an order, yuan", part="courier.order_value"),
        share(
            "parcels_foreign",
            "替别人代发的占比",
            "Share shipped for others",
            part="courier.foreign_share",
            hint=("不算本店销售", "No sales of the shop"),
        ),
        money(
            "packaging",
            "月包材费（元）",
            "Packaging a month, yuan",
            needed=True,
            part="cost.packaging",
            hint=("没有填 0", "0 where there is none"),
        ),
    ],
)

PURCHASES = section(
    "purchases",
    "进货",
    "Purchases",
    [
        proven(
            money(
                "purchases_month",
                "最近一个月进货额（元）",
                "Purchases of the last month, yuan",
                needed=True,
                part="purchases.month",
            ),
            "purchases_month",
        ),
        ask(
            "decimal",
            "stock_change",
            "同月存货增减（元，减少填负数）",
            "Change of stock that month, yuan, below zero if less",
            needed=True,
            part="stock.change_month",
            rule=EITHER_WAY,
            says=AMOUNT,
            hint=(
                "月末存货－月初存货，没有变化填 0",
                "Stock at its end − at its beginning; 0 where it is the same",
            ),
        ),
        rows_of(
            "supplier",
            "主要供应商",
            "Main suppliers",
            [
                ask("text", "supplier_name", "名称", "Name", needed=True),
                share("supplier_share", "占进货比例", "Share of purchases"),
                count("supplier_days", "账期（天）", "Terms, days"),
                count("supplier_years", "合作年数", "Years together"),
            ],
        ),
        shown(
            "goods_sold",
            "当月售出货物成本（元）",
            "Cost of goods sold that month, yuan",
            "${purchases_month} - ${stock_change}",
            hint=("进货－存货增减", "Purchases − change of stock"),
        ),
        shown(
            "markup_found",
            "推算加价率",
            "Mark-up found",
            "if(${goods_sold} > 0, round(${sales_month} div ${goods_sold} - 1, 4), '')",
            hint=("销售÷（进货－存货增减）－1", "Sales ÷ (purchases − change of stock) − 1"),
        ),
    ],
)

STOCK = section(
    "stock",
    "存货盘点",
    "Stock count",
    [
        told("stock_hint", *_STOCK_HINT),
        some(
            "has_stock",
            "有自有存货",
            "Has stock of its own",
            rows_of(
                "item",
                "贵重品类",
                "Top items",
                [
                    ask("text", "item_name", "品名", "Item", needed=True),
                    count("item_pieces", "件数", "Pieces", needed=True),
                    money("item_cost", "进价（元）", "Cost each, yuan", needed=True),
                    ask("select_one yes_no", "item_foreign", "代销", "Consignment", needed=True, start="no"),
                    shown(
                        "item_worth", "金额（元）", "Worth, yuan", "round(${item_pieces} * ${item_cost}, 2)"
                    ),
                    kept("item_own", "if(${item_foreign} = 'no', ${item_worth}, 0)"),
                ],
            ),
        ),
        shown(
            "top_worth",
            "贵重品类合计（元）",
            "Top items, yuan",
            "sum(${item_own})",
            hint=("代销不计", "Consignment left out"),
        ),
        count(
            "rest_pieces",
            "其余货物总件数",
            "Pieces of all the rest",
            needed=True,
            hint=("没有填 0", "0 where there are none"),
        ),
        rows_of(
            "sample",
            "抽样",
            "Sample",
            [
                ask("text", "sample_name", "品名", "Item"),
                money("sample_cost", "进价（元）", "Cost each, yuan", needed=True),
            ],
            when="${rest_pieces} > 0",
        ),
        told(
            "sample_few",
            "样本少于 10 件，推算还不可靠：请随机再抽，不要只抽店主递来的。",
            "Fewer than ten are a poor sample: draw more by chance, not those that the owner hands over.",
            when="${rest_pieces} > 0 and count(${sample}) < 10",
        ),
        shown(
            "sample_mean",
            "抽样平均进价（元）",
            "Mean cost of the sample, yuan",
            "if(count-non-empty(${sample_cost}) > 0, round(sum(${sample_cost}) div count-non-empty(${sample_cost}), 2), '')",
            when="${rest_pieces} > 0",
            hint=("抽样进价之和÷件数", "Sum of the sample ÷ pieces"),
        ),
        shown(
            "rest_worth",
            "其余推算（元）",
            "The rest by the sample, yuan",
            "if(${sample_mean} != '', round(${rest_pieces} * ${sample_mean}, 2), '')",
            when="${rest_pieces} > 0",
            hint=("总件数×抽样平均进价", "Pieces × mean cost of the sample"),
        ),
        shown(
            "consignment",
            "代销货物（不计，元）",
            "Consignment, left out, yuan",
            "sum(${item_worth}) - sum(${item_own})",
        ),
        shown(
            "stock_worth",
            "存货合计（元）",
            "Stock in all, yuan",
            "if(${rest_pieces} = '' or (${rest_pieces} > 0 and ${rest_worth} = ''), '',"
            " round(${top_worth} + coalesce(${rest_worth}, 0), 2))",
            hint=("贵重品类＋其余推算；抽样之前不计", "Top items + the rest, once a sample is drawn"),
            figure="stock",
            basis="counted",
            part="stock.counted",
        ),
        share("slow_share", "积压货占比", "Share that does not sell"),
        ask("select_one order", "order_kept", "存放与保管", "How it is kept"),
        ask("text", "stock_note", "存货说明", "Anything about the stock", look="multiline"),
    ],
)

STAFF = section(
    "staff",
    "人员",
    "Staff",
    [
        proven(
            count("staff_count", "员工人数（不含店主）", "People employed, without the owner", needed=True),
            "staff",
        ),
        count(
            "packers",
            "其中打包发货",
            "Of them packing",
            needed=True,
            part="staff.packers",
            rule=". >= 0 and . <= 100000",
        ),
        proven(
            money("wages_month", "月工资合计（元）", "Wages a month, yuan", needed=True, part="cost.wages"),
            "wages_month",
        ),
        ask("select_one paid_how", "wages_how", "工资如何发放", "How wages are paid"),
        ask("select_one yes_no", "wages_late", "近三个月有拖欠", "Late within three months"),
        shown(
            "orders_each",
            "人均日打包",
            "Parcels each a day",
            "if(${packers} > 0, round(${slips_mean} div ${packers}, 1), '')",
            hint=("日均单数÷打包人数", "Slips a day ÷ packers"),
        ),
    ],
)

STAFF_WITHOUT_PARCELS = section(
    "staff",
    "人员",
    "Staff",
    [
        proven(
            count("staff_count", "员工人数（不含店主）", "People employed, without the owner", needed=True),
            "staff",
        ),
        count("workers", "其中生产工人", "Of them at the machines", needed=True),
        proven(
            money("wages_month", "月工资合计（元）", "Wages a month, yuan", needed=True, part="cost.wages"),
            "wages_month",
        ),
        ask("select_one paid_how", "wages_how", "工资如何发放", "How wages are paid"),
        ask("select_one yes_no", "wages_late", "近三个月有拖欠", "Late within three months"),
        share("turnover_share", "一年内离职比例", "Share that left within a year"),
    ],
)
