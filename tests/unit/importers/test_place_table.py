"""A table of places is read whatever it is called in, with a reason for every row that is not."""

from pathlib import Path

import pytest
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from retailcrm.core.errors import UserError
from retailcrm.importers.place_headings import is_far, is_sensitive, kilometres
from retailcrm.importers.place_table import PlaceTable, read_places


def _read(folder: Path, text: str, country: str = "US", **told: str) -> PlaceTable:
    path = folder / "places.csv"
    path.write_text(text, encoding="utf-8")
    return read_places(path, country, told)


def test_zeros_that_a_spreadsheet_ate_are_put_back_and_counted(tmp_path: Path) -> None:
    found = _read(tmp_path, "ZIP,Households,Income\n2138,12000,81000\n10001,8000,60000\n")
    assert [row.postcode for row in found.rows] == ["02138", "10001"]
    assert found.filled == 1
    assert not found.problems


def test_without_a_country_a_short_postcode_is_reported(tmp_path: Path) -> None:
    found = _read(tmp_path, "zip,hh\n10001,5\n10002,6\n60601,7\n2138,8\n", country="")
    assert [row.postcode for row in found.rows] == ["10001", "10002", "60601"]
    assert [(one.line, one.column, one.value) for one in found.problems] == [(5, "zip", "2138")]
    assert "zero was lost" in found.problems[0].reason


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("PLZ;Haushalte;Einkommen\n01067;1.234;2.345,60\n", "DE"),
        ("Code postal;Ménages;Revenu\n01067;1 234;2345,6\n", "FR"),
        ("CAP;Famiglie;Reddito\n01067;1.234;2345,60\n", "IT"),
        ("Código postal;Hogares;Renta\n01067;1.234;2345,60\n", "ES"),
        ('Zip Code,Occupied housing units,Median income\n01067,"1,234","2,345.60"\n', "US"),
    ],
)
def test_columns_are_known_by_name_in_many_languages(
    tmp_path: Path, text: str, country: str
) -> None:
    row = _read(tmp_path, text, country).rows[0]
    assert (row.postcode, row.households) == ("01067", 1234)
    assert list(row.measures.values()) == [2345.6]


def test_every_row_that_is_no_place_has_its_line_and_reason(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        "ZIP,Households\n10001,500\n,30\nEast End,20\n10001-1234,40\n10002,many\n10003,-5\n"
        "10004,1,2\n10005,-\n",
    )
    told = {one.line: (one.column, one.reason) for one in found.problems}
    assert told[3] == ("ZIP", "No postcode")
    assert told[4][0] == "ZIP"
    assert told[5] == ("ZIP", "Stands on line 2 already")
    assert told[6] == ("Households", "No number")
    assert told[7] == ("Households", "Less than nothing")
    assert "headings are 2" in told[8][1]
    assert [(row.postcode, row.households) for row in found.rows] == [
        ("10001", 500),
        ("10005", None),
    ]


def test_what_an_office_does_not_tell_is_missing_and_no_number(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        'GEO ID,Households,Income,Share\n860Z200US10001,500,"250,000+",12 %\n'
        "860Z200US10002,400,-666666666,(X)\n",
    )
    assert [row.postcode for row in found.rows] == ["10001", "10002"]
    assert found.rows[0].measures == {"Income": 250_000, "Share": 12}
    assert found.rows[1].measures == {}


def test_origin_and_belief_are_left_out_by_name(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        "zip,households,Pct Black,Religion,Ausländeranteil,Income,Town\n10001,5,1,2,3,4,Y\n",
    )
    assert found.measures == ("Income",)
    assert [heading for heading, _ in found.left_out] == [
        "Pct Black",
        "Religion",
        "Ausländeranteil",
    ]
    assert found.rows[0].name == "Y"


@pytest.mark.parametrize(
    "heading",
    ["Race: White alone", "% Hispanic or Latino", "Religiosité", "etnia", "Konfession",
     "born abroad", "Foreign born", "Migrationshintergrund", "nationalité", "Ancestry"],
)  # fmt: skip
def test_sensitive_columns_are_recognised(heading: str) -> None:
    assert is_sensitive(heading)


@pytest.mark.parametrize("heading", ["Income", "Median age", "Rent", "Household size", "Distance"])
def test_ordinary_columns_are_not(heading: str) -> None:
    assert not is_sensitive(heading)


def test_distances_are_known_by_name_and_unit() -> None:
    assert is_far("Distance (miles)")
    assert kilometres("Distance (miles)") == pytest.approx(1.609344)
    assert kilometres("Entfernung km") == 1
    assert kilometres("Drive time minutes") is None
    assert kilometres("Income") is None


def test_people_stand_for_households_where_nobody_counts_them(tmp_path: Path) -> None:
    found = _read(tmp_path, "zip,Population,Income\n10001,900,4\n")
    assert found.columns["households"] == "Population"


def test_a_person_may_say_which_column_is_which(tmp_path: Path) -> None:
    text = "area,homes,score\n10001,900,4\n"
    with pytest.raises(UserError, match="no column of postcodes"):
        _read(tmp_path, text)
    found = _read(tmp_path, text, postcode="area", households="homes")
    assert found.rows[0].households == 900
    with pytest.raises(UserError, match="no column"):
        _read(tmp_path, text, postcode="nowhere")


def test_spreadsheets_are_read_as_well(tmp_path: Path) -> None:
    path = tmp_path / "places.xlsx"
    book = Workbook(path)
    sheet = book.add_worksheet("Places")
    for at, row in enumerate((("ZIP", "Households", "Income"), (2138, 1200, 81000.5))):
        sheet.write_row(at, 0, row)
    book.close()
    found = read_places(path, "US")
    assert [(row.postcode, row.households) for row in found.rows] == [("02138", 1200)]
    assert found.rows[0].measures == {"Income": 81000.5}
