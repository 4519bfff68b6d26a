import polars as pl
import pytest

from retailcrm.importers.dialects import loyverse
from tests.unit.importers.shaping import full, shape_rows, shape_text
from tests.unit.importers.till_files import rows_of

RECEIPTS = (
    "Date,Receipt number,Receipt type,Gross sales,Discounts,Net sales,Taxes,Total collected,"
    "Cost of goods,Gross profit,Store,Customer name,Customer contacts,Status\n"
)


def receipts(*rows: str) -> pl.DataFrame:
    text = "".join(f"2026-05-02 10:00:00,{row}\n" for row in rows)
    shaped = shape_text(loyverse.RECEIPTS, RECEIPTS + text)
    assert shaped.problems == ()
    return full(shaped)


@pytest.mark.parametrize(
    "signs", ["180.00,0.00,-180.00,-14.40,-194.40", "-180,0,-180,-14.4,-194.4"]
)
def test_a_refund_is_below_nought_whatever_the_file_writes(signs: str) -> None:
    found = receipts(f"1-2,Refund,{signs},-90,-90,Main,,,Closed")
    assert found.select("part", "gross", "net", "tax", "cost").row(0) == (
        1,
        -18000,
        -18000,
        -1440,
        -9000,
    )


def test_tax_inside_the_price_is_known_by_what_was_collected() -> None:
    inside = receipts("1-1,Sale,30.00,0.00,30.00,5.00,30.00,10,15,Main,,,Closed")
    added = receipts("1-1,Sale,25.00,0.00,25.00,5.00,30.00,10,15,Main,,,Closed")
    for found in (inside, added):
        assert found.select("net", "tax", "complete").row(0) == (2500, 500, True)


def test_a_receipt_that_was_paid_otherwise_than_it_adds_up_is_kept_aside() -> None:
    row = "2026-05-02 10:00:00,1-1,Sale,30,0,30,2.4,40,10,20,Main,,,Closed\n"
    shaped = shape_text(loyverse.RECEIPTS, RECEIPTS + row)
    assert [(role, reason) for _, role, reason in shaped.problems] == [
        ("collected", "The lines add up to 32.40, but the till says 40.00")
    ]


def test_cancelled_receipts_are_void_for_good() -> None:
    found = receipts("1-1,Sale,30,0,30,2.4,32.4,10,20,Main,,,Cancelled")
    assert found.select("voided", "complete", "net").row(0) == (True, True, 3000)


@pytest.mark.parametrize(
    ("contacts", "email", "phone"),
    [
        ('"Ana@Example.com, +12125550100"', "ana@example.com", "+12125550100"),
        ("(212) 555-0100", None, "+12125550100"),
        ("ana1234567@example.com", "ana1234567@example.com", None),
        ("", None, None),
    ],
)
def test_one_cell_of_contacts_gives_address_and_phone(
    contacts: str, email: str | None, phone: str | None
) -> None:
    found = receipts(f"1-1,Sale,30,0,30,2.4,32.4,10,20,Main,Ana Diaz,{contacts},Closed")
    assert found.select("email", "phone", "first_name").row(0) == (email, phone, "Ana")


def test_by_item_the_profit_tells_that_the_tax_is_inside() -> None:
    text = (
        "Date,Receipt number,Receipt type,Item,Variant,Quantity,Gross sales,Discounts,Net sales,"
        "Cost of goods,Gross profit,Taxes,Store,Status\n"
        "2026-05-02 10:00:00,1-1,Sale,Honey,,1.000,12.00,0.00,12.00,4.00,6.00,2.00,Main,Closed\n"
        "2026-05-02 10:00:00,1-2,Refund,Honey,,-1.000,-12.00,0.00,-12.00,-4.00,-6.00,-2.00,Main,"
        "Closed\n"
    )
    found = full(shape_text(loyverse.BY_ITEM, text))
    assert found["net"].to_list() == [1000, -1000]
    assert found["gross"].to_list() == [1000, -1000]


def as_receipts(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        one = found.setdefault(row["Receipt number"], row | dict.fromkeys(SUMMED, "0"))
        for name in SUMMED:
            one[name] = f"{float(one[name]) + float(row[name]):.2f}"
        one["Total collected"] = f"{float(one['Net sales']) + float(one['Taxes']):.2f}"
    return list(found.values())


SUMMED = ("Gross sales", "Discounts", "Net sales", "Cost of goods", "Gross profit", "Taxes")


def test_receipts_and_receipts_by_item_say_the_same_of_every_document() -> None:
    rows = rows_of("loyverse", "receipts-*.csv")
    totals = as_receipts([dict(row) for row in rows])
    summed = full(
        shape_rows(loyverse.RECEIPTS, list(totals[0]), [list(row.values()) for row in totals])
    )
    lines = full(shape_rows(loyverse.BY_ITEM, list(rows[0]), [list(row.values()) for row in rows]))
    by = ("store", "receipt", "part", "day", "at", "voided", "email", "phone")

    def documents(frame: pl.DataFrame) -> pl.DataFrame:
        sums = pl.col("gross", "discount", "net", "tax", "cost").sum()
        return frame.group_by(by).agg(sums).sort(by)

    assert documents(summed).equals(documents(lines), null_equal=True)
    assert summed["item"].null_count() == len(summed)
