"""Words and marks of the records in the tab "Documents"."""

from __future__ import annotations

from ui.widgets.badge import Mark
from ui.widgets.words import Words, named
from workstation.domain.text import Bilingual
from workstation.lending.file_policy import ItemState

PARTY_ROLES: Words = {
    "controller": Bilingual("实际控制人", "controller"),
    "spouse": Bilingual("配偶", "spouse"),
    "guarantor": Bilingual("担保人", "guarantor"),
    "related_firm": Bilingual("关联企业", "related firm"),
    "related_shop": Bilingual("关联店铺", "related shop"),
}

DOCUMENTS: Words = {
    "id_card": Bilingual("身份证", "Identity card"),
    "business_licence": Bilingual("营业执照", "Business licence"),
    "authorisation": Bilingual("授权书", "Authorisation"),
    "contract": Bilingual("合同", "Contract"),
    "loan_note": Bilingual("借据", "Loan note"),
    "bank_statement": Bilingual("银行流水", "Bank statement"),
    "purchase_order": Bilingual("采购订单", "Purchase order"),
    "invoice": Bilingual("发票", "Invoice"),
    "waybill": Bilingual("运单", "Waybill"),
    "warehouse_receipt": Bilingual("仓单", "Warehouse receipt"),
    "title": Bilingual("权属证明", "Title"),
    "photo": Bilingual("照片", "Photo"),
    "other": Bilingual("其他", "Other"),
}

SECURITY: Words = {
    "stock": Bilingual("存货", "Stock"),
    "vehicle": Bilingual("车辆", "Vehicle"),
    "property": Bilingual("房产", "Property"),
    "deposit": Bilingual("保证金", "Deposit"),
    "receivables": Bilingual("应收账款", "Receivables"),
    "guarantee": Bilingual("保证", "Guarantee"),
}

STATES: Words = {
    "done": Bilingual("已核验", "Done"),
    "failed": Bilingual("不符", "Failed"),
    "missing": Bilingual("缺", "Missing"),
    "expired": Bilingual("已过期", "Expired"),
}

_TONES = {
    ItemState.DONE: ("good", "check-circle"),
    ItemState.FAILED: ("bad", "x-circle"),
    ItemState.MISSING: ("warn", "question"),
    ItemState.EXPIRED: ("warn", "clock"),
}


def state_mark(state: ItemState) -> Mark:
    tone, symbol = _TONES[state]
    return Mark(named(STATES, state), tone, symbol)
