"""What a campaign sends through the letter box: who gets a piece, and what it says."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from sqlalchemy import text

from retailcrm.core.errors import UserError
from retailcrm.core.roles import Actor, Role
from retailcrm.mailing.postal import Seed
from retailcrm.reports.mail_facts import LetterWords, Window
from retailcrm.services.code_rows import MakeCodes
from retailcrm.services.post_rows import PostWish
from retailcrm.services.signed import signed
from retailcrm.wiring import Services
from tests.builders import one_value
from tests.coded import a_campaign, a_member
from tests.unit.cards.printed import pictures, text_of

HOME = {"street": "12 Main Street", "city": "Cambridge", "region": "MA", "postcode": "02138"}


def living(shop: Services, first: str, last: str = "Lima", **told: str) -> int:
    """Enrol somebody at home."""
    customer = a_member(shop, first, last)
    shop.members.correct(customer, {**HOME, **told})
    return customer


def posted(shop: Services, treated: list[int], control: list[int] | None = None) -> int:
    """Launch a campaign by post, in America."""
    shop.shop.save_settings(replace(shop.shop.settings(), country="US"))
    return a_campaign(shop, treated, control or [], channel="post")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_couple_gets_one_piece_and_the_control_none(shop: Services, tmp_path: Path) -> None:
    ana, ben = living(shop, "Ana"), living(shop, "Ben", street="12 MAIN ST.")
    left = living(shop, "Cem", "Kaya", street="9 Hill Road")
    campaign = posted(shop, [ana, ben], [left])
    made = shop.campaigns.post.house(PostWish(campaign, tmp_path / "house.csv")).value
    (row,) = rows_of(tmp_path / "house.csv")
    assert (made.pieces, made.people, row["First Name"], row["ZIP"]) == (
        1,
        2,
        "Ana and Ben",
        "02138",
    )
    assert (
        one_value(shop, "SELECT COUNT(*) FROM exported_row WHERE customer_id = :id", id=left) == 0
    )


def test_putting_one_spouse_together_leaves_the_other(shop: Services, tmp_path: Path) -> None:
    """C37: merging one of a couple swallowed the other, or sent both a piece."""
    ana, ben, ann = living(shop, "Ana"), living(shop, "Ben"), living(shop, "Ann")
    campaign = posted(shop, [ana, ben, ann])
    shop.merging.merge(ana, ann)
    shop.campaigns.post.house(PostWish(campaign, tmp_path / "house.csv"))
    (row,) = rows_of(tmp_path / "house.csv")
    assert row["Salutation"] == "Dear Ana and Ben"


def test_whoever_refuses_post_or_has_no_address_is_left_out_with_the_reason(
    shop: Services, tmp_path: Path
) -> None:
    ana, ben, cem = living(shop, "Ana"), living(shop, "Ben", "Kaya"), a_member(shop, "Cem", "Otto")
    shop.members.consent(ben, "post", given=False, wording="May we write?")
    campaign = posted(shop, [ana, ben, cem])
    preview = shop.campaigns.post.preview(campaign)
    assert preview.pieces == preview.people == 1
    assert [(key, count) for key, _, count in preview.excluded] == [
        ("refused", 1),
        ("no_address", 1),
    ]
    shop.campaigns.post.house(PostWish(campaign, tmp_path / "h.csv"))
    assert "Ben" not in (tmp_path / "h.csv").read_text(encoding="utf-8")


def test_the_owners_own_address_is_in_every_run_and_is_no_customer(
    shop: Services, tmp_path: Path
) -> None:
    shop.campaigns.post.save_seeds((Seed("Olga Owner", "1 Home St", ("York", "ME", "03909")),))
    campaign = posted(shop, [living(shop, "Ana")])
    house = shop.campaigns.post.house(PostWish(campaign, tmp_path / "house.csv")).value
    assert (house.pieces, house.people, house.seeds) == (1, 1, 1)
    assert [row["Last Name"] for row in rows_of(tmp_path / "house.csv")] == ["Lima", "Owner"]
    letters = shop.campaigns.post.letters(PostWish(campaign, tmp_path / "l.pdf")).value
    assert letters.pages == 2
    assert "Olga Owner" in text_of((tmp_path / "l.pdf").read_bytes(), 1)
    assert one_value(shop, "SELECT COUNT(*) FROM exported_row WHERE customer_id < 1") == 0
    with pytest.raises(UserError, match="needs a name"):
        shop.campaigns.post.save_seeds((Seed("", ""),))


def test_a_letter_tells_the_offer_and_a_code_that_a_scanner_reads(
    shop: Services, tmp_path: Path
) -> None:
    ana = living(shop, "Zoë", "Núñez")
    campaign = posted(shop, [ana])
    made = shop.campaigns.post.letters(PostWish(campaign, tmp_path / "l.pdf")).value
    assert (made.pages, made.codes_made) == (1, 1)
    code = shop.campaigns.codes.of_campaign(campaign)[0].shown
    pdf = (tmp_path / "l.pdf").read_bytes()
    words = " ".join(text_of(pdf).split())
    assert "Dear Zoë," in words
    assert "10 % off" in words
    assert code in words
    assert "Cambridge, MA 02138" in words
    (read,) = zxingcpp.read_barcodes(pictures(pdf)[0])
    assert read.text == code.replace("-", "")
    assert shop.campaigns.codes.check(read.text).customer_id == ana
    again = shop.campaigns.post.letters(PostWish(campaign, tmp_path / "again.pdf")).value
    assert again.codes_made == 0
    assert (tmp_path / "again.pdf").read_bytes() == pdf


def test_whoever_came_later_gets_a_code_too(shop: Services, tmp_path: Path) -> None:
    ana, ben = living(shop, "Ana"), living(shop, "Ben", "Kaya", street="9 Hill Road")
    campaign = posted(shop, [ana])
    post = shop.campaigns.post
    assert post.letters(PostWish(campaign, tmp_path / "a.pdf")).value.codes_made == 1
    with shop.books.write() as unit:
        late = text("INSERT INTO assignment SELECT campaign_id, :who, 0, arm_id, day, '' "
                    "FROM assignment")  # fmt: skip
        unit.connection.execute(late, {"who": ben})
    assert post.letters(PostWish(campaign, tmp_path / "b.pdf")).value.codes_made == 1
    shop.campaigns.codes.make(MakeCodes(campaign, word="HELLO", uses=None))
    assert post.letters(PostWish(campaign, tmp_path / "c.pdf")).value.codes_made == 0


def test_a_moment_writes_to_those_of_its_last_day_alone(shop: Services, tmp_path: Path) -> None:
    ana, ben = living(shop, "Ana"), living(shop, "Ben", "Kaya", street="9 Hill Road")
    campaign = posted(shop, [ana, ben])
    with shop.books.write() as unit:
        run = unit.connection.execute
        run(text("UPDATE campaign SET kind = 'trigger'"))
        run(text("UPDATE assignment SET day = day + 1 WHERE customer_id = :who"), {"who": ben})
        first = run(text("SELECT MIN(day) FROM assignment")).scalar_one()
    post = shop.campaigns.post
    post.house(PostWish(campaign, tmp_path / "last.csv"))
    post.house(PostWish(campaign, tmp_path / "first.csv", day=first))
    names = [rows_of(tmp_path / f"{one}.csv")[0]["First Name"] for one in ("last", "first")]
    assert names == ["Ben", "Ana"]


@pytest.mark.parametrize(("paper", "window"), [("letter", Window.RIGHT), ("a4", Window.NONE)])
def test_a_square_code_is_read_from_any_paper(
    shop: Services, tmp_path: Path, paper: str, window: Window
) -> None:
    campaign = posted(shop, [living(shop, "Ana")])
    post = shop.campaigns.post
    setup = replace(post.setup(campaign), paper=paper, window=window, symbology="qr")
    post.save_setup(campaign, setup)
    assert post.setup(campaign) == setup
    post.letters(PostWish(campaign, tmp_path / "l.pdf"))
    (read,) = zxingcpp.read_barcodes(pictures((tmp_path / "l.pdf").read_bytes())[0])
    assert read.format.name == "QRCode"


def test_words_that_nobody_can_fill_are_refused_before_anything_is_printed(
    shop: Services, tmp_path: Path
) -> None:
    campaign = posted(shop, [living(shop, "Ana")])
    post = shop.campaigns.post
    odd = replace(post.setup(campaign), words=LetterWords("Hello {nickname}", "x", "y"))
    with pytest.raises(UserError, match=r"knows no field \{nickname\}"):
        post.save_setup(campaign, odd)
    with pytest.raises(UserError, match=r"\{nickname\}"):
        post.proof(campaign, odd)


def test_a_paragraph_about_points_is_left_out_for_whoever_has_none(shop: Services) -> None:
    campaign = posted(shop, [living(shop, "Ana")])
    proof = shop.campaigns.post.proof(campaign, shop.campaigns.post.setup(campaign))
    assert "points" not in text_of(proof)


def test_a_letter_without_a_code_tells_by_its_card_whose_it_is(
    shop: Services, tmp_path: Path
) -> None:
    ana = living(shop, "Ana")
    campaign = posted(shop, [ana])
    post = shop.campaigns.post
    words = LetterWords("Hello {first_name}", "We are open on Sundays now.", "See you")
    post.save_setup(campaign, replace(post.setup(campaign), words=words))
    post.letters(PostWish(campaign, tmp_path / "l.pdf"))
    (read,) = zxingcpp.read_barcodes(pictures((tmp_path / "l.pdf").read_bytes())[0])
    assert shop.members.scan(read.text).customer_id == ana
    assert shop.campaigns.codes.counts(campaign).made == 0


def test_labels_carry_the_code_and_are_logged_with_whom_they_reach(
    shop: Services, tmp_path: Path
) -> None:
    people = [living(shop, "Ana"), living(shop, "Ben", "Kaya", street="9 Hill Road")]
    campaign = posted(shop, people)
    shop.campaigns.codes.make(MakeCodes(campaign))
    wish = PostWish(campaign, tmp_path / "labels.pdf", sheet="5160", capitals=True)
    made = shop.campaigns.post.labels(wish).value
    words = text_of((tmp_path / "labels.pdf").read_bytes())
    assert "ANA LIMA" in words
    assert "CAMBRIDGE MA" in words
    codes = {
        one.text
        for one in zxingcpp.read_barcodes(pictures((tmp_path / "labels.pdf").read_bytes())[0])
    }
    shown = {one.shown.replace("-", "") for one in shop.campaigns.codes.of_campaign(campaign)}
    assert codes == shown
    told = one_value(
        shop, "SELECT COUNT(*) FROM exported_row JOIN list_export ON id = export_id "
        "WHERE service = 'labels' AND channel = 'post' AND campaign_id = :id", id=campaign,
    )  # fmt: skip
    assert told == made.people == len(people)


def test_nothing_is_posted_before_the_launch_or_by_staff(shop: Services, tmp_path: Path) -> None:
    campaign = posted(shop, [living(shop, "Ana")])
    wish = PostWish(campaign, tmp_path / "h.csv")
    with pytest.raises(UserError, match="may not do this"):
        signed(shop, Actor("Sam", Role.STAFF)).campaigns.post.house(wish)
    with shop.books.write() as unit:
        unit.connection.exec_driver_sql("UPDATE campaign SET state = 'draft'")
    with pytest.raises(UserError, match="not been launched"):
        shop.campaigns.post.house(wish)
    with pytest.raises(UserError, match="no campaign 99"):
        shop.campaigns.post.preview(99)
    assert list(tmp_path.glob("h.csv")) == []


def test_a_file_that_cannot_be_written_is_not_logged(shop: Services, tmp_path: Path) -> None:
    campaign = posted(shop, [living(shop, "Ana")])
    with pytest.raises(UserError, match="cannot be written"):
        shop.campaigns.post.house(PostWish(campaign, tmp_path / "no" / "h.csv"))
    assert one_value(shop, "SELECT COUNT(*) FROM list_export") == 0
