"""The fixed words of the papers of the applicant file: grade sheet, summary, authorisation, survey report."""

from __future__ import annotations

from collections.abc import Mapping

from workstation.domain.file_papers import PartyRole
from workstation.domain.records import ApplicantKind, ShopKind
from workstation.domain.text import Bilingual
from workstation.letters.wording_papers import table

GRADE = table(
    opening=(
        "本表说明贵店当前的信用等级、哪些表现起了积极作用，以及怎样可以提升。",
        "This sheet shows your shop's present grade, what speaks for you, and how you could do better.",
    ),
    grade=("当前等级", "Present grade"),
    as_of=("数据截至", "Data up to"),
    best=("最好", "best"),
    helped=("起积极作用的表现", "What speaks for you"),
    improve=("可以改善的方面", "What would improve it, and by how much"),
    today=("当前情况", "Today"),
    how=("改善办法", "How"),
    points=("目前失分", "Points lost"),
    after=("等级可至", "Grade within reach"),
    stays=("不变", "unchanged"),
    missing=("补充后可能有帮助的资料", "Evidence that could help"),
)

FILE = table(
    prepared=("编制人", "Prepared by"),
    as_of=("数据截至", "Data up to"),
    internal=("内部", "INTERNAL"),
    who=("申请人", "The applicant"),
    kind=("类型", "Kind"),
    shop_kind=("店铺类型", "Kind of shop"),
    trade=("行业", "Trade"),
    region=("地区", "Region"),
    opened=("开业日期", "In trade since"),
    phone=("电话", "Telephone"),
    grade=("模型等级", "Model's grade"),
    no_grade=("无适用模型", "no model applies"),
    own=("本人授信余额", "Own exposure"),
    related=("关联授信余额", "Related exposure"),
    coverage=("数据覆盖", "Coverage of evidence"),
    domain=("领域", "Domain"),
    records=("记录数", "Records"),
    first=("最早", "First"),
    last=("最近", "Last"),
    sources=("来源", "Sources"),
    uncovered=("无记录", "none"),
    shops=("店铺", "Shops"),
    name=("名称", "Name"),
    platform=("平台", "Platform"),
    level=("等级", "Level"),
    since=("自", "Since"),
    parties=("相关方", "People and firms around"),
    role=("关系", "Role"),
    consents=("授权", "Authorisations"),
    scopes=("范围", "Scope"),
    signed=("签署", "Signed"),
    expires=("到期", "Expires"),
    withdrawn=("撤回", "Withdrawn"),
    requests=("申请", "Requests for credit"),
    product=("产品", "Product"),
    amount=("金额（元）", "Amount, yuan"),
    months=("月数", "Months"),
    purpose=("用途", "Purpose"),
    asked_on=("日期", "Date"),
    loans=("借款", "Loans"),
    lender=("贷款人", "Lender"),
    due_on=("到期日", "Due on"),
    owed=("余额（元）", "Owed, yuan"),
    late=("逾期天数", "Days late"),
    ledgers=("账册", "Ledgers"),
    ledger=("账册", "Ledger"),
    rows=("行数", "Rows"),
    notes=("备注", "Notes"),
)

SCOPES = table(
    data=("经营数据", "trading data"),
    bureau=("征信", "bureau"),
    photos=("照片与录音", "photos, audio"),
    referral=("转介", "referral"),
)

PARTY_ROLES: Mapping[PartyRole, Bilingual] = {
    PartyRole.CONTROLLER: Bilingual("实际控制人", "Controller"),
    PartyRole.SPOUSE: Bilingual("配偶", "Spouse"),
    PartyRole.GUARANTOR: Bilingual("担保人", "Guarantor"),
    PartyRole.RELATED_FIRM: Bilingual("关联企业", "Related firm"),
    PartyRole.RELATED_SHOP: Bilingual("关联店铺", "Related shop"),
}

APPLICANT_KINDS: Mapping[ApplicantKind, Bilingual] = {
    ApplicantKind.PERSON: Bilingual("个人", "Person"),
    ApplicantKind.FIRM: Bilingual("企业", "Firm"),
}

SHOP_KINDS: Mapping[ShopKind, Bilingual] = {
    ShopKind.RESELLER: Bilingual("单纯进货卖货型", "Buys and resells"),
    ShopKind.WORKSHOP: Bilingual("前店后厂型", "Shop with workshop"),
    ShopKind.EXPORTER: Bilingual("出口型", "Exporter"),
    ShopKind.MANUFACTURER: Bilingual("单纯生产型", "Manufacturer only"),
    ShopKind.UNKNOWN: Bilingual("未确定", "Not yet known"),
}

AUTHORISATION = table(
    giver=("授权人", "Given by"),
    identity=("证件／统一社会信用代码", "Identity or registration number"),
    receiver=("被授权人", "Given to"),
    expires=("有效期至", "In force until"),
    who=("授权双方", "The parties"),
    opening=(
        "为申请和管理授信，授权人就下列各项分别作出授权。请逐项阅读，同意的在方框内打勾并签名。",
        (
            "To apply for credit and have it managed, the giver authorises each item below by itself."
            " Read each one; tick the box and sign where you agree."
        ),
    ),
    scopes=("授权事项", "What is authorised"),
    kept=("保存期限", "Retention"),
    sign=("同意并签名", "I agree, signature"),
    terms=("授权人声明", "The giver states"),
    signatures=("签署", "Signatures"),
    signs_giver=("授权人（签字／盖章）", "Given by, signature or seal"),
    taken_by=("经办人（签字）", "Taken by, signature"),
)

SURVEY = table(
    surveyed=("被调研人", "Surveyed"),
    visited=("调研日期", "Visited on"),
    place=("地点", "Place"),
    kind=("店铺类型", "Kind of shop"),
    investigators=("调研人", "Investigators"),
    visit=("调研概况", "The visit"),
    figure=("项目", "Item"),
    value=("数值", "Figure"),
    derivation=("依据与推算", "How it was found"),
    checks=("交叉核验", "Cross-checks"),
    check=("核验项目", "Checked"),
    one=("一方", "One road"),
    other=("另一方", "The other road"),
    deviation=("偏差", "Apart by"),
    tolerance=("容许", "Allowed"),
    result=("结果", "Result"),
    within=("一致", "within"),
    beyond=("超出", "BEYOND"),
    explanations=("超出容许范围的说明", "What lies beyond tolerance, explained"),
    unexplained=("尚无说明，转人工复核", "Not explained: referred until it is"),
    photos=("照片", "Photographs"),
    number=("序号", "No."),
    caption=("内容", "What it shows"),
    taken=("拍摄时间与位置", "Taken when and where"),
    file=("文件 SHA-256（前 16 位）", "File SHA-256, first 16"),
    opinion=("调研意见", "The investigators' opinion"),
    to_review=("待复核", "TO BE REVIEWED"),
    reviewed=("已复核", "REVIEWED"),
    reviewed_by=("复核人", "Reviewed by"),
    signatures=("调研人签字", "Signatures of the investigators"),
    signs=("调研人（签字）", "Investigator, signature"),
)
