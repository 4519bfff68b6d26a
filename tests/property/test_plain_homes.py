"""Addresses of many people in their plain form are those of each alone."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.core.folding import fold
from retailcrm.core.plain_address import plain_post
from retailcrm.mailing.plain_homes import folded, plain_homes

SIGNS = "aZ9 _-.,'`\N{RIGHT SINGLE QUOTATION MARK}\u00e9\u00d8\u0142\u00df\u0301\u4e2d\n\t#/|\u00a0"
WORDS = st.lists(st.one_of(st.text(SIGNS, max_size=12), st.text(max_size=6)), max_size=12)
SURE = st.text(SIGNS, max_size=8)


@given(WORDS)
def test_a_column_is_folded_as_each_of_its_texts(told: list[str]) -> None:
    assert folded(pl.Series(told, dtype=pl.String)).to_list() == [fold(one) for one in told]


@given(st.lists(st.tuples(SURE, SURE, SURE, SURE), max_size=8))
def test_homes_of_a_column_are_those_of_each_person(told: list[tuple[str, str, str, str]]) -> None:
    names = ("last_name", "street", "postcode", "city")
    people = pl.DataFrame(told, schema=dict.fromkeys(names, pl.String), orient="row")
    assert plain_homes(people).to_list() == [
        plain_post(last, street, code) if street and (code or city) else ""
        for last, street, code, city in told
    ]
