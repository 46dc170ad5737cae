"""Whatever piece of a name, an id, a shop or a phone number an officer types, the seller is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.cache import Cache
from db.cache.search import match_expression, search_text
from tests.helpers.caches import act, edit, note, part, seller, shop
from workstation.ports import WorklistQuery, WorklistSort

RARE = seller(1, name="欧阳𬭸", phone="138-0000-1234", id="olist:3442f8959a84", source_id="3442f8959a84")
PLAIN = seller(2, name="杭州吕布鞋业有限公司", phone="0571 8888 9999")
LATIN = seller(3, name="São Paulo Calçados", phone="+55 11 4002-8922")


@pytest.fixture(autouse=True)
def three_sellers(cache: Cache) -> None:
    parts = [
        part(RARE.id, RARE, shop(RARE, "小欧旗舰店")),
        part(PLAIN.id, PLAIN, shop(PLAIN, "赤兔运动")),
        part(LATIN.id, LATIN),
    ]
    cache.sync.store_parts(parts)


def found(cache: Cache, text: str) -> set[str]:
    return {row.applicant_id for row in cache.cases.worklist(WorklistQuery(text=text)).rows}


@pytest.mark.parametrize(
    "text",
    [
        "欧", "阳", "𬭸", "欧阳", "阳𬭸", "欧阳𬭸",  # any substring of the name
        "旗舰", "店", "小欧旗舰店",  # of a shop
        "ouyang", "ouy", "yang", "oy", "OuYang",  # pinyin: from any syllable on, whole or initials
        "3442f", "olist", "olist:3442f8", "9a84",  # an id: its beginning, its end
        "138", "1234", "13800001234", "138-0000", "0000-1234", "１３８",  # a phone as it is said
        "欧 1234", "1234 欧阳",  # several words: all must be there
    ],
)  # fmt: skip
def test_the_seller_is_found_by_any_piece(cache: Cache, text: str) -> None:
    assert found(cache, text) == {RARE.id}


@pytest.mark.parametrize("text", ["sao", "são paulo", "calcados", "PAULO", "8922", "5511"])
def test_accents_and_case_do_not_matter(cache: Cache, text: str) -> None:
    assert found(cache, text) == {LATIN.id}


@pytest.mark.parametrize("text", ["lvbu", "lb", "xy", "hangzhou", "赤兔", "司", "88889999"])
def test_the_firm_is_found_by_any_piece(cache: Cache, text: str) -> None:
    assert found(cache, text) == {PLAIN.id}


@pytest.mark.parametrize("text", ["阳欧", "欧阳 paulo", "𬭸欧", "7777", "欧阳𬭸小欧"])
def test_what_is_not_there_is_not_found(cache: Cache, text: str) -> None:
    """The last one: a name's end and a shop's beginning are two texts, not one."""
    assert found(cache, text) == set()


SYNTAX = ["欧* OR 杭", '欧" OR words:"', "NEAR(欧 杭)", "欧 AND", "欧 NOT 小", "words:欧", "欧 + 杭"]


@pytest.mark.parametrize("text", SYNTAX)
def test_nothing_that_is_typed_is_syntax(cache: Cache, text: str) -> None:
    """The words of the query language are words like others, and nobody is called so."""
    assert found(cache, text) == set()


@pytest.mark.parametrize("text", ["", "  ", "--", '"', "*", "("])
def test_a_search_for_nothing_hides_nothing(cache: Cache, text: str) -> None:
    assert len(found(cache, text)) == 3


def test_a_new_name_is_found_and_the_old_one_no_longer(cache: Cache) -> None:
    cache.acts.keep_act(edit(RARE, name="上官婉儿"))
    assert (found(cache, "上官"), found(cache, "𬭸")) == ({RARE.id}, set())
    cache.acts.drop_act("act-1")
    assert (found(cache, "上官"), found(cache, "𬭸")) == (set(), {RARE.id})


def test_what_left_the_scope_is_no_longer_found(cache: Cache) -> None:
    cache.acts.keep_act(act(note(RARE)))
    cache.sync.forget([RARE.id])
    assert found(cache, "欧") == set()


def test_a_search_keeps_the_order_and_pages(cache: Cache) -> None:
    query = WorklistQuery(text="test", sort=WorklistSort.NAME, descending=False, limit=1)
    first = cache.cases.worklist(query)
    second = cache.cases.worklist(WorklistQuery("all", "test", query.sort, False, first.after, 1))  # type: ignore[arg-type]
    assert [row.applicant_id for row in first.rows + second.rows] == [PLAIN.id, LATIN.id]
    assert second.after is None


def test_a_search_with_very_many_hits_follows_the_order_of_the_list(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = cache.cases.worklist(WorklistQuery(text="test", sort=WorklistSort.NAME)).rows
    monkeypatch.setattr("db.cache.worklist._FEW", 0)
    assert cache.cases.worklist(WorklistQuery(text="test", sort=WorklistSort.NAME)).rows == expected


def test_an_act_that_changes_no_name_reads_no_pinyin(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table behind it takes half a second to load, which a verb that keeps a note need not wait for."""
    monkeypatch.setattr("db.cache.search._reader", lambda: pytest.fail("the table was asked for"))
    cache.acts.keep_act(act(note(RARE)))
    monkeypatch.undo()
    cache.acts.keep_act(edit(RARE, "act-2", name="重庆麻辣店"))
    assert found(cache, "mala") == {RARE.id}


def test_a_space_that_changes_the_reading_alone_is_noticed() -> None:
    """重 beside 庆 is chong; by itself it is zhong."""
    together, apart = search_text(["重庆"], [], []), search_text(["重 庆"], [], [])
    assert (together.pinyin.split()[0], apart.pinyin.split()[0]) == ("chongqing", "zhong")
    assert together.words == apart.words and together.digest != apart.digest


HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=6)


@given(name=HAN, data=st.data())
def test_every_substring_of_every_name_makes_a_phrase_of_its_words(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    piece = name[start : data.draw(st.integers(start + 1, len(name)))]
    phrase = match_expression(piece).split('"')[1]
    assert f" {phrase} " in f" {search_text([name], [], []).words} "
