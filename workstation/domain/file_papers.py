"""People and papers of an applicant file: who stands behind the seller, what was shown, checked and allowed.

Every value is a record of its own that never changes: a party that leaves, a consent that is withdrawn or a
check that is repeated is a later record that names the earlier one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ConsentScope(StrEnum):
    """What an authorisation (授权书) may allow."""

    DATA = "data"
    BUREAU = "bureau"
    PHOTOS = "photos"  # photographs and audio
    REFERRAL = "referral"


class PartyRole(StrEnum):
    """What a person or firm is to the applicant."""

    CONTROLLER = "controller"  # 实际控制人
    SPOUSE = "spouse"  # 配偶
    GUARANTOR = "guarantor"  # 担保人
    RELATED_FIRM = "related_firm"  # 关联企业
    RELATED_SHOP = "related_shop"  # 关联店铺


@dataclass(frozen=True, slots=True)
class Party:
    """One person, firm or shop around the applicant, as of `since`.

    `ref` is the applicant id of the party's own file, empty where it has none: what that file owes or was
    promised counts as related exposure. `supersedes` names the record that this one corrects; `ended_on` is
    set where the party stands beside the applicant no longer.
    """

    id: str
    applicant_id: str
    role: PartyRole
    name: str
    since: date
    id_number: str = ""
    phone: str = ""
    address: str = ""
    ref: str = ""
    ended_on: date | None = None
    supersedes: str = ""
    recorded_by: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """An officer's declared relation to the applicant (亲属、经济往来等): it bars that officer from deciding.

    A relation that ended is a later record with `ended_on` that supersedes this one.
    """

    id: str
    applicant_id: str
    officer_id: str
    nature: str
    declared_on: date
    ended_on: date | None = None
    supersedes: str = ""


class IdentityItem(StrEnum):
    """What the identity checklist asks; which of them a case needs is policy."""

    ID_CARD = "id_card"  # 身份证核验
    FACE = "face"  # 本人面签
    BUSINESS_LICENCE = "business_licence"  # 营业执照
    BANK_ACCOUNT = "bank_account"  # 收款账户
    SHOP_OWNERSHIP = "shop_ownership"  # 店铺归属
    PHONE = "phone"  # 手机号实名
    ADDRESS = "address"  # 经营或居住地址
    SPOUSE = "spouse"  # 配偶身份
    GUARANTOR = "guarantor"  # 担保人身份


@dataclass(frozen=True, slots=True)
class IdentityCheck:
    """One item of the checklist as it was found; the newest of an item counts. `evidence` names a document
    record, empty where nothing was copied."""

    id: str
    applicant_id: str
    item: IdentityItem
    passed: bool
    checked_by: str
    checked_on: date
    how: str
    evidence: str = ""
    party_id: str = ""


class DocumentKind(StrEnum):
    ID_CARD = "id_card"
    BUSINESS_LICENCE = "business_licence"
    AUTHORISATION = "authorisation"  # the signed 授权书
    CONTRACT = "contract"
    LOAN_NOTE = "loan_note"
    BANK_STATEMENT = "bank_statement"
    PURCHASE_ORDER = "purchase_order"
    INVOICE = "invoice"
    WAYBILL = "waybill"
    WAREHOUSE_RECEIPT = "warehouse_receipt"
    TITLE = "title"  # of collateral
    PHOTO = "photo"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Document:
    """A scan or photo in the file; the bytes are a blob named by `file_sha256`."""

    id: str
    applicant_id: str
    kind: DocumentKind
    title: str
    file_sha256: str
    media_type: str
    size: int
    added_by: str
    added_at: str
    party_id: str = ""


class CollateralKind(StrEnum):
    STOCK = "stock"
    VEHICLE = "vehicle"
    PROPERTY = "property"
    DEPOSIT = "deposit"
    RECEIVABLES = "receivables"
    GUARANTEE = "guarantee"


@dataclass(frozen=True, slots=True)
class Collateral:
    """Something that secures what is lent. `value` in fen on `valued_on`, before any haircut; `owner_id` is
    the party that owns or gives it, empty for the applicant."""

    id: str
    applicant_id: str
    kind: CollateralKind
    title: str
    value: int
    valued_on: date
    valued_by: str
    owner_id: str = ""
    insured_until: date | None = None
    document_id: str = ""
    released_on: date | None = None
    supersedes: str = ""


@dataclass(frozen=True, slots=True)
class ConditionCheck:
    """One disbursement condition of a decision, found met or not. `code` is the condition's name in the
    product or the lender's profile; the newest check of a code counts."""

    id: str
    applicant_id: str
    decision_id: str
    code: str
    met: bool
    checked_by: str
    checked_on: date
    how: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An authorisation that the applicant took back, from that day on."""

    id: str
    applicant_id: str
    authorisation_id: str
    withdrawn_on: date
    taken_by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LookUp:
    """A read of personal or bureau data with its purpose, as the consent rules ask it to be logged."""

    id: str
    applicant_id: str
    scope: ConsentScope
    purpose: str
    what: str
    looked_by: str
    looked_at: str
    authorisation_id: str


@dataclass(frozen=True, slots=True)
class FileExport:
    """A file handed to a partner bank: what went out (by hash), to whom, under which authorisation."""

    id: str
    applicant_id: str
    partner: str
    file_sha256: str
    exported_by: str
    exported_at: str
    authorisation_id: str
    decision_id: str = ""
