import polars as pl

from retailcrm.importers.masking import mask_column, masked

VISA = "4111111111111111"


def test_a_payment_card_in_a_note_keeps_its_last_four_digits() -> None:
    assert masked(f"paid with {VISA} today") == "paid with **** 1111 today"


def test_one_payment_card_among_blank_card_cells_is_dropped() -> None:
    column = pl.Series(["", None, VISA, "", None])
    assert VISA not in mask_column(column, "card").to_list()


def test_one_payment_card_among_loyalty_numbers_is_dropped_and_they_stay() -> None:
    loyalty = [f"70100{number:05d}" for number in range(200)]
    told = mask_column(pl.Series([*loyalty, VISA]), "card").to_list()
    assert told == [*loyalty, None]


def test_loyalty_numbers_as_long_as_payment_cards_stay_though_some_look_like_one() -> None:
    loyalty = [f"4{number:015d}" for number in range(10**14, 10**14 + 300)]
    assert mask_column(pl.Series(loyalty), "card").to_list() == loyalty
