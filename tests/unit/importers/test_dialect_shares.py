import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.importers.dialects.frames import along_doc, doc_any, doc_sum, documents, from_heads
from retailcrm.importers.dialects.shares import part_of, share, times, whole_units

LINES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 10**7)), min_size=1, max_size=30)


@given(lines=LINES, amount=st.integers(-(10**9), 10**9))
def test_shares_add_up_to_the_amount_and_none_is_a_unit_off(
    lines: list[tuple[int, int]], amount: int
) -> None:
    frame = documents(pl.DataFrame(sorted(lines), schema=["key", "weight"], orient="row"), "key")
    shared = share(frame, "share", amount=pl.lit(amount), weight=pl.col("weight"))
    for _, document in shared.group_by("key"):
        assert document["share"].sum() == amount
        total = document["weight"].sum()
        if total:
            exact = document["weight"] * amount / total
            assert ((document["share"] - exact).abs() < 1.001).all()


def test_the_largest_remainders_get_the_cents_left_over() -> None:
    frame = documents(pl.DataFrame({"key": ["a"] * 3, "weight": [1, 1, 1]}), "key")
    shared = share(frame, "share", amount=pl.lit(100), weight=pl.col("weight"))
    assert shared["share"].to_list() == [34, 33, 33]


def test_an_amount_without_any_weight_goes_to_the_first_line() -> None:
    frame = documents(pl.DataFrame({"key": ["a", "a", "b"], "weight": [0, 0, 5]}), "key")
    shared = share(frame, "share", amount=pl.lit(7), weight=pl.col("weight"))
    assert shared["share"].to_list() == [7, 0, 7]


def test_amounts_that_no_64_bits_hold_are_shared_right() -> None:
    frame = documents(pl.DataFrame({"key": ["a", "a"], "weight": [10**14, 3 * 10**14]}), "key")
    shared = share(frame, "share", amount=pl.lit(10**12), weight=pl.col("weight"))
    assert shared["share"].to_list() == [25 * 10**10, 75 * 10**10]


def test_half_units_round_away_from_nought_on_both_sides() -> None:
    frame = pl.DataFrame({"fine": [5_000, -5_000, 4_999], "price": [1, -1, 3]})
    found = frame.select(
        units=whole_units(pl.col("fine"), 2),
        product=times(pl.col("price"), pl.lit(500)),
        part=part_of(pl.col("price"), pl.lit(1), pl.lit(2)),
    )
    assert found.rows() == [(1, 1, 1), (-1, -1, -1), (0, 2, 2)]


def test_a_part_of_nothing_is_nothing() -> None:
    found = pl.select(part=part_of(pl.lit(5), pl.lit(3), pl.lit(0)))
    assert found.item() == 0


@given(keys=st.lists(st.sampled_from(["a", "b", "c", None]), min_size=1, max_size=20))
def test_documents_are_brought_together_wherever_their_rows_stand(
    keys: list[str | None],
) -> None:
    frame = pl.DataFrame({"key": keys, "one": [1] * len(keys)}, schema_overrides={"key": pl.String})
    found = documents(frame, "key").with_columns(
        count=doc_sum(pl.col("one")),
        nth=along_doc(pl.col("one")),
        any_b=doc_any(pl.col("key") == "b"),
    )
    for (key,), document in found.group_by("key"):
        assert document["count"].to_list() == [len(document)] * len(document)
        assert sorted(document["nth"]) == list(range(1, len(document) + 1))
        assert document["any_b"].to_list() == [key == "b"] * len(document)


def test_every_row_learns_what_the_head_of_its_document_tells_even_out_of_order() -> None:
    frame = pl.DataFrame({"key": ["a", "a", "b"], "told": [None, "yes", None]})
    found = from_heads(documents(frame, "key"), pl.col("told").is_not_null(), ["told"])
    assert found["told"].to_list() == ["yes", "yes", None]
