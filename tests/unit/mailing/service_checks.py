"""What each service takes, written down from its own pages: the judge of our files."""

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Cells = Mapping[str, str]
_MDY = re.compile(r"(0[1-9]|1[0-2])/(0[1-9]|[12][0-9]|3[01])/[0-9]{4}")
_MD = re.compile(r"(0[1-9]|1[0-2])/(0[1-9]|[12][0-9]|3[01])")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIMES = {
    "mailchimp": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}"),
    "klaviyo": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"),
}
_E164 = re.compile(r"\+[1-9][0-9]{7,14}")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Takes:
    """What a service takes.

    Attributes:
        headings: those that it knows, in its order; the shop's own come after some of them.
        address: heading of the address.
        letters: most letters by heading.
        each: most letters, of every other cell.
        count: how a cell's length counts.
        forms: by heading, what every filled cell looks like.
        most_rows: with the heading.
        most_bytes: of a file.
        suppression: heading of the list not to write to.
    """

    headings: tuple[str, ...]
    address: str
    suppression: str
    letters: Mapping[str, int] = field(default_factory=dict)
    each: int = 255
    count: Callable[[str], int] = len
    forms: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    most_rows: int = 1_000_000
    most_bytes: int = 100_000_000


def _bytes(cell: str) -> int:
    return len(cell.encode())


TAKES = {
    "constant-contact": Takes(
        headings=(
            "Email Address", "First Name", "Last Name", "Job Title", "Company", "Birthday",
            "Anniversary", "Home Address Line 1", "Home Address Line 2", "Work Address Line 1",
            "Work Address Line 2", "City", "State / Province", "Zip / Postal Code", "Country",
            "Phone Number - Home", "Phone Number - Work",
        ),
        address="Email Address",
        suppression="Email Address",
        letters={
            "Email Address": 80, "First Name": 50, "Last Name": 50, "Company": 50,
            "Home Address Line 1": 50, "Home Address Line 2": 50, "City": 50,
            "State / Province": 50, "Zip / Postal Code": 25, "Country": 25,
            "Phone Number - Home": 25,
        },
        forms={"Birthday": _MDY, "Last Visit": _MDY, "Consent Date": _MDY},
    ),
    "mailchimp": Takes(
        headings=(
            "Email Address", "First Name", "Last Name", "Phone Number", "Address", "Birthday",
            "Tags", "OPTIN_TIME", "CONFIRM_TIME",
        ),
        address="Email Address",
        suppression="Email Address",
        count=_bytes,
        forms={
            "Birthday": _MD, "OPTIN_TIME": _TIMES["mailchimp"], "Last Visit": _ISO,
            "Phone Number": _E164,
        },
        most_bytes=10**9,
    ),
    "klaviyo": Takes(
        headings=(
            "Email", "Email Address", "Phone Number", "First Name", "Last Name", "Organization",
            "Title", "Address", "Address 2", "City", "State / Region", "Country", "Zip Code",
            "Email Marketing Consent", "Email Marketing Consent Timestamp",
            "SMS Marketing Consent",
        ),
        address="Email",
        suppression="Email",
        forms={
            "Email Marketing Consent": re.compile("Subscribe|Unsubscribed|Never subscribed"),
            "SMS Marketing Consent": re.compile("Subscribe|Unsubscribed|Never subscribed"),
            "Email Marketing Consent Timestamp": _TIMES["klaviyo"],
            "Phone Number": _E164,
            "Last Visit": _ISO,
        },
        most_bytes=50_000_000,
    ),
    "brevo": Takes(
        headings=(
            "EMAIL", "FIRSTNAME", "LASTNAME", "SMS", "WHATSAPP", "LANDLINE_NUMBER", "EXT_ID",
        ),
        address="EMAIL",
        suppression="EMAIL",
        forms={"SMS": _E164, "LAST_VISIT": _ISO},
        most_bytes=250_000_000,
    ),
    "hubspot": Takes(
        headings=("First name", "Last name", "Email"),
        address="Email",
        suppression="Email",
        forms={"Last Visit": _ISO},
        most_rows=500_001,
        most_bytes=20_000_000,
    ),
    "sms": Takes(
        headings=("Phone Number", "First Name", "Last Name", "SMS Consent Date"),
        address="Phone Number",
        suppression="Phone Number",
        letters={"Phone Number": 16, "First Name": 50, "Last Name": 50},
        forms={"Phone Number": _E164, "SMS Consent Date": _ISO},
    ),
}  # fmt: skip


def read(service: str, content: bytes) -> list[dict[str, str]]:
    """Read a file as its service does, and hold it against everything that it promises."""
    takes = TAKES[service]
    assert not content.startswith(b"\xef\xbb\xbf")
    assert len(content) <= takes.most_bytes
    told = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
    headings, rows = told[0], told[1:]
    assert len(told) <= takes.most_rows
    assert len({one.lower() for one in headings}) == len(headings)
    known = [one for one in headings if one in takes.headings]
    assert known == [one for one in takes.headings if one in known]
    assert takes.address in headings[: max(3, 1)]
    assert all(len(row) == len(headings) for row in rows)
    found = [dict(zip(headings, row, strict=True)) for row in rows]
    for row in found:
        _check(takes, row)
    return found


def _check(takes: Takes, row: Cells) -> None:
    assert row[takes.address]
    for heading, cell in row.items():
        assert takes.count(cell) <= takes.letters.get(heading, takes.each), heading
        form = takes.forms.get(heading)
        assert not cell or form is None or form.fullmatch(cell), (heading, cell)
        assert not _runs(cell), (heading, cell)
        assert "\x00" not in cell


def _runs(cell: str) -> bool:
    is_number = _NUMBER.fullmatch(cell) or _E164.fullmatch(cell)
    return cell.startswith(_RUN) and not is_number
