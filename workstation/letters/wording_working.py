"""The words of working papers."""

from __future__ import annotations

from workstation.domain.text import Bilingual
from workstation.letters.wording_papers import table

UPWARD_TITLE = Bilingual("小微企业调研报告", "What Small Firms Say")
UPWARD = table(
    internal=("内部资料", "INTERNAL"),
    campaign=("走访批次", "Campaign"),
    made_on=("编制日期", "Made on"),
    surveyed=("已走访企业", "Firms surveyed"),
    accepted=("调研经复核采用", "surveys reviewed and accepted"),
    drawn=("抽样企业", "Firms drawn"),
    unnamed=(
        "每项数字至少来自 {least} 户，不足的已并入其他；只列中位数与四分位数，不含企业或个人名称。",
        "At least {least} firms stand behind every figure, smaller groups are pooled; no firm is named.",
    ),
    too_few=(
        "采用的调研不足 {least} 户，不列数字。",
        "Fewer than {least} surveys were accepted: no figures are given.",
    ),
    figure=("项目（金额为元）", "Figure (amounts in yuan)"),
    firms=("户数", "Firms"),
    low=("下四分位", "Lower quartile"),
    median=("中位数", "Median"),
    high=("上四分位", "Upper quartile"),
    quotes=("店主怎么说", "What owners say"),
    trade=("行业", "Trade"),
    words=("原话（经复核，不含名称）", "In their own words, reviewed"),
    all=("全部行业", "All trades"),
    other_trades=("其他行业", "Other trades"),
    other_regions=("其他地区", "other regions"),
)

ROUTE_TITLE = Bilingual("走访路线", "Route of the Day")
ROUTE = table(
    internal=("内部资料", "INTERNAL"),
    day=("日期", "Day"),
    officer=("信贷员", "Officer"),
    leaves=("出发", "Leave"),
    home=("返回", "Back"),
    way=("路程", "Way"),
    by_street=("估算", "estimated"),
    stops=("走访顺序", "Visits in order"),
    number=("序号", "No."),
    time=("到店时间", "At the shop"),
    name=("客户", "Seller"),
    address=("地址", "Address"),
    way_to=("路程", "Way"),
    done=("完成", "Done"),
    left_out=("当日未排入", "Not in this day"),
    shut=("当日不营业", "closed that day"),
    late=("营业时间内无法到达", "cannot be reached while it is open"),
    unplaced=("没有位置", "no position known"),
    wait=("等候开门", "wait until it opens"),
    estimate=(
        "路程按直线距离的 {detour} 倍估算，时速 {kmh} 公里；出发前请核对营业时间。",
        "Ways are {detour} times the straight line, at {kmh} km/h. Check the opening hours before you leave.",
    ),
)
