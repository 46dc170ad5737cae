"""The visit itself, the premises, and the shops shown live."""

from __future__ import annotations

from resources.forms.sections.rows import (
    PAST,
    PAST_SAYS,
    ask,
    count,
    from_file,
    kept,
    money,
    proven,
    rows_of,
    section,
    shown,
    told,
)

VISIT = section(
    "visit",
    "走访概况",
    "The visit",
    [
        from_file("known_name", "客户（档案）", "Seller, by the file", "name"),
        from_file("known_address", "地址（档案）", "Address, by the file", "address"),
        from_file("known_phone", "电话（档案）", "Telephone, by the file", "phone"),
        from_file("known_shops", "店铺（档案）", "Shops, by the file", "shops"),
        from_file("known_amount", "申请金额（档案，元）", "Asked for, by the file, yuan", "amount"),
        ask(
            "date",
            "visit_day",
            "走访日期",
            "Day of the visit",
            needed=True,
            start="today()",
            rule=PAST,
            says=PAST_SAYS,
            part="visit.day",
        ),
        ask(
            "geopoint",
            "visit_position",
            "走访位置",
            "Where the visit is",
            needed=True,
            part="visit.position",
            hint=(
                "可由定位器读取、取自照片，或手工输入纬度、经度",
                "From a receiver, from a photo, or typed: latitude, longitude",
            ),
        ),
        ask(
            "select_one yes_no",
            "same_address",
            "经营地址与档案一致",
            "The shop is where the file says",
            needed=True,
        ),
        ask(
            "text",
            "new_address",
            "实际地址",
            "Where it really is",
            needed=True,
            when="${same_address} = 'no'",
        ),
        ask("text", "met_name", "接待人姓名", "Whom you met", needed=True),
        ask("select_one met_role", "met_role", "接待人身份", "Who that is", needed=True),
        ask("select_one yes_no", "owner_there", "实际控制人在场", "The owner was there", needed=True),
        ask(
            "text",
            "owner_absent_why",
            "不在场原因及联系方式",
            "Why not, and how to reach them",
            needed=True,
            when="${owner_there} = 'no'",
        ),
        ask(
            "text", "opening_hours", "营业时间", "Opening hours", hint=("如 9:00-18:00", "Such as 9:00-18:00")
        ),
        count(
            "months_trading",
            "实际经营月数",
            "Months in this trade",
            needed=True,
            figure="months_trading",
            basis="stated",
            hint=("从开始做这一行算起", "Since they began in this trade"),
        ),
    ],
)

PREMISES = section(
    "premises",
    "经营场所",
    "Premises",
    [
        ask("select_one tenure", "tenure", "场地权属", "Held as", needed=True),
        ask(
            "decimal",
            "area",
            "面积（平方米）",
            "Area in square metres",
            rule=". > 0 and . <= 1000000",
            says=("请填大于零的面积", "An area above zero"),
        ),
        proven(
            money(
                "rent_month", "月租金（元）", "Rent a month, yuan", needed=True, when="${tenure} = 'rented'"
            ),
            "rent_month",
        ),
        ask("date", "lease_until", "租约到期日", "Lease ends on", when="${tenure} = 'rented'"),
        ask("select_multiple spaces", "spaces", "现场有", "What there is", needed=True),
        ask(
            "select_one yes_no",
            "licence_shown",
            "营业执照已出示",
            "The business licence was shown",
            needed=True,
        ),
        ask(
            "select_one yes_no",
            "neighbours_confirm",
            "邻居或物业证实在此经营",
            "Neighbours confirm the business",
            needed=True,
        ),
        ask("text", "premises_note", "场所情况说明", "Anything about the premises", look="multiline"),
    ],
)

SHOPS = section(
    "shops",
    "网店当场展示",
    "Shops shown live",
    [
        told(
            "shops_hint",
            "请店主当场登录后台，看交易与评价页面。",
            "Have the owner sign in and show trade and rating pages.",
        ),
        rows_of(
            "shop",
            "店铺",
            "Shop",
            [
                ask("select_one platforms", "shop_platform", "平台", "Platform", needed=True),
                ask("text", "shop_name", "店铺名称", "Name of the shop", needed=True),
                ask("select_one yes_no", "shop_live", "后台当场展示", "Shown signed in", needed=True),
                money("shop_month", "近 30 天成交额（元）", "Sales of 30 days, yuan"),
                count("shop_orders", "近 30 天订单数", "Orders of 30 days"),
                ask(
                    "decimal",
                    "shop_score",
                    "店铺评分",
                    "Rating",
                    rule=". >= 0 and . <= 5",
                    says=("0 至 5", "From 0 to 5"),
                ),
                count("shop_penalties", "近一年处罚次数", "Penalties in a year"),
            ],
        ),
        from_file(
            "known_sales",
            "月均成交（平台数据，元）",
            "Sales a month, by the platforms' data, yuan",
            "sales_month",
        ),
        kept(
            "shops_live",
            "if(count(/*/shops/shop[shop_live = 'yes' and shop_month != '']) > 0,"
            " sum(/*/shops/shop[shop_live = 'yes']/shop_month), '')",
            part="shops.month",
        ),
        shown(
            "shops_month",
            "网店成交合计（元）",
            "Sales of all shops, yuan",
            "sum(${shop_month})",
            hint=("各店近 30 天之和", "Sum of the shops' 30 days"),
        ),
        ask(
            "select_one yes_no",
            "owner_is_holder",
            "店铺登记人即借款人",
            "The shops are in the borrower's name",
            needed=True,
        ),
    ],
)
