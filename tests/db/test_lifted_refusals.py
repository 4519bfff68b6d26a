"""A refusal newer than the last yes wins, and a yes newer than the last refusal, in any order."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from retailcrm.services.list_rows import ExportWish
from retailcrm.services.mail_back import ReadBack
from retailcrm.wiring import Services, open_shop
from tests.builders import a_table, one_value
from tests.mailed import listed, person, reason_of, says

EVE = "eve@example.com"
OPT_OUT = "Email address,Email status,Confirmed Opt-Out Date"
BOUNCED = "Email Address,CLEAN_TIME"


class Days:
    """A shop whose clock the test turns."""

    def __init__(self, address: str, folder: Path) -> None:
        self.today = 1
        self.folder = folder
        self.shop: Services = open_shop(address, self.clock)

    def clock(self) -> datetime:
        return datetime(2026, 10, self.today, 12, tzinfo=UTC)

    def refused_on(self, day: int) -> None:
        """Read a service's report of a refusal of that day."""
        path = self.folder / f"contact_export_{self.today}_{day}.csv"
        a_table(path, OPT_OUT, f"{EVE},Unsubscribed,2026-10-{day:02d} 09:00:00 +0000")
        self.shop.campaigns.back.read(ReadBack(path))


@pytest.fixture
def days(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Days]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    made = Days(address, tmp_path)
    yield made
    made.shop.close()


def test_whoever_refused_before_we_knew_her_may_be_written_to_once_she_says_yes(days: Days) -> None:
    person(days.shop, "Ana", email="ana@example.com", yes=(), no=("email",))
    days.refused_on(1)
    days.today = 5
    eve = person(days.shop, "Eve", email=EVE, yes=())
    assert reason_of(days.shop, eve) == "suppressed"
    days.today = 10
    says(days.shop, eve, "email", given=True)
    assert reason_of(days.shop, eve) == ""
    done = days.shop.campaigns.mailing.export(
        ExportWish("constant-contact", "customers", days.folder / "out")
    ).value
    with done.suppression_file.open(encoding="utf-8", newline="") as held:
        assert list(csv.reader(held))[1:] == [["ana@example.com"]]
    days.today = 20
    days.refused_on(19)
    assert reason_of(days.shop, eve) == "refused"


def test_a_list_that_says_yes_does_not_lift_what_she_refused_before_we_knew_her(
    days: Days,
) -> None:
    days.refused_on(1)
    days.today = 10
    listed(days.shop, days.folder, EVE, mails="Subscribed")
    eve = one_value(days.shop, "SELECT id FROM customer WHERE email LIKE 'eve@%'")
    assert reason_of(days.shop, eve) == "suppressed"


@pytest.mark.parametrize("order", [(1, 20), (20, 1)])
def test_of_two_refusals_before_we_knew_the_address_the_later_one_counts(
    days: Days, order: tuple[int, int]
) -> None:
    days.today = 10
    eve = person(days.shop, "Eve", email="old@example.com")
    days.today = 25
    for day in order:
        days.refused_on(day)
    days.shop.members.correct(eve, {"email": EVE})
    assert reason_of(days.shop, eve) == "suppressed"
    days.today = 26
    says(days.shop, eve, "email", given=True)
    assert reason_of(days.shop, eve) == ""


def test_a_yes_does_not_bring_an_address_back_that_is_gone_for_good(days: Days) -> None:
    path = days.folder / "cleaned_email_audience_export_1.csv"
    a_table(path, BOUNCED, f"{EVE},2026-10-01 10:00:00")
    days.shop.campaigns.back.read(ReadBack(path))
    days.today = 10
    eve = person(days.shop, "Eve", email=EVE)
    assert reason_of(days.shop, eve) == "suppressed"
