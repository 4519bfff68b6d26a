"""Files of no known till: the proposal, and reading by a mapping."""

from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from retailcrm.core.errors import Cure, UserError
from retailcrm.importers.chunks import Reading
from retailcrm.importers.mapping import fingerprint, written_out
from retailcrm.importers.source import open_sources, propose_file, sample_rows
from tests.unit.importers.reading import GERMAN, SHOP, read_file, write

PLAIN = Path(__file__).parents[2] / "data" / "plain"


def test_a_plain_export_is_read_right_by_the_proposal_alone() -> None:
    lines = read_file(PLAIN / "receipts.csv").frame
    sold = lines.filter(~pl.col("voided"))
    assert sold["receipt"].n_unique() == 415
    assert sold.filter(pl.col("part") == 1)["receipt"].n_unique() == 25
    assert lines.filter(pl.col("voided"))["receipt"].n_unique() == 5
    assert len(sold) == 926
    goods = sold.filter(~pl.col("gift"))
    assert goods["net"].sum() == 3_288_825
    assert goods.filter(pl.col("part") == 1)["net"].sum() == -138_704
    assert sold.filter("gift")["net"].sum() == 40_000
    assert sold["tax"].sum() == 263_227
    assert goods.filter(pl.col("part") == 0)["discount"].sum() == 89_109
    by_store = dict(goods.group_by("store").agg(pl.col("net").sum()).iter_rows())
    assert by_store == {"Harbor Mall": 1_234_718, "Main Street": 2_054_107}


def test_a_plain_customer_list_is_read_right_by_the_proposal_alone() -> None:
    people = read_file(PLAIN / "customers.csv").frame
    assert len(people) == 60
    assert people["email"].is_not_null().sum() == 46
    assert people["phone"].is_not_null().sum() == 45
    assert people["postcode"].str.starts_with("0").sum() == 40
    assert Counter(people["email_consent"]) == {True: 30, False: 17, None: 13}
    assert people["birthday"].str.starts_with("--").sum() == 9
    assert people["card"].n_unique() == 60


GERMAN_FILE = (
    "Kassenbericht Mai 2025;;;;;;;\n"
    "Belegnr;Datum;Uhrzeit;Artikel;Menge;Betrag;MwSt;Kundennr\n"
    "1001;03.05.2025;10:15;Müsli;1;12,50;0,82;K-17\n"
    "1001;03.05.2025;10:15;Tee;2;1.234,00-;80,73-;K-17\n"
    "1002;14.05.2025;11:00;Brot;0,500;3,20;0,21;\n"
    "Summe;;;;;1.218,30-;;\n"
)


def test_a_german_till_roll_is_understood(tmp_path: Path) -> None:
    read = read_file(write(tmp_path / "a.csv", GERMAN_FILE, "cp1252"), GERMAN)
    assert dict(read.facts.mapping) == {
        "receipt": "Belegnr",
        "date": "Datum",
        "time": "Uhrzeit",
        "item": "Artikel",
        "quantity": "Menge",
        "total": "Betrag",
        "tax": "MwSt",
        "card": "Kundennr",
    }
    assert read.frame["net"].to_list() == [1168, -115327, 299]
    assert read.frame["quantity"].to_list() == [1000, -2000, 500]
    assert read.facts.date_order == "dmy"
    assert (read.passed, read.problems) == (1, [])


@pytest.mark.parametrize(
    ("headings", "roles"),
    [
        (
            "N° ticket;Date;Heure;Magasin;Désignation;Qté;Prix unitaire;Remise;Montant HT;TVA",
            "receipt date time store item quantity unit_price discount net tax",
        ),
        (
            "Factura;Fecha;Hora;Tienda;Artículo;Cantidad;Precio;Importe;IVA;Cajero",
            "receipt date time store item quantity unit_price total tax cashier",
        ),
        (
            "Scontrino;Data;Ora;Negozio;Articolo;Quantità;Prezzo;Totale;IVA;Cassiere",
            "receipt date time store item quantity unit_price total tax cashier",
        ),
        (
            "Beleg-Nr.;Datum;Zeit;Filiale;Bezeichnung;Anzahl;Einzelpreis;Brutto;MwSt;Verkäufer",
            "receipt date time store item quantity unit_price total tax cashier",
        ),
        (
            "Receipt #;Date;Time;Shop;Product;Qty;Price;Total;Tax;Staff",
            "receipt date time store item quantity unit_price total tax cashier",
        ),
    ],
)
def test_headings_are_understood_in_five_languages(
    tmp_path: Path, headings: str, roles: str
) -> None:
    row = "A1;13/05/2025;10:15;Here;Tea;2;6,00;12,00;12,00;2,40"
    path = write(tmp_path / "a.csv", f"{headings}\n{row}\n")
    found = propose_file(path, GERMAN).mapping.columns
    names = headings.split(";")
    expected = dict(zip(roles.split(), names, strict=True))
    if "cashier" in expected:
        expected.pop("cashier")
        found = {role: name for role, name in found.items() if role != "cashier"}
    assert {role: found.get(role) for role in expected} == expected


def test_returns_and_voids_are_told_by_their_words(tmp_path: Path) -> None:
    text = (
        "Receipt,Date,Type,Item,Qty,Net,Tax,Status\n"
        "1,2025-05-01,Sale,Cup,1,5.00,0.40,Paid\n"
        "2,2025-05-02,Refund,Cup,1,5.00,0.40,Paid\n"
        "3,2025-05-02,Return,Cup,-1,-5.00,-0.40,Paid\n"
        "4,2025-05-02,Sale,Cup,1,5.00,0.40,Voided\n"
        "5,2025-05-02,Payment,,,9.00,,\n"
    )
    read = read_file(write(tmp_path / "a.csv", text))
    assert read.frame["net"].to_list() == [500, -500, -500, 500]
    assert read.frame["quantity"].to_list() == [1000, -1000, -1000, 1000]
    assert read.frame["part"].to_list() == [0, 1, 1, 0]
    assert read.frame["voided"].to_list() == [False, False, False, True]
    assert read.passed == 1


def test_gift_cards_are_no_goods_in_any_language(tmp_path: Path) -> None:
    rows = ["Gift card 50", "Geschenkgutschein", "Carte cadeau", "Tarjeta regalo", "Carta regalo"]
    body = "".join(f"{n},2025-05-01,{item},50.00,0.00\n" for n, item in enumerate(rows, 1))
    text = f"Receipt,Date,Item,Net,Tax\n{body}9,2025-05-01,Gift card holder,5.00,0.40\n"
    read = read_file(write(tmp_path / "a.csv", text))
    assert read.frame["gift"].to_list() == [True] * 5 + [False]


def test_one_row_a_receipt_is_one_line_without_product(tmp_path: Path) -> None:
    text = "Invoice no,Date,Customer,E-mail,Total,Tax\n7,2025-05-01,Ann Lee,ann@x.org,10.80,0.80\n"
    row = read_file(write(tmp_path / "a.csv", text)).row(0)
    assert (row["item"], row["net"], row["tax"]) == (None, 1000, 80)
    assert (row["first_name"], row["last_name"], row["email"]) == ("Ann", "Lee", "ann@x.org")


def test_a_gross_that_contains_tax_is_no_list_price(tmp_path: Path) -> None:
    text = "Receipt,Date,Gross,Net,Tax\n1,2025-05-01,10.80,10.00,0.80\n2,2025-05-01,5.40,5,0.40\n"
    read = read_file(write(tmp_path / "a.csv", text))
    assert dict(read.facts.mapping)["total"] == "Gross"
    assert read.frame["discount"].to_list() == [0, 0]


def test_discounts_are_positive_on_sales_however_the_file_signs_them(tmp_path: Path) -> None:
    text = "Receipt,Date,Gross,Discount,Net\n1,2025-05-01,10.00,-1.00,9.00\n2,2025-05-01,8,1,7\n"
    read = read_file(write(tmp_path / "a.csv", text))
    assert read.frame["discount"].to_list() == [100, 100]
    assert read.frame["gross"].to_list() == [1000, 800]


def test_receipt_cells_that_stand_on_the_first_row_only_reach_all_rows(tmp_path: Path) -> None:
    text = (
        "Order,Date,E-mail,Item,Net\n"
        "A,2025-05-01,ann@x.org,Cup,5.00\n,,,Pan,6.00\n"
        "B,2025-05-02,,Pot,7.00\n,,,Lid,1.00\n"
    )
    read = read_file(write(tmp_path / "a.csv", text))
    assert read.frame["receipt"].to_list() == ["A", "A", "B", "B"]
    assert read.frame["email"].to_list() == ["ann@x.org", "ann@x.org", None, None]


def test_without_receipt_numbers_time_and_place_number_the_receipts(tmp_path: Path) -> None:
    text = (
        "Date,Time,Store,Item,Amount\n2025-03-05,10:00,Main,Tea,5.00\n"
        "2025-03-05,10:00,Main,Cup,5.00\n2025-03-05,10:01,Main,Cup,5.00\n"
    )
    read = read_file(write(tmp_path / "a.csv", text))
    assert read.frame["receipt"].n_unique() == 2


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Date,Item,Amount\n2025-03-05,Tea,5.00\n", "Receipt number"),
        ("Receipt,Item,Amount\n1,Tea,5.00\n", "Date"),
        ("Receipt,Date,Item\n1,2025-03-05,Tea\n", "Net"),
    ],
)
def test_a_file_that_leaves_a_needed_column_open_is_refused_naming_it(
    tmp_path: Path, text: str, missing: str
) -> None:
    path = write(tmp_path / "a.csv", text)
    with pytest.raises(UserError, match=missing) as refusal:
        open_sources(path, SHOP, mapping={"kind": "sales", "columns": _told(text)})
    assert refusal.value.cure is Cure.COLUMNS


def test_dates_that_can_be_read_both_ways_ask_for_their_order_and_nothing_else(
    tmp_path: Path,
) -> None:
    path = write(tmp_path / "a.csv", "Receipt,Date,Item,Amount\n7,01/02/2026,Tea,3.50\n")
    with pytest.raises(UserError, match="day first or month first") as refusal:
        open_sources(path, Reading(currency="EUR", digits=2))
    assert refusal.value.cure is Cure.DATE_ORDER


def test_what_the_owner_calls_a_file_decides_which_roles_are_offered(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "Who,First buy,Quantity\nAda Byron,2026-10-03,1\n")
    kinds = {kind: propose_file(path, SHOP, None, kind) for kind in ("sales", "customers")}
    offered = {kind: {key for key, _, _ in one.roles} for kind, one in kinds.items()}
    assert "receipt" in offered["sales"]
    assert "birthday" in offered["customers"]
    assert {kind: one.mapping.kind for kind, one in kinds.items()} == {
        "sales": "sales",
        "customers": "customers",
    }


def _told(text: str) -> dict[str, str]:
    names = {"Receipt": "receipt", "Date": "date", "Item": "item", "Amount": "total"}
    return {names[name]: name for name in text.split("\n", 1)[0].split(",")}


def test_a_file_in_another_currency_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "Receipt,Date,Currency,Amount\n1,2025-05-01,EUR,5.00\n")
    (source,) = open_sources(path, SHOP)
    with pytest.raises(UserError, match="EUR"):
        list(source.chunks())


def test_what_the_person_maps_stands_over_the_proposal(tmp_path: Path) -> None:
    text = "Receipt,Date,Amount,Paid\n1,03/04/2025,5.00,7.00\n"
    mapping = {
        "kind": "sales",
        "date_order": "dmy",
        "columns": {"receipt": "Receipt", "date": "Date", "total": "Paid"},
    }
    read = read_file(write(tmp_path / "a.csv", text), SHOP, mapping=mapping)
    assert read.frame["net"].to_list() == [700]
    assert read.frame["day"].to_list() == [20181]


def test_only_columns_that_somebody_matched_are_said_to_be(tmp_path: Path) -> None:
    sales = write(tmp_path / "a.csv", "Receipt,Date,Total\n1,2025-05-01,5.00\n")
    people = write(tmp_path / "b.csv", "First name,Last name,Email\nAda,Quint,ada@example.com\n")
    assert read_file(sales, SHOP).facts.title == "Sales, columns matched by their names"
    assert read_file(people, SHOP).facts.title == "Customers, columns matched by their names"
    told = {"receipt": "Receipt", "date": "Date", "total": "Total"}
    read = read_file(sales, SHOP, mapping={"kind": "sales", "columns": told})
    assert read.facts.title == "Sales, columns matched by you"


def test_a_mapping_is_remembered_for_files_with_the_same_headings(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "Paid,Date,Amount,Receipt\n7.00,2025-05-01,5.00,1\n")
    key = fingerprint(("Receipt", "Date", "Amount", "Paid"))
    columns = {"receipt": "Receipt", "date": "Date", "total": "Paid"}
    read = read_file(path, SHOP, remembered={key: {"kind": "sales", "columns": columns}})
    assert read.frame["net"].to_list() == [700]


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ({"columns": {"price_of_tea": "Amount"}}, "price_of_tea"),
        ({"columns": {"total": "Betrag"}}, 'no column "Betrag"'),
        ({"kind": "sails", "columns": {}}, "sails"),
        ({"date_order": "dym", "columns": {}}, "dym"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(
    tmp_path: Path, mapping: dict[str, object], sentence: str
) -> None:
    path = write(tmp_path / "a.csv", "Receipt,Date,Amount\n1,2025-05-01,5.00\n")
    with pytest.raises(UserError, match=sentence):
        open_sources(path, SHOP, mapping=mapping)


def test_the_proposal_shows_headings_first_rows_and_what_is_missing(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "Date,Item,Amount\n2025-03-05,Tea,5.00\n")
    found = propose_file(path, SHOP, {"kind": "sales", "columns": {"date": "Date"}})
    assert found.headings == ("Date", "Item", "Amount")
    assert found.sample == (("2025-03-05", "Tea", "5.00"),)
    assert found.missing == ("Receipt number", "Net, without tax")
    assert ("receipt", "Receipt number", True) in found.roles


def test_the_preview_shows_typed_rows_and_rows_kept_aside(tmp_path: Path) -> None:
    text = "Receipt,Date,Amount\n1,2025-05-01,5.00\n2,2025-13-01,5.00\n"
    path = write(tmp_path / "a.csv", text)
    columns = {"receipt": "Receipt", "date": "Date", "total": "Amount"}
    frame, problems = sample_rows(path, columns, "sales", SHOP)
    names, rows = written_out(frame, 2)
    assert dict(zip(names, rows[0], strict=True))["net"] == "5.00"
    assert dict(zip(names, rows[0], strict=True))["day"] == "2025-05-01"
    assert [problem.reason for problem in problems] == ["No month 13"]


def test_the_shops_own_customer_number_is_the_card(tmp_path: Path) -> None:
    text = "Kundennr;Vorname;Nachname;PLZ;Bemerkung\n17;Jo;Groß;01234;Karte 4111 1111 1111 1111\n"
    row = read_file(write(tmp_path / "a.csv", text), GERMAN).row(0)
    assert (row["card"], row["till_id"], row["postcode"]) == ("17", None, "01234")
    assert row["note"] == "Karte **** 1111"


def test_postcodes_get_back_the_noughts_a_spreadsheet_stripped(tmp_path: Path) -> None:
    text = "First name,Email,City,Zip\nAnn,ann@x.org,Providence,2903\n"
    assert read_file(write(tmp_path / "a.csv", text)).row(0)["postcode"] == "02903"


def test_a_customer_nobody_could_know_is_kept_aside(tmp_path: Path) -> None:
    text = "First name,Email,City\nAnn,ann@x.org,Rome\n,,Rome\n"
    read = read_file(write(tmp_path / "a.csv", text))
    assert [problem.line for problem in read.problems] == [3]


def test_a_reading_without_zone_counts_local_times_as_written(tmp_path: Path) -> None:
    text = "Receipt,Date and time,Amount\n1,2025-05-01 23:30,5.00\n"
    read = read_file(write(tmp_path / "a.csv", text), Reading(country="US", day_end=0))
    assert read.row(0)["at"] == 20209 * 86_400 + 23 * 3600 + 1800


def test_a_shop_that_closes_after_midnight_keeps_the_evening_together(tmp_path: Path) -> None:
    text = "Receipt,Date and time,Amount\n1,2025-05-02 01:30,5.00\n2,2025-05-02 04:30,5.00\n"
    read = read_file(write(tmp_path / "a.csv", text), Reading(country="US", day_end=180))
    assert read.frame["day"].to_list() == [20209, 20210]


def test_receipt_numbers_that_begin_anew_each_day_stay_apart(tmp_path: Path) -> None:
    body = "".join(f"{n},2025-05-0{day},Cup,1.00\n" for day in (1, 2, 3) for n in range(1, 6))
    read = read_file(write(tmp_path / "a.csv", f"Ticket,Date,Item,Amount\n{body}"))
    assert read.frame["receipt"].n_unique() == 15
    assert dict(read.facts.mapping)["receipt_day"] == "Date"


def test_a_return_under_the_number_of_its_sale_starts_no_new_count(tmp_path: Path) -> None:
    body = "".join(f"{n},2025-05-01,Sale,Cup,1.00\n" for n in range(1, 12))
    text = f"Ticket,Date,Type,Item,Amount\n{body}3,2025-05-04,Return,Cup,1.00\n"
    read = read_file(write(tmp_path / "a.csv", text))
    assert "receipt_day" not in dict(read.facts.mapping)
    assert read.frame.filter(pl.col("receipt") == "3")["part"].to_list() == [0, 1]


def test_a_subtotal_before_discount_and_a_total_with_tip_give_the_net(tmp_path: Path) -> None:
    text = (
        "Sale ID,Date,Subtotal,Discount,Tax,Tip,Total\n"
        "1,2025-05-01,10.00,1.00,0.72,2.00,11.72\n2,2025-05-01,10.00,0.00,0.80,0.00,10.80\n"
    )
    read = read_file(write(tmp_path / "a.csv", text))
    assert read.frame["net"].to_list() == [900, 1000]
    assert read.frame["discount"].to_list() == [100, 0]
    assert read.frame["tip"].to_list() == [200, 0]


def test_a_subtotal_after_discount_is_the_net(tmp_path: Path) -> None:
    text = "Sale ID,Date,Subtotal,Discount,Tax,Total\n1,2025-05-01,9.00,1.00,0.72,9.72\n"
    read = read_file(write(tmp_path / "a.csv", text))
    assert (read.row(0)["net"], read.row(0)["gross"]) == (900, 1000)


def test_a_sum_without_a_word_is_no_sale(tmp_path: Path) -> None:
    text = "Receipt,Date,Net\n1,2025-05-01,5.00\n2,2025-05-01,5.00\n,,10.00\n"
    read = read_file(write(tmp_path / "a.csv", text))
    assert read.frame["net"].to_list() == [500, 500]
    assert [problem.line for problem in read.problems] == [4]


def test_a_sum_below_receipts_of_several_rows_is_no_line(tmp_path: Path) -> None:
    text = (
        "Order,Date,Item,Net\nA,2025-05-01,Cup,5.00\n,,Pan,6.00\n"
        "B,2025-05-02,Pot,7.00\n,,Lid,1.00\n,,,19.00\n"
    )
    read = read_file(write(tmp_path / "a.csv", text))
    assert read.frame["net"].sum() == 1900
    assert [problem.line for problem in read.problems] == [6]
