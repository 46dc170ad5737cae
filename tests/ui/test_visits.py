"""The screen of visits: who is to be visited, the route of the day, a place noted, a seller added."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.helpers.caches import part
from tests.helpers.surveying import review, survey
from tests.ui.desks import BUSINESS_DAY, sample
from tests.ui.windows import Office, office
from ui.screens.visits.adding import AddSeller
from ui.screens.visits.geometry import apart, fitted, scale_bar
from ui.screens.visits.picture import PlanPicture
from ui.screens.visits.screen import VisitsScreen
from ui.screens.visits.words import Stage
from workstation.domain.places import position_of
from workstation.domain.surveying import Position, Verdict, Visit
from workstation.domain.visit_list import ListedStep, WhyListed
from workstation.services.values import Officer

SELLERS = ("S005", "S006", "S028", "S031")
"""Three around the mouth of the Pearl River, and one whose place nobody knows."""
BRANCH = ("Branch", "23.0215, 113.1214", "08:00", 45, 60)


def visit(seller: str, due: date, campaign: str = "2026-h2") -> Visit:
    titles = {"2026-h2": ("下半年走访", "Second half"), "2026-late": ("回访", "Follow-up")}
    who = sample()[seller].applicant
    return Visit(
        f"{campaign}-{seller}", who.id, campaign, *titles[campaign], who.shop_kind, "officer-1",
        BUSINESS_DAY - timedelta(days=20), due,
    )  # fmt: skip


def position(text: str) -> Position:
    found = position_of(text)
    assert found is not None
    return found


@contextmanager
def visits(qtbot: QtBot, folder: Path, *, planned: bool = True) -> Iterator[tuple[Office, VisitsScreen]]:
    """The screen over four sellers, three of them in a campaign, one in another that is late."""
    with office(qtbot, folder, *SELLERS) as here:
        soon, past = BUSINESS_DAY + timedelta(days=28), BUSINESS_DAY - timedelta(days=1)
        due = {"S005": soon, "S006": soon, "S031": soon}
        if planned:
            made = [visit(seller, day) for seller, day in due.items()]
            made.append(visit("S028", past, "2026-late"))
            here.desk.sync.store.store_parts([part(one.applicant_id, one, seq=900) for one in made])
        screen = here.open("visits")
        assert isinstance(screen, VisitsScreen)
        yield here, screen


def names(screen: VisitsScreen) -> list[str]:
    return [row.applicant.source_id for row in screen.model.rows()]


def choose(here: Office, screen: VisitsScreen, *sellers: str) -> None:
    for seller in sellers:
        screen.table.choose(names(screen).index(seller))
        here.press(screen.table, Qt.Key.Key_Space)
    here.rest()


def texts(widget: object) -> str:
    found = widget.findChildren(QLabel)  # type: ignore[attr-defined]
    return "\n".join(label.text() for label in found if label.isVisibleTo(widget))


def test_the_late_one_stands_first_and_campaigns_say_how_far_they_are(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (_, screen):
        assert names(screen)[0] == "S028" and set(names(screen)) == set(SELLERS)
        first = [screen.model.index(0, column).data() for column in range(1, 5)]
        assert first[1:] == ["Overdue", "2026-11-19", "Follow-up"]
        late, other = screen.campaigns.cards
        assert late.accessibleName() == "Follow-up: 0 of 1 visited · 1 day late"
        assert other.accessibleName() == "Second half: 0 of 3 visited · 28 days left"


def test_space_chooses_and_the_route_is_worked_out_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (here, screen):
        assert "Where do you leave from?" in texts(screen.route)
        screen.route.form.begin_with(*BRANCH)
        assert "Nobody chosen yet" in texts(screen.route)
        screen.table.selectAll()
        here.press(screen.table, Qt.Key.Key_Space)
        here.rest()
        found = screen.route.found
        assert found is not None and len(found.route.legs) == 3
        lines = screen.route.stops.rows_model.rows()
        assert [line.number for line in lines] == [1, 2, 3]
        assert "3 visits" in screen.route.totals.accessibleName()
        assert "1 left out" in screen.route.totals.accessibleName()
        assert lines[0].place.phone in screen.route.stop_said.text()
        (missed,) = screen.route.left_out.rows_model.rows()
        assert (missed.place.applicant_id, missed.why) == ("sample:S031", "unplaced")
        here.press(screen.table, Qt.Key.Key_Space)
        here.rest()
        assert screen.route.found is None and screen.model.checked() == ()


def test_a_box_is_told_to_those_who_cannot_see_it(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (here, screen):
        box = screen.model.index(0, 0)
        assert box.data() == "not chosen"
        assert Qt.CheckState(box.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Unchecked
        choose(here, screen, names(screen)[0])
        assert box.data() == "chosen"
        assert Qt.CheckState(box.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked


def test_a_click_on_the_box_chooses_that_seller(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (here, screen):
        spot = screen.table.visualRect(screen.model.index(2, 0)).center()
        qtbot.mouseClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert screen.model.checked() == (screen.model.rows()[2].applicant.id,)
        beside = screen.table.visualRect(screen.model.index(1, 1)).center()
        qtbot.mouseClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=beside)
        assert len(screen.model.checked()) == 1
        here.do("visit.clear")
        assert screen.model.checked() == ()


def test_a_position_noted_there_and_then_puts_the_seller_into_the_day(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (here, screen):
        screen.route.form.begin_with(*BRANCH)
        choose(here, screen, "S031")
        assert screen.route.left_out.rows_model.rowCount() == 1
        here.press(screen.route.left_out, Qt.Key.Key_Return)
        place = screen.route.place
        assert place.position.hasFocus()
        here.type(place.position, "somewhere")
        here.press(place.position, Qt.Key.Key_Return)
        here.wait(lambda: "31.2304" in place.position.accessibleDescription())
        assert screen.route.found is not None and not screen.route.found.route.legs
        place.position.setText("23.05, 113.2")
        place.hours.setText("9:00-18:00")
        here.press(place.position, Qt.Key.Key_Return)
        here.wait(lambda: screen.route.found is not None and screen.route.found.route.legs)
        here.rest()
        file = here.desk.cases.applicant_file("sample:S031", ledgers=False)
        assert (file.applicant.position, file.applicant.open_hours) == ("23.05, 113.2", "9:00-18:00")
        assert not place.isVisibleTo(screen) and screen.route.left_out.rows_model.rowCount() == 0


def test_what_is_noted_without_a_change_writes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (here, screen):
        screen.table.choose(names(screen).index("S006"))
        here.do("visit.place")
        here.wait(lambda: screen.route.place.isVisibleTo(screen))
        assert screen.route.place.position.text() == "22.8054, 113.293"
        screen.route.place.position.setText("22.8054, 113.293")
        here.press(screen.route.place.position, Qt.Key.Key_Return)
        here.rest()
        assert here.desk.sync.status().outbox == ()


def test_what_is_being_typed_of_a_place_outlives_a_change_elsewhere(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (here, screen):
        here.window.resize(1440, 900)
        screen.table.choose(names(screen).index("S006"))
        here.do("visit.place")
        here.wait(lambda: screen.route.place.hours.hasFocus())
        screen.route.place.hours.clear()
        here.type(screen.route.place.hours, "8:00-9:3")
        here.desk.visits.add("sample:S005")
        here.rest()
        assert screen.route.place.hours.text() == "8:00-9:3"
        here.type(screen.route.place.hours, "0")
        here.press(screen.route.place.hours, Qt.Key.Key_Return)
        here.wait(lambda: not screen.route.place.isVisible())
        here.rest()
        file = here.desk.cases.applicant_file("sample:S006", ledgers=False)
        assert file.applicant.open_hours == "8:00-9:30"
        assert screen.table.hasFocus(), "where it came from"


def test_a_seller_who_is_closed_that_day_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (here, screen):
        screen.route.form.begin_with(*BRANCH)
        screen.route.form.day.set_day(date(2026, 11, 22))  # a Sunday
        choose(here, screen, "S028")
        (missed,) = screen.route.left_out.rows_model.rows()
        assert missed.why == "shut"
        assert screen.route.left_out.rows_model.index(0, 1).data() == "closed that day"


def test_the_start_is_remembered_and_the_day_is_not(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (here, screen):
        screen.route.form.begin_with(*BRANCH)
        screen.route.form.day.set_day(date(2026, 11, 22))
        kept = json.loads((here.launcher.now.tables or {})["visits.plan"])
        assert kept == {
            "name": "Branch", "position": "23.0215, 113.1214", "leave": "08:00", "minutes": 45, "kmh": 60
        }  # fmt: skip


def test_a_damaged_memory_counts_as_none(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S006") as here:
        here.window.preferences.remember_table("visits.plan", '{"minutes": "many", "leave": "noon"}')
        form = here.open("visits").route.form
        assert (form.leave.text(), form.minutes.number(), form.position.text()) == ("09:00", 60, "")


def test_an_hour_or_a_position_that_is_none_is_said_at_its_field(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (here, screen):
        screen.route.form.begin_with(*BRANCH)
        choose(here, screen, "S006")
        assert screen.route.found is not None
        screen.route.form.leave.setText("")
        here.type(screen.route.form.leave, "noon")
        screen.route.form.leave.textEdited.emit("noon")
        assert screen.route.form.leave.accessibleDescription() == "Like 09:00"
        assert screen.route.found is None
        assert not screen.route.print.isEnabled()


def test_the_list_is_searched_and_narrowed(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (here, screen):
        here.type(screen.filters.search, "佛山")
        assert names(screen) == ["S006"]
        here.press(screen.filters.search, Qt.Key.Key_Escape)
        assert len(names(screen)) == 4
        screen.filters.campaign.setCurrentIndex(screen.filters.campaign.findData("2026-late"))
        assert names(screen) == ["S028"]
        here.type(screen.filters.search, "nobody")
        assert screen.empty.accessibleName() == "Nothing found"
        assert screen.empty.button is not None
        screen.empty.button.click()
        assert len(names(screen)) == 4 and screen.filters.search.text() == ""


def test_what_is_chosen_stays_chosen_while_the_list_is_narrowed(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (here, screen):
        choose(here, screen, "S006", "S005")
        here.type(screen.filters.search, "中山")
        assert screen.model.checked() == ("sample:S006", "sample:S005")
        assert "2026-11-20 · 2 chosen" in texts(screen.route)


def test_a_head_orders_the_list(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (_, screen):
        screen.table.horizontalHeader().sectionClicked.emit(1)
        sellers = [row.applicant.name for row in screen.model.rows()]
        assert sellers == sorted(sellers)
        screen.table.horizontalHeader().sectionClicked.emit(1)
        assert [row.applicant.name for row in screen.model.rows()] == sorted(sellers, reverse=True)


def test_a_survey_that_was_made_moves_its_visit_on(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (here, screen):
        made = survey("sample:S006", BUSINESS_DAY, visit="2026-h2-S006")
        here.desk.sync.store.store_parts([part(made.applicant_id, made, seq=950)])
        screen.refresh()
        here.rest()
        assert "S006" not in names(screen)
        screen.filters.stages.choose(Stage.TO_REVIEW)
        screen.filters.changed.emit()
        assert [row.step for row in screen.model.rows()] == [ListedStep.TO_REVIEW]
        again = review(made, Verdict.ASKED_AGAIN)
        here.desk.sync.store.store_parts([part(made.applicant_id, again, seq=960)])
        screen.refresh()
        here.rest()
        assert screen.empty.accessibleName() == "Nothing waits for a review"
        assert "1 asked again" in screen.campaigns.cards[1].accessibleName()


def test_more_than_a_day_holds_is_refused_with_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (here, screen):
        screen.route.form.begin_with(*BRANCH)
        (row, *_) = screen.model.rows()
        many = [replace(row, applicant=replace(row.applicant, id=f"sample:{n}")) for n in range(61)]
        screen.model.set_rows(many)
        screen.table.selectAll()
        here.press(screen.table, Qt.Key.Key_Space)
        here.wait(screen.route.notice.text)
        assert "61 visits are chosen" in screen.route.notice.text()
        assert screen.route.empty.isHidden() and screen.route.found is None


def test_one_officers_visits_are_shown_with_that_part_of_the_campaign(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (here, screen):
        other = replace(visit("S031", BUSINESS_DAY + timedelta(days=28)), assigned_to="officer-2")
        here.desk.sync.store.store_parts([part(other.applicant_id, other, seq=990, version=2)])
        screen.refresh()
        here.rest()
        assert screen.campaigns.cards[1].accessibleName().startswith("Second half: 0 of 3")
        screen.filters.officer.setCurrentIndex(screen.filters.officer.findData("officer-2"))
        assert names(screen) == ["S031"]
        (card,) = screen.campaigns.cards
        assert card.accessibleName().startswith("Second half: 0 of 1")


def test_a_supervisor_begins_with_what_waits_for_a_review(qtbot: QtBot, tmp_path: Path) -> None:
    supervisor = Officer("supervisor-1", "顾岚", "supervisor", "desk-2")
    with office(qtbot, tmp_path, *SELLERS, officer=supervisor) as here:
        made = survey("sample:S006", BUSINESS_DAY)
        planned = visit("S005", BUSINESS_DAY)
        for record in (made, planned):
            here.desk.sync.store.store_parts([part(record.applicant_id, record, seq=950)])
        screen = here.open("visits")
        here.wait(screen.model.rowCount)
        (row,) = screen.model.rows()
        assert (row.step, row.officer) == (ListedStep.TO_REVIEW, "officer-1")
        here.press(screen.table, Qt.Key.Key_Return)
        here.rest()
        assert here.view.here is not None and here.view.here.tab == "surveys"


def test_without_any_visit_the_screen_says_how_there_come_to_be_some(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path, planned=False) as (here, screen):
        assert screen.empty.accessibleName() == "No visits yet" and screen.filters.stage is Stage.TO_GO
        assert screen.empty.button is not None
        screen.empty.button.click()
        dialog = here.window.findChild(AddSeller)
        assert isinstance(dialog, AddSeller)
        here.wait(dialog.model.rowCount)
        here.type(dialog.search, "佛山")
        here.wait(lambda: dialog.model.rowCount() == 1)
        here.press(dialog.search, Qt.Key.Key_Return)
        here.wait(lambda: names(screen) == ["S006"])
        dialog.accept()
        here.rest()
        here.wait(screen.model.checked)
        assert screen.model.checked() == ("sample:S006",), "it was added to be visited"
        assert screen.model.index(0, 4).data() == "added by you"


def test_only_whom_the_officer_added_is_taken_off(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (here, screen):
        screen.table.choose(names(screen).index("S006"))
        here.do("visit.remove")
        assert here.view.messages.text().startswith("Only whom you added can be taken off")
        made = survey("sample:S006", BUSINESS_DAY, "0", visit="2026-h2-S006")
        here.desk.sync.store.store_parts([part(made.applicant_id, made, seq=950)])
        here.desk.visits.add("sample:S006")
        here.wait(lambda: (WhyListed.ADDED,) in [row.why for row in screen.model.rows()])
        screen.table.choose(names(screen).index("S006"))
        here.do("visit.remove")
        here.wait(lambda: "S006" not in names(screen))


def test_enter_leads_to_the_surveys_of_the_file(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (here, screen):
        screen.table.choose(names(screen).index("S006"))
        here.press(screen.table, Qt.Key.Key_Return)
        here.rest()
        assert here.view.here is not None and here.view.here.applicant_id == "sample:S006"
        assert here.view.here.tab == "surveys"


def test_where_there_is_no_room_for_both_one_is_shown_and_a_key_leads_to_the_other(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with visits(qtbot, tmp_path) as (here, screen):
        here.window.resize(1440, 900)
        assert screen.table.isVisible() and screen.route.isVisible() and not screen.to_route.isVisible()
        here.do("visit.route")
        assert screen.table.isVisible() and not screen.route.isVisible()
        here.do("visit.route")
        here.window.resize(1000, 700)
        here.wait(lambda: not screen.route.isVisible())
        assert screen.table.isVisible() and screen.to_route.isVisible()
        choose(here, screen, "S006")
        assert screen.to_route.text() == "Route of the day  1"
        screen.to_route.click()
        assert screen.route.isVisible() and not screen.table.isVisible()
        screen.route.back.click()
        assert screen.table.isVisible() and screen.table.hasFocus()
        here.do("visit.place")
        here.wait(lambda: screen.route.place.hours.hasFocus())


def test_rows_are_copied_with_their_heads(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (here, screen):
        screen.table.choose(0)
        here.do("copy.rows")
        heads, line = QGuiApplication.clipboard().text().splitlines()
        assert heads.split("\t")[:3] == ["Seller", "State", "By"]
        assert line.split("\t")[1:3] == ["Overdue", "2026-11-19"]


def test_the_route_is_saved_as_a_paper(qtbot: QtBot, tmp_path: Path) -> None:
    from workstation.letters import page_text

    with visits(qtbot, tmp_path) as (here, screen):
        here.do("letter.save")
        assert here.view.messages.text() == "There is no route to print yet."
        screen.route.form.begin_with(*BRANCH)
        choose(here, screen, "S006", "S031")
        found = screen.route.found
        assert found is not None
        pdf = here.desk.visits.paper(found, screen.route.form.start_name)
        screen.route.acts.save(tmp_path / "route.pdf", pdf)
        here.wait(lambda: "Saved as" in here.view.messages.text())
        words = "".join(page_text((tmp_path / "route.pdf").read_bytes(), 0).split())
        assert "佛山市顺德区乐厨电器有限公司" in words and "没有位置" in words and "Branch" in words


def test_in_the_other_language_every_line_speaks_it(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (here, screen):
        screen.route.form.begin_with(*BRANCH)
        choose(here, screen, "S006", "S031")
        here.do("language")
        here.wait(lambda: screen.campaigns.cards[0].accessibleName().startswith("回访: 已走访 0 / 1 户"))
        assert screen.title() == "走访"
        assert "已逾期" in [screen.model.index(n, 2).data() for n in range(4)]
        assert "1 户" in screen.route.totals.accessibleName()
        here.do("language")


# --- the plan ------------------------------------------------------------------------------------------


def test_positions_are_drawn_to_scale_with_north_up() -> None:
    south, north, east = position("31.0, 121.0"), position("31.1, 121.0"), position("31.0, 121.1")
    plan = fitted([south, north, east], 400, 300, 40)
    (x0, y0), (x1, y1), (x2, y2) = map(plan.point, (south, north, east))
    assert x1 == pytest.approx(x0) and y1 < y0, "north is up"
    assert y2 == pytest.approx(y0) and x2 > x0, "east is at the right"
    assert (y0 - y1) / plan.scale == pytest.approx(11_119, rel=0.001)
    assert (x2 - x0) / plan.scale == pytest.approx(9_531, rel=0.002)
    assert all(39 <= x <= 361 and 39 <= y <= 261 for x, y in ((x0, y0), (x1, y1), (x2, y2)))


def test_one_place_alone_stands_in_the_middle() -> None:
    alone = position("31.0, 121.0")
    assert fitted([alone], 400, 300, 40).point(alone) == pytest.approx((200, 150))


@pytest.mark.parametrize("scale", [0.0005, 0.004, 0.03, 0.6])
def test_the_bar_is_a_round_way(scale: float) -> None:
    metres, long = scale_bar(scale, 96)
    assert 96 / 2.6 < long <= 96 and long == pytest.approx(metres * scale)
    assert str(metres).rstrip("0") in {"1", "2", "5"}


def test_marks_that_would_cover_each_other_part_and_others_stay() -> None:
    there = [(100.0, 100.0)] * 4 + [(300.0, 100.0)]
    moved = apart(there, 22)
    gaps = [((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 for n, a in enumerate(moved) for b in moved[:n]]
    assert min(gaps) > 20 and moved[4] == (300.0, 100.0)


def test_a_plan_of_nobody_draws_nothing_and_does_not_fail(qtbot: QtBot, tmp_path: Path) -> None:
    with visits(qtbot, tmp_path) as (here, screen):
        screen.route.form.begin_with(*BRANCH)
        choose(here, screen, "S006")
        found = screen.route.found
        assert found is not None
        empty = replace(found, route=replace(found.route, legs=(), left_out=()))
        picture = PlanPicture()
        qtbot.addWidget(picture)
        picture.resize(320, 240)
        picture.show_route(empty, "Branch")
        assert not picture.grab().isNull()
        assert picture.accessibleDescription() == "Branch"
