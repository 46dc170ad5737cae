"""The book's needs: what models foresee over all files here, and what came of the invitations."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.services.test_foreseen import WHO, WORDS, foreseeing, need
from tests.ui.desks import BUSINESS_DAY
from workstation.domain.inviting import InvitationStep
from workstation.domain.outlook import Outlook
from workstation.domain.records import ApplicantFile
from workstation.services.looking_ahead import BookAhead, Invited, book_ahead, overview_here


def test_what_is_foreseen_is_summed_by_trade_and_invitations_are_counted(tmp_path: Path) -> None:
    with foreseeing(tmp_path, *WORDS, sellers=("S001", "S003", "S004")) as desk:
        desk.outlooks.refresh()
        desk.invitations.invite(WHO)
        desk.invitations.record(WHO, InvitationStep.TAKEN, "愿意借")
        desk.invitations.invite("sample:S004", days=14)
        ahead = overview_here(desk).ahead
        assert (ahead.looked_at, ahead.warned, ahead.horizons) == (3, 0, (30, 90))
        told = {one.trade: one for one in ahead.trades}
        assert [one.trade for one in ahead.trades][
            -1
        ] == "crafts_gifts"  # nobody of it is in the list any more
        assert (told["crafts_gifts"].spoken_of, told["crafts_gifts"].invited, told["crafts_gifts"].taken) == (
            1,
            1,
            1,
        )
        assert told["crafts_gifts"].within(30) == pytest.approx(0.6)
        assert told["crafts_gifts"].within(90) == pytest.approx(0.7)
        assert (told["home_textiles"].listed, told["home_textiles"].invited, told["home_textiles"].taken) == (
            1,
            1,
            0,
        )
        assert sum(one.listed for one in ahead.trades) == ahead.listed == 2
        assert ahead.invited == Invited(made=2, waiting=1, taken=1, asked=0)
        late = book_ahead(desk.cases, desk.outlooks.store, BUSINESS_DAY + timedelta(days=15))
        assert (late.invited.waiting, late.invited.lapsed) == (0, 1)


def test_what_was_foreseen_for_days_gone_by_is_not_counted(tmp_path: Path) -> None:
    with foreseeing(tmp_path, *WORDS) as desk:
        old = Outlook(WHO, BUSINESS_DAY - timedelta(days=31), "by", (need(30, 0.9), need(90, 0.4)))
        desk.outlooks.store.keep([(old, desk.sync.store.cursors()[WHO])])
        (trade,) = book_ahead(desk.cases, desk.outlooks.store, BUSINESS_DAY).trades
        assert trade.expected == ((90, 0.4),)


def test_each_file_is_read_once_for_what_was_and_what_will_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with foreseeing(tmp_path, *WORDS, sellers=("S001", "S003", "S004")) as desk:
        read, reading = list[str](), desk.cases.applicant_file

        def counted(applicant_id: str, *, ledgers: bool = True) -> ApplicantFile:
            read.append(applicant_id)
            return reading(applicant_id, ledgers=ledgers)

        monkeypatch.setattr(desk.cases, "applicant_file", counted)
        overview_here(desk)
        assert sorted(read) == ["sample:S001", "sample:S003", "sample:S004"]


def test_before_anybody_looked_there_is_nothing(tmp_path: Path) -> None:
    with foreseeing(tmp_path, *WORDS) as desk:
        seen = overview_here(desk)
        assert seen.monitor is None
        assert seen.ahead == BookAhead(0, 0, 0, (), (), Invited())
