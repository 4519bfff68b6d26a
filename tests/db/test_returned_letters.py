"""Letters that the post brings back, on both databases alike."""

from pathlib import Path

import pytest
from sqlalchemy import text

from retailcrm.core.plain_address import plain_post
from retailcrm.services.member_rows import Enrolment
from retailcrm.wiring import Services
from tests.came_back import a_campaign, deliveries, is_stopped, two_known, whose


@pytest.fixture
def here(shop: Services, tmp_path: Path) -> Services:
    """A shop that knows Ana and Bob."""
    return two_known(shop, tmp_path)


def test_a_returned_letter_is_known_by_its_card_and_stops_the_address_until_it_is_corrected(
    here: Services, tmp_path: Path
) -> None:
    told = Enrolment("Cleo", "Ray", email="ray@example.com")
    cleo = here.members.enrol(told).value
    here.members.correct(cleo.customer_id, {"street": "1 High St", "postcode": "02138"})
    a_campaign(here, 5, "2026-09-01", cleo.customer_id, channel="post")
    letter = here.campaigns.back.letter(f" {cleo.card} ")
    assert (letter.name, letter.address, letter.campaign, letter.sentence) == (
        "Cleo Ray", "1 High St, 02138", "Campaign 5", "",
    )  # fmt: skip
    noted = here.campaigns.back.returned([cleo.card, cleo.card, "nonsense"]).value
    assert (noted.noted, noted.stopped) == (1, 1)
    assert [one.sentence for one in noted.letters] == [
        "", "This letter was noted before.", "nonsense is on no letter and no card of ours.",
    ]  # fmt: skip
    assert deliveries(here) == [("returned", 5, "", 1)]
    assert is_stopped(here, plain_post("Ray", "1 High St", "02138"), "post")
    assert not is_stopped(here, plain_post("Ray", "2 Low St", "02138"), "post")
    again = here.campaigns.back.returned([cleo.card]).value
    assert (again.noted, again.stopped) == (0, 0)
    assert here.campaigns.back.letter(cleo.card).sentence == "This letter was noted before."


def test_a_returned_letter_is_known_by_its_printed_code(here: Services) -> None:
    ana = whose(here, "ana@example.com")
    a_campaign(here, 6, "2026-09-01", channel="post")
    with here.books.write() as unit:
        unit.connection.execute(
            text(
                "INSERT INTO coupon_code (id, code, shown, campaign_id, customer_id, at) "
                "VALUES (1, 'abc12', 'ABC-12', 6, :who, 0)"
            ),
            {"who": ana},
        )
    assert here.campaigns.back.letter("abc 12").name == "Ana Lima"
    assert here.campaigns.back.returned(["ABC-12"]).value.noted == 1
    assert deliveries(here) == [("returned", 6, "", 1)]
