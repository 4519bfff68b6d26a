"""Moments that go through the letter box: letters and labels, what they cost, what they say."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from retailcrm.campaigns.moments.moment import Kind, Moment, Step
from retailcrm.reports.mail_facts import Window
from retailcrm.services.moment_rows import MadeList, MomentWish
from retailcrm.wiring import Services
from tests.builders import one_value
from tests.moment_shop import TODAY, a_member, people, switched_on, visits

CARD = MomentWish(
    "Birthday card", Moment(Kind.BIRTHDAY, (Step(7),)), channel="post", held_back=0, cost=530_00
)
MANY = 3


@pytest.fixture
def here(shop: Services, tmp_path: Path) -> Services:
    """A shop that knows where three people live, and where one does not."""
    homes = [
        a_member(one, birthday="11-09", says="Never subscribed")
        | {"Street Address 1": f"{one} Hill Road", "City": "Dover", "Postal Code": "03820"}
        for one in range(1, MANY + 1)
    ]
    people(tmp_path, shop, *homes, a_member(9, birthday="11-09"))
    visits(tmp_path, shop, *((one, date(2026, 10, 30)) for one in (*range(1, MANY + 1), 9)))
    return shop


def text_of(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def made(shop: Services, out: Path) -> MadeList:
    (found,) = shop.campaigns.triggers.make_lists(out, TODAY).value.lists
    return found


def test_letters_of_a_moment_are_printed_and_say_what_the_owner_wrote(
    here: Services, tmp_path: Path
) -> None:
    number = switched_on(here, CARD, date(2026, 11, 1))
    usual = here.campaigns.post.setup(number)
    words = replace(usual.words, body="Happy birthday, {first_name}!")
    here.campaigns.post.save_setup(number, replace(usual, words=words))
    found = made(here, tmp_path / "out")
    assert found.why_not == ""
    (letters,) = found.files
    assert letters.suffix == ".pdf"
    told = text_of(letters)
    for one in range(1, MANY + 1):
        assert f"Happy birthday, Ana{one}!" in told
        assert f"{one} Hill Road" in told
    assert (found.people, found.excluded) == (MANY, {})
    (due,) = here.campaigns.triggers.due(TODAY).moments
    assert due.waiting == (("no_address", 1),)
    assert not list((tmp_path / "out").glob("*.csv"))
    here.campaigns.triggers.make_lists(tmp_path / "again", TODAY)
    noted = here.campaigns.triggers.due(TODAY).lists
    assert [one.file for one in noted] != [""]


def test_labels_are_printed_too_where_the_envelopes_have_no_window(
    here: Services, tmp_path: Path
) -> None:
    number = switched_on(here, CARD, date(2026, 11, 1))
    plain = replace(here.campaigns.post.setup(number), window=Window.NONE)
    here.campaigns.post.save_setup(number, plain)
    letters, labels = made(here, tmp_path / "out").files
    assert "labels" in labels.name
    for one in range(1, MANY + 1):
        assert f"{one} Hill Road" in text_of(labels)
    assert letters != labels


def test_what_a_piece_costs_is_changed_by_an_entry_and_taken_off_what_it_brings(
    here: Services, tmp_path: Path
) -> None:
    number = switched_on(here, CARD, date(2026, 11, 1))
    triggers = here.campaigns.triggers
    assert triggers.moment(number).cost == 530_00
    assert triggers.edit(number, replace(CARD, cost=600_00)).value.cost == 600_00
    assert triggers.edit(number, replace(CARD, cost=None)).value.cost == 600_00
    assert one_value(here, "SELECT COUNT(*) FROM campaign_cost") == 2
    made(here, tmp_path / "out")
    visits(tmp_path, here, (1, TODAY), name="later")
    result = here.campaigns.results.result(number)
    assert result.cost == 60 * MANY


def test_the_letter_of_a_moment_is_written_before_it_is_switched_on(here: Services) -> None:
    number = here.campaigns.triggers.add(CARD).value.id
    post = here.campaigns.post
    assert not post.preview(number).is_launched
    assert post.proof(number, post.setup(number)).startswith(b"%PDF")
