"""Columns that no decision may read: found in English, Chinese and the usual short forms, others are not."""

from __future__ import annotations

import pytest

from workstation.training.book.prohibited import prohibited_by


@pytest.mark.parametrize(
    ("name", "attribute"),
    [
        ("SEX", "sex"),
        ("CODE_GENDER", "sex"),
        ("性别", "sex"),
        ("personal_status", "marriage"),
        ("place_of_birth", "birthplace"),
        ("AGE", "age"),
        ("age", "age"),
        ("PersonAge", "age"),
        ("DAYS_BIRTH", "age"),
        ("date_of_birth", "age"),
        ("申请人年龄", "age"),
        ("MARRIAGE", "marriage"),
        ("marital_status", "marriage"),
        ("婚姻状况", "marriage"),
        ("Religion", "religion"),
        ("race", "ethnicity"),
        ("民族", "ethnicity"),
        ("foreign_worker", "ethnicity"),
        ("native_place", "birthplace"),
        ("籍贯", "birthplace"),
        ("HealthStatus", "health"),
        ("政治面貌", "politics"),
    ],
)
def test_prohibited(name: str, attribute: str) -> None:
    assert prohibited_by(name) == attribute


@pytest.mark.parametrize(
    "name",
    [
        *("AverageMInFile", "CLAGE", "account_age", "car_age", "age_of_oldest_trade", "loan_age"),
        *("percentage", "average_balance", "message", "mileage", "mortgage", "usage", "package"),
        *(
            "third_party_data",
            "single_limit",
            "NumberOfDependents",
            "sector",
            "trace",
            "经营年限",
            "店铺名称",
        ),
    ],
)
def test_allowed(name: str) -> None:
    assert prohibited_by(name) == ""


def test_levels_give_a_column_away_whatever_it_is_called() -> None:
    assert prohibited_by("x3", ["M", "F"]) == "sex"
    assert prohibited_by("字段7", ["男", "女", ""]) == "sex"
    assert prohibited_by("x4", ["male single", "female div/dep/mar", "male mar/wid"]) == "sex"
    assert prohibited_by("status", ["Married", "Single", "Divorced"]) == "marriage"
    assert prohibited_by("status", ["open", "closed"]) == ""
