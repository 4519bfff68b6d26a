"""The file of each service, held against what that service takes."""

import csv
import io
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from retailcrm.mailing.people import SCHEMA
from retailcrm.mailing.services import SERVICES
from retailcrm.mailing.writing import csv_content, file_contents
from tests.unit.mailing.service_checks import TAKES, read

_ODD = ("=1+1", "＝1", "@x", "\t=1", "\r\n-2", "a\nb", 'say "hi", she said', "漢" * 300, "é" * 300,
        "😀" * 200, "a\x00b", " = x", "", "'=1", "O'Neil", "-5", "\u200b=1", "x" * 400)  # fmt: skip
SOME_TIME = datetime.fromisoformat("1990-01-01")
LATER = datetime.fromisoformat("2099-01-01")
NASTY = st.one_of(st.sampled_from(_ODD), st.text(max_size=8))
PEOPLE = st.fixed_dictionaries(
    {
        **dict.fromkeys(
            ("first_name", "last_name", "company", "street", "city", "region", "postcode",
             "country", "card", "group", "segment", "stage", "offer", "code"),
            NASTY,
        ),
        "birthday": st.sampled_from(["", "1980-02-29", "--12-31", "=1+1"]),
        "phone": st.sampled_from(["+12125550123", "+4930123456", "", "12345", "=1+1"]),
        "points": st.one_of(st.none(), st.integers(-500, 10**9)),
        "last_visit": st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2099, 1, 1))),
        "email_since": st.one_of(st.none(), st.datetimes(SOME_TIME, LATER)),
        "sms_consent": st.sampled_from(["yes", "no", ""]),
    }
)  # fmt: skip


def people(*told: dict[str, Any]) -> pl.DataFrame:
    """Make the frame that files are made of; whatever is not told is empty."""
    blank: dict[str, Any] = {
        name: "" if kind == pl.String else None for name, kind in SCHEMA.items()
    }
    rows = [
        blank
        | {"id": at, "email": f"ana{at}@example.com", "phone": "+12125550123"}
        | {"email_consent": "yes"}
        | one
        for at, one in enumerate(told, 1)
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


@pytest.mark.parametrize("service", sorted(TAKES))
@settings(max_examples=20)
@given(told=st.lists(PEOPLE, min_size=1, max_size=4))
def test_whatever_stands_in_the_books_the_service_takes_the_file(
    service: str, told: list[dict[str, Any]]
) -> None:
    """C43: a cell too long, an odd sign or a formula made a service refuse or spoil the list."""
    if service == "sms":
        told = [one | {"phone": "+12125550123"} for one in told]
    table = SERVICES[service].table(people(*told), "US")
    (content,) = file_contents(SERVICES[service], table)
    assert len(read(service, content)) == len(told)


def test_accents_leading_noughts_and_line_breaks_survive() -> None:
    """C43: ZIP 02138 became 2138, and José became JosÃ©."""
    ana = people(
        {
            "first_name": "José", "last_name": "’t Hooft", "postcode": "02138",
            "street": "3 Hill Road\nApt 4", "country": "US", "region": "Massachusetts",
            "card": "0012345678", "code": "0700", "birthday": "1980-02-29",
        }
    )  # fmt: skip
    rows = {
        key: read(key, file_contents(SERVICES[key], SERVICES[key].table(ana, ""))[0])[0]
        for key in TAKES
    }
    row = rows["constant-contact"]
    assert (row["First Name"], row["Last Name"], row["Zip / Postal Code"]) == (
        "José", "’t Hooft", "02138",
    )  # fmt: skip
    assert (row["Home Address Line 1"], row["Home Address Line 2"]) == ("3 Hill Road", "Apt 4")
    assert (row["State / Province"], row["Birthday"]) == ("MA", "02/29/2000")
    assert (row["Phone Number - Home"], row["Card Number"]) == ("212-555-0123", "0012345678")
    assert rows["klaviyo"]["Zip Code"] == "02138"
    assert rows["brevo"]["CARD_NUMBER"] == "0012345678"
    assert rows["sms"]["Phone Number"] == "+12125550123"
    own = SERVICES["csv"]
    (content,) = file_contents(own, own.table(ana, ""))
    assert content.startswith(b"\xef\xbb\xbf")
    assert '"3 Hill Road\nApt 4"' in content.decode("utf-8-sig")


def test_a_number_is_told_for_texts_only_where_its_owner_agreed() -> None:
    for answer, shown in (("yes", "+12125550123"), ("no", ""), ("", "")):
        frame = people({"sms_consent": answer})
        for key, heading in (("mailchimp", "Phone Number"), ("brevo", "SMS")):
            assert SERVICES[key].table(frame, "")[heading].to_list() == [shown]


def test_a_list_too_long_for_a_file_is_cut_into_several_and_nobody_is_lost() -> None:
    service = replace(SERVICES["hubspot"], most_rows=40, most_bytes=2_000)
    table = service.table(people(*({"first_name": "A" * at} for at in range(100))), "US")
    contents = file_contents(service, table)
    assert max(map(len, contents)) <= 2_000
    rows = [row for content in contents for row in read("hubspot", content)]
    assert [row["Email"] for row in rows] == table["Email"].to_list()


@given(told=st.lists(PEOPLE, min_size=1, max_size=4))
@settings(max_examples=20)
def test_the_owners_own_table_runs_nothing_and_an_apostrophe_taken_off_gives_the_text(
    told: list[dict[str, Any]],
) -> None:
    service = SERVICES["csv"]
    frame = people(*told)
    (content,) = file_contents(service, service.table(frame, ""))
    read_back = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    for name in ("first_name", "street", "code"):
        cells = [row[name] for row in read_back]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        plain = [one.replace("\x00", "") for one in frame[name]]
        assert [cell.removeprefix("'") for cell in cells] == plain


def test_the_workbook_holds_texts_and_no_formula() -> None:
    frame = people({"first_name": "=1+2", "postcode": "02138", "street": "3 Hill\nApt 4"})
    (content,) = file_contents(SERVICES["xlsx"], SERVICES["xlsx"].table(frame, ""))
    (rows,) = [
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    ]
    row = dict(zip(map(str, rows[0]), rows[1], strict=True))
    assert (row["first_name"], row["postcode"], row["street"]) == ("=1+2", "02138", "3 Hill\nApt 4")


@pytest.mark.parametrize("service", sorted(TAKES))
def test_the_twin_has_the_heading_by_which_the_service_knows_addresses(service: str) -> None:
    """C41: refusals got lost because the list of them was in no form that the service took."""
    twin = pl.DataFrame({SERVICES[service].suppression: ["rui@example.com"]})
    content = csv_content(twin, ours=False).decode()
    assert content == f"{TAKES[service].suppression}\r\nrui@example.com\r\n"
