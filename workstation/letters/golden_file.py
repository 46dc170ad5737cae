"""The golden papers of the applicant file: its summary, and the report of a visit to the shop."""

from __future__ import annotations

from datetime import date

from workstation.domain.evidence import Coverage, DomainCoverage, EvidenceDomain
from workstation.domain.file_papers import ConsentScope, Party, PartyRole
from workstation.domain.lending import Exposure
from workstation.domain.records import Applicant, Application, Loan, Shop, ShopKind
from workstation.domain.records import Authorisation as ConsentRecord
from workstation.domain.text import Bilingual
from workstation.letters.values import (
    CrossCheck,
    FileSummary,
    PaperHead,
    SurveyFigure,
    SurveyPhoto,
    SurveyReport,
    SurveySection,
)

_SECTIONS = (
    SurveySection(
        Bilingual("存货", "Stock"),
        (
            SurveyFigure(
                Bilingual("贵重品类全数盘点", "Top items, counted in full"),
                "86,400.00",
                Bilingual("前 20 个品类，按进价", "20 items, at purchase price"),
            ),
            SurveyFigure(
                Bilingual("其余抽样推算", "The rest, by sample"),
                "41,250.00",
                Bilingual("抽 30 件，按件数推算", "30 pieces drawn, scaled by count"),
            ),
            SurveyFigure(
                Bilingual("代销（不计）", "Consignment, excluded"),
                "12,000.00",
                Bilingual("供应商单据", "supplier's papers"),
            ),
        ),
        ("存货整齐，无积压迹象；两箱退货待处理。",),
    ),
    SurveySection(
        Bilingual("月度损益", "Monthly profit and loss"),
        (
            SurveyFigure(
                Bilingual("销售额", "Sales"), "168,000.00", Bilingual("近三月平均", "mean of three months")
            ),
            SurveyFigure(
                Bilingual("进货", "Purchases"),
                "109,200.00",
                Bilingual("发票与付款核对", "invoices against payments"),
            ),
            SurveyFigure(
                Bilingual("工资", "Wages"), "24,000.00", Bilingual("4 人，工资单", "4 people, pay slips")
            ),
            SurveyFigure(
                Bilingual("家庭支出", "Household"), "9,000.00", Bilingual("店主口述", "as the owner says")
            ),
        ),
    ),
    SurveySection(
        Bilingual("设备与人员", "Machines and staff"),
        (
            SurveyFigure(Bilingual("缝纫机", "Sewing machines"), "6", Bilingual("现场清点", "counted")),
            SurveyFigure(
                Bilingual("每日快递单", "Courier slips a day"),
                "74",
                Bilingual("三日底单平均", "mean of three days' slips"),
            ),
        ),
        ("自有两台锁边机，其余租赁，租约至 2027 年 6 月。",),
    ),
)

_CHECKS = (
    CrossCheck(
        Bilingual("月销售额", "Monthly sales"),
        Bilingual("平台数据", "platform"),
        "168,000.00",
        Bilingual("快递单 × 客单价", "courier slips × order value"),
        "159,840.00",
        "−4.9%",
        "±10%",
        True,
    ),
    CrossCheck(
        Bilingual("月销售额", "Monthly sales"),
        Bilingual("平台数据", "platform"),
        "168,000.00",
        Bilingual("进货 ± 存货变动", "purchases ± stock change"),
        "138,600.00",
        "−17.5%",
        "±10%",
        False,
        "9 月以自织面料替代外购，未开发票；已见织机与耗电单。",
    ),
    CrossCheck(
        Bilingual("权益检验", "Equity test"),
        Bilingual("应有权益", "expected"),
        "412,000.00",
        Bilingual("实有权益", "actual"),
        "398,500.00",
        "4.2%",
        "±10%",
        True,
    ),
)


def survey(head: PaperHead) -> SurveyReport:
    return SurveyReport(
        head,
        date(2026, 11, 21),
        "余杭区文一西路 998 号 5 幢",
        Bilingual("前店后厂型", "Shop with workshop"),
        ("周静", "陈立"),
        _SECTIONS,
        _CHECKS,
        (
            SurveyPhoto("门头与招牌", "2026-11-21 10:04", "30.2801, 120.0093", "3f5a" * 16),
            SurveyPhoto("成品仓货架", "2026-11-21 10:22", "30.2801, 120.0093", "9c1e" * 16),
            SurveyPhoto("缝纫车间", "2026-11-21 10:41", "30.2803, 120.0095", "b07d" * 16),
        ),
        "经营真实，订单饱满，店主对成本与库存清楚；面料自织部分应在贷后继续核对。建议在可用额度内支持。",
    )


def summary(head: PaperHead) -> FileSummary:
    who = "olist:S117"
    covered = {
        EvidenceDomain.TRADING: (18_204, date(2020, 6, 1), ("sample",)),
        EvidenceDomain.PAYMENT_ACCOUNT: (40_118, date(2021, 1, 4), ("sample",)),
        EvidenceDomain.FIRM_CREDIT: (3, date(2024, 2, 9), ("cumcm", "sample")),
        EvidenceDomain.SUPPLY_CHAIN: (212, date(2025, 3, 2), ("cumcm",)),
    }
    last = date(2026, 11, 20)
    domains = tuple(
        DomainCoverage(domain, covered[domain][0], covered[domain][1], last, covered[domain][2])
        if domain in covered
        else DomainCoverage(domain)
        for domain in EvidenceDomain
    )
    return FileSummary(
        head,
        date(2026, 11, 20),
        "周静",
        Applicant(
            who,
            "olist",
            "S117",
            head.applicant_name,
            shop_kind=ShopKind.WORKSHOP,
            trade="apparel",
            region="浙江杭州",
            address=head.applicant_address,
            phone="138 0000 0117",
            opened_on=date(2020, 6, 1),
        ),
        (
            Shop("s1", who, "云栖服饰旗舰店", "tmall", date(2021, 3, 15), "★★★★"),
            Shop("s2", who, "云栖小铺", "taobao", date(2020, 6, 1), "2 皇冠"),
        ),
        Coverage(domains),
        (
            ConsentRecord(
                "c1", who, (ConsentScope.DATA, ConsentScope.BUREAU), date(2026, 11, 1), date(2027, 10, 31)
            ),
        ),
        (
            Party("p1", who, PartyRole.CONTROLLER, "欧阳𬭸", date(2020, 6, 1), phone="138 0000 0117"),
            Party("p2", who, PartyRole.SPOUSE, "林晓雨", date(2022, 5, 20), phone="139 0000 0420"),
        ),
        (
            Application(
                "a1", who, "credit", 30_000_000, 12, "equal-instalment", "采购春季面料", date(2026, 11, 20)
            ),
        ),
        (
            Loan(
                "l1",
                who,
                "credit",
                "杭州示范银行",
                date(2026, 1, 10),
                date(2027, 1, 10),
                10_000_000,
                2_410_000,
            ),
        ),
        Exposure(own=2_410_000, related=5_000_000, related_names=("云栖制衣厂",)),
        "C",
        record_counts=(
            (Bilingual("订单", "Orders"), 18_204),
            (Bilingual("支付流水", "Payments"), 40_118),
            (Bilingual("发票", "Invoices"), 212),
        ),
        product_names=(("credit", Bilingual("信用贷款", "Credit loan")),),
        notes=("客户希望春节前到账。",),
    )
