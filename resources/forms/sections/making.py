"""Machines and production, orders on hand, and export."""

from __future__ import annotations

from resources.forms.sections.rows import (
    ask,
    count,
    kept,
    money,
    proven,
    rows_of,
    section,
    share,
    shown,
    some,
)

MACHINES = section(
    "machines",
    "设备与生产",
    "Machines and production",
    [
        rows_of(
            "machine",
            "设备",
            "Machines",
            [
                ask("text", "machine_kind", "种类", "Kind", needed=True),
                count("machine_count", "台数", "How many", needed=True),
                count(
                    "machine_running",
                    "在开台数",
                    "Running now",
                    needed=True,
                    rule=". >= 0 and . <= ${machine_count}",
                    says=("不能多于台数", "Not more than there are"),
                ),
                count(
                    "machine_year",
                    "购置年份",
                    "Bought in",
                    rule=". >= 1950 and . <= number(format-date(today(), '%Y'))",
                    says=("请填年份，不能晚于今年", "A year, not after this one"),
                ),
                money("machine_worth", "现值（元）", "Worth today, yuan"),
                ask("select_one tenure", "machine_held", "权属", "Held as", needed=True),
            ],
        ),
        shown(
            "machines_all",
            "设备台数",
            "Machines in all",
            "sum(${machine_count})",
            figure="machines",
            basis="counted",
        ),
        shown(
            "machines_on",
            "在开台数",
            "Machines running",
            "sum(${machine_running})",
            figure="machines_running",
            basis="counted",
        ),
        shown(
            "machines_worth",
            "自有设备现值合计（元）",
            "Worth of own machines, yuan",
            "sum(/*/machines/machine[machine_held = 'owned']/machine_worth)",
            hint=("租用、借用的不计", "Rented and lent ones left out"),
        ),
        proven(
            money(
                "power_month",
                "最近一个月电费（元）",
                "Power bill of the last month, yuan",
                needed=True,
                part="cost.power",
            ),
            "power_bill_month",
        ),
        money("power_before", "去年同月电费（元）", "The same month last year, yuan"),
        count("shifts", "班次", "Shifts a day", rule=". >= 1 and . <= 3", says=("1 至 3 班", "From 1 to 3")),
        share("scrap_share", "废品率", "Share of scrap"),
        ask("select_one yes_no", "permits", "环保、消防手续齐全", "Permits are complete", needed=True),
        ask("text", "raw_materials", "主要原料及来源", "Raw materials and where from", look="multiline"),
    ],
)

ORDERS = section(
    "orders",
    "在手订单",
    "Orders on hand",
    [
        some(
            "has_orders",
            "有在手订单",
            "Has orders on hand",
            rows_of(
                "order",
                "订单",
                "Orders",
                [
                    ask("text", "order_buyer", "买方", "Buyer", needed=True),
                    money("order_amount", "未交金额（元）", "Still to deliver, yuan", needed=True),
                    ask("date", "order_due", "交期", "Due on"),
                    share("order_paid", "已收预付比例", "Share paid in advance"),
                    ask(
                        "select_one yes_no",
                        "order_paper",
                        "合同或订单已看",
                        "Contract or order seen",
                        needed=True,
                    ),
                ],
            ),
        ),
        shown(
            "orders_seen",
            "见到凭据的订单（元）",
            "Orders on paper, yuan",
            "sum(/*/orders/order[order_paper = 'yes']/order_amount)",
            when="${has_orders} = 'yes'",
        ),
        shown(
            "orders_all",
            "在手订单合计（元）",
            "Orders in all, yuan",
            "if(${has_orders} = 'yes', sum(${order_amount}), if(${has_orders} = 'no', 0, ''))",
        ),
        kept(
            "orders_proven",
            "if(${orders_seen} > 0, ${orders_seen}, '')",
            figure="orders_on_hand",
            basis="documented",
        ),
        kept(
            "orders_said",
            "if(coalesce(${orders_seen}, 0) = 0, ${orders_all}, '')",
            figure="orders_on_hand",
            basis="stated",
        ),
        share("orders_late", "近半年延期交货比例", "Share late in half a year"),
    ],
)

EXPORT = section(
    "export",
    "出口",
    "Export",
    [
        ask("select_multiple markets", "markets", "主要市场", "Main markets", needed=True),
        ask("select_one terms", "terms", "贸易方式", "Terms of trade", needed=True),
        ask("select_multiple paying", "paying", "收款方式", "How buyers pay", needed=True),
        some(
            "has_papers",
            "看到报关单",
            "Customs papers were seen",
            rows_of(
                "shipment",
                "近三个月报关单",
                "Customs papers of three months",
                [
                    ask(
                        "date",
                        "shipment_day",
                        "出口日期",
                        "Left on",
                        needed=True,
                        rule=". <= today()",
                        says=("不能晚于今天", "Not after today"),
                    ),
                    ask("text", "shipment_number", "报关单号（后四位）", "Last four of its number"),
                    money("shipment_amount", "金额（折元）", "Amount in yuan", needed=True),
                    ask("select_one yes_no", "shipment_paid", "已收汇", "Paid for", needed=True),
                ],
            ),
        ),
        share(
            "export_share",
            "出口占销售的比例",
            "Exports as a share of sales",
            needed=True,
            rule=". > 0 and . <= 1",
            says=("请填大于 0、不超过 1 的小数，如 0.8", "A share above 0 and up to 1, such as 0.8"),
        ),
        shown("exports_shown", "报关金额合计（元）", "Exports on paper, yuan", "sum(${shipment_amount})"),
        shown(
            "exports_sales",
            "报关单推算月销售（元）",
            "Sales a month by customs papers, yuan",
            "if(${has_papers} = 'yes' and ${export_share} > 0, round(${exports_shown} div 3 div ${export_share}, 2), '')",
            hint=("三个月报关金额÷3÷出口比例", "Exports on paper of three months ÷ 3 ÷ share exported"),
            part="customs.month",
        ),
        shown(
            "exports_unpaid",
            "未收汇（元）",
            "Not yet paid for, yuan",
            "sum(/*/export/shipment[shipment_paid = 'no']/shipment_amount)",
        ),
        money(
            "tax_refund",
            "待退税款（元）",
            "Tax refunds still to come, yuan",
            needed=True,
            hint=("没有填 0", "0 where there are none"),
        ),
        ask("select_one yes_no", "insured", "投保出口信用险", "Export credit is insured"),
        count("claims", "近一年索赔次数", "Claims in a year"),
        ask("text", "forwarder", "货代或海外仓", "Forwarder or warehouse abroad"),
        ask(
            "text",
            "currency_risk",
            "汇率与关税影响",
            "What currency and duties do to them",
            look="multiline",
            quote=True,
        ),
    ],
)
