"""An offer repaid by a share of sales on the decide screen: share and expected days, not instalments."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.lending.cases import STRONG_CASH, case, request
from ui.screens.decide.offer_panel import OfferPanel
from ui.translation import speak
from workstation.domain.lending import AuthorityNeed, RepaymentMethod
from workstation.domain.text import Bilingual
from workstation.lending import load_rulebook, make_offer
from workstation.lending.share_terms import agreed_of
from workstation.services.values import OfferPreview


def test_share_and_expected_days_stand_where_an_instalment_would(qtbot: QtBot, root: Path) -> None:
    speak("en")
    rules = load_rulebook(root / "resources")
    product, by_sales = rules.product("sales"), RepaymentMethod.SHARE_OF_SALES
    asked = case(application=replace(request(50_000, 6, by_sales.value), product="sales"))
    offer = make_offer(product, rules.policy, asked, 5_000_000, 6, by_sales)
    need = AuthorityNeed("officer", Bilingual("信贷员权限内", "within an officer's authority"))
    preview = OfferPreview(offer, (), need, True, sales=agreed_of(product.sales, 6, STRONG_CASH))
    panel = OfferPanel()
    qtbot.addWidget(panel)
    panel.show_preview(preview, ())
    said = "\n".join(label.text() for label in panel.findChildren(QLabel))
    assert "Share of each day's sales" in said and "8.00%" in said and "about 789.04 a day" in said
    assert "Fixed fee" in said and f"repaid in about {len(offer.schedule.rows)} days" in said
    assert "Instalment" not in said.splitlines()
    panel.show_preview(replace(preview, sales=None), ())
    assert "Instalment" in [label.text() for label in panel.findChildren(QLabel)]
