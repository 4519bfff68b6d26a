"""E-mail addresses, phone numbers, yes and no, and words."""

import polars as pl

from retailcrm.importers.answers import read_answers
from retailcrm.importers.cells import typed
from retailcrm.importers.chunks import Reading
from retailcrm.importers.contacts import read_emails, read_phones
from retailcrm.importers.dialect import Cell, Column
from retailcrm.importers.masking import mask_column, masked


def test_phone_numbers_come_out_alike_however_they_are_written() -> None:
    cells = ["(917) 555-1234", "917.555.1234", "1-917-555-1234", "'+19175551234", "+1 917 555 1234"]
    assert set(read_phones(pl.Series(cells), "US").values) == {"+19175551234"}


def test_a_number_from_abroad_keeps_its_country() -> None:
    assert read_phones(pl.Series(["0049 30 1234567"]), "US").values.to_list() == ["+49301234567"]
    assert read_phones(pl.Series(["030 1234567"]), "DE").values.to_list() == ["+49301234567"]


def test_a_number_without_a_country_stays_bare() -> None:
    assert read_phones(pl.Series(["555 123 4567"]), None).values.to_list() == ["5551234567"]


def test_a_number_that_a_spreadsheet_rounded_is_left_out() -> None:
    read = read_phones(pl.Series(["8.71E+12"]), "US")
    assert read.values.to_list() == [None]
    assert [row for row, _ in read.bad] == [0]


def test_addresses_are_small_letters_and_others_are_left_out() -> None:
    read = read_emails(pl.Series(["Ann@Example.COM ", "none", "ann at example", None]))
    assert read.values.to_list() == ["ann@example.com", None, None, None]
    assert [row for row, _ in read.bad] == [2]


def test_yes_and_no_are_known_in_five_languages() -> None:
    cells = ["yes", "Ja", "oui", "sí", "x", "Subscribed", "no", "nein", "non", "Unsubscribed", "?"]
    assert read_answers(pl.Series(cells)).values.to_list() == [True] * 6 + [False] * 4 + [None]


def test_an_apostrophe_that_protects_a_number_goes_and_one_of_a_name_stays() -> None:
    frame = pl.DataFrame({"word": ["'001", "'t Hooft", "  Tea  ", ""]})
    read = typed(frame, (Column("word", ("Word",), Cell.TEXT),), Reading())
    assert read.frame["word"].to_list() == ["001", "'t Hooft", "Tea", None]


def test_an_empty_cell_that_is_needed_is_named() -> None:
    frame = pl.DataFrame({"net": ["5.00", " "]})
    read = typed(frame, (Column("net", ("Net",), Cell.MONEY, filled=True),), Reading())
    assert [(bad.row, bad.reason) for bad in read.bad] == [(1, "Empty, but needed")]


def test_payment_cards_are_masked_to_their_last_four() -> None:
    assert masked("card 4111 1111 1111 1111 ok") == "card **** 1111 ok"
    assert masked("4111-1111-1111-1111") == "**** 1111"
    assert masked("order 4111111111111112") == "order 4111111111111112"


def test_loyalty_cards_that_look_like_payment_cards_by_chance_stay_whole() -> None:
    cards = pl.Series(["4111111111111111", "4111111111111112", "4111111111111113"])
    assert mask_column(cards, "card").to_list() == cards.to_list()


def test_a_column_of_payment_cards_names_no_customers() -> None:
    cards = pl.Series(["4111111111111111", "5555555555554444"])
    assert mask_column(cards, "card").to_list() == [None, None]
    assert mask_column(cards, "note").to_list() == ["**** 1111", "**** 4444"]
