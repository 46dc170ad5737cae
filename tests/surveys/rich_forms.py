"""Forms in which much depends on much, for answers given at random."""

from __future__ import annotations

from functools import cache

from tests.surveys.forms import form_of
from workstation.surveys.form import Form

_SHOP = """
type | name | label | calculation | relevant | constraint | required | choice_filter | trigger
begin_group | shop | Shop | | | | | |
select_one kind | kind | Kind | | | | yes | |
integer | staff | Staff | | | . >= 0 and . <= 500 | ${kind} = 'factory' | |
decimal | wage | Wage | | ${staff} > 0 | . > 0 and . < 100000 | yes | |
select_one province | province | Province | | | | | |
select_one city | city | City | | ${province} != '' | | yes | province = ${province} |
date | opened | Opened | | | . <= '2026-07-01' | | |
date | moved | Moved | | ${opened} != '' | . >= ${opened} | | |
end_group | | | | | | | |
begin_repeat | line | Line ${item} | | ${kind} != 'none' | | | |
text | item | Item | | | string-length(.) < 9 | yes | |
integer | qty | Quantity | | | . >= 0 | yes | |
decimal | cost | Cost | | ${qty} > 0 | . >= 0 | yes | |
calculate | worth | | ${qty} * coalesce(${cost}, 0) | | | | |
calculate | number | | position(..) | | | | |
text | why | Why? | | ${worth} > 1000 | | yes | |
text | note | Note | | | | | | ${qty}
end_repeat | | | | | | | |
calculate | total | | sum(${worth}) | | | | |
calculate | lines | | count(${line}) | | | | |
calculate | filled | | count-non-empty(/data/shop/*) + count(/data//cost) | | | | |
calculate | counted | | count(/data/descendant::qty) | | | | |
begin_group | sums | Sums | | ${total} > 0 | | | |
decimal | sales | Sales | | | . >= ${total} div 10 | yes | |
decimal | margin | Margin | (${sales} - ${total}) div ${sales} | | | | |
calculate | hands | | ${staff} * 2 | | | | |
begin_group | doubt | Doubt | | ${margin} < 0 | | | |
text | reason | Reason | | | . != 'no' | yes | |
end_group | | | | | | | |
end_group | | | | | | | |
select_multiple trade or_other | trades | Trades | | | count-selected(.) <= 2 | | |
text | last | Last | | selected(${trades}, 'toys') and ${reason} = '' | | | |
"""
_CHOICES = """
list_name | name | label | province
kind | shop | Shop |
kind | factory | Factory |
kind | none | None |
province | zj | Zhejiang |
province | gd | Guangdong |
city | hz | Hangzhou | zj
city | yw | Yiwu | zj
city | sz | Shenzhen | gd
trade | toys | Toys |
trade | bags | Bags |
"""

_HOUSE = """
type | name | label | calculation | relevant | constraint | required | repeat_count | choice_filter
integer | people | How many? | | | . <= 4 | yes | |
begin_repeat | person | Person | | | | | if(${people} > 5, 5, ${people}) |
text | name | Name | | | | yes | |
integer | age | Age | | | . < 120 | | |
begin_group | work | Work | | ${age} >= 16 | | | |
begin_repeat | job | Job | | | | | |
decimal | pay | Pay | | | . >= 0 | yes | |
integer | hours | Hours | | ${pay} > 0 | . <= 80 | | |
calculate | rate | | ${pay} div ${hours} | | | | |
end_repeat | | | | | | | |
calculate | earned | | sum(${pay}) | | | | |
end_group | | | | | | | |
calculate | first | | indexed-repeat(/data/person/name, /data/person, 1) | | | | |
calculate | elder | | count(/data/person[age > current()/../age]) | | | | |
calculate | before | | count(../preceding-sibling::person) | | | | |
end_repeat | | | | | | | |
calculate | income | | sum(${earned}) | | | | |
calculate | oldest | | max(${age}) | | | | |
select_one ${name} | head | Head | | ${income} > 0 | | yes | |
integer | which | Which? | | | | | |
calculate | chosen | | indexed-repeat(${name}, ${person}, ${which}) | | | | |
note | said | ${chosen}, ${oldest} | | ${chosen} != '' | | | |
range | mood | Mood | | | | | |
rank trade | order | Order | | ${people} > 1 | | | |
acknowledge | agreed | Agreed | | | | yes | |
geopoint | place | Place | | | | | |
time | at | At | | | | | |
dateTime | on | On | | | | | |
"""


@cache
def shop() -> Form:
    return form_of(_SHOP, _CHOICES)


@cache
def house() -> Form:
    return form_of(_HOUSE, "list_name | name | label\ntrade | toys | Toys\ntrade | bags | Bags")


FORMS = (shop, house)
