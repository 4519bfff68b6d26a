"""Who may be written to: asked on both databases, of the books as imports and merges leave them."""

from pathlib import Path

import numpy as np
import pytest

from retailcrm.core.errors import UserError
from retailcrm.core.plain_address import plain_email
from retailcrm.db.suppressions import suppress
from retailcrm.services.mailable import IMPLIED, ConsentRules, MailableService
from retailcrm.wiring import Services
from tests.builders import a_directory, a_person, a_sale, an_export, taken_in
from tests.conftest import clock
from tests.mailed import by_hand, judged, listed, person, reason_of, says


def test_who_said_yes_and_has_an_address_may_be_written_to(shop: Services) -> None:
    ana = person(shop, "Ana", email="ana@example.com")
    assert reason_of(shop, ana) == ""
    assert reason_of(shop, ana, "sms") == "no_consent"


@pytest.mark.parametrize(
    ("told", "reason"),
    [("", "no_address"), ("info@example.com", "role"), ("ana@example.test", "not_valid")],
)
def test_an_address_that_is_no_use_is_named(shop: Services, told: str, reason: str) -> None:
    ana = person(shop, "Ana", phone="+12125550123")
    by_hand(shop, "UPDATE customer SET email = :email WHERE id = :id", email=told, id=ana)
    assert reason_of(shop, ana) == reason


def test_a_list_that_says_yes_never_lifts_a_no_said_at_the_counter(
    shop: Services, tmp_path: Path
) -> None:
    """C42: putting the list in again re-subscribed those who had refused."""
    ana = person(shop, "Ana", email="ana@example.com", no=("email",), yes=())
    listed(shop, tmp_path, "ana@example.com", mails="Subscribed")
    assert reason_of(shop, ana) == "refused"
    says(shop, ana, "email", given=True)
    assert reason_of(shop, ana) == ""


def test_a_no_of_an_import_taken_back_never_happened(shop: Services, tmp_path: Path) -> None:
    ana = person(shop, "Ana", email="ana@example.com")
    batch = listed(shop, tmp_path, "ana@example.com", mails="Unsubscribed")
    assert reason_of(shop, ana) == "refused"
    shop.importing.undo(batch)
    assert reason_of(shop, ana) == ""


def test_the_no_of_one_entry_holds_for_both_once_they_are_one_person(shop: Services) -> None:
    ana = person(shop, "Ana", email="ana@example.com")
    twin = person(shop, "Anna", email="anna@example.com", no=("email",), yes=())
    merge = shop.merging.merge(ana, twin).value.merge_id
    assert reason_of(shop, ana) == "refused"
    shop.merging.unmerge(merge)
    assert reason_of(shop, ana) == ""


def test_two_people_on_one_address_get_one_piece_and_either_may_stop_it(shop: Services) -> None:
    """C38: a couple shared an e-mail, and its no was lost or counted for nobody."""
    ana = person(shop, "Ana", email="lima@gmail.com")
    rui = person(shop, "Rui", email="l.i.m.a+shop@googlemail.com")
    both = judged(shop, ana, rui)
    assert both.counts() == {"duplicate": 1}
    assert both.may.tolist() == [ana]
    assert both.stands_for.tolist() == [0, ana]
    says(shop, rui, "email", given=False)
    assert judged(shop, ana, rui).counts() == {"refused": 1, "shared_refused": 1}


def test_an_address_that_must_not_be_used_stays_so_however_it_is_spelled(shop: Services) -> None:
    ana = person(shop, "Ana", email="ana.lima@gmail.com")
    with shop.books.write() as unit:
        told = [plain_email("AnaLima+news@gmail.com")]
        for _ in range(2):
            suppress(unit.connection, "email", told, reason="bounced", at=1, source="test")
    assert reason_of(shop, ana) == "suppressed"


def test_letters_go_to_whoever_has_not_refused_and_once_to_a_household(shop: Services) -> None:
    home = {"street": "3 Hill Road", "postcode": "02138", "yes": ()}
    ana = person(shop, "Ana", email="ana@example.com", **home)  # type: ignore[arg-type]
    rui = person(shop, "Rui", email="rui@example.com", **home)  # type: ignore[arg-type]
    eva = person(shop, "Eva", email="e@example.com", no=("post",), **home)  # type: ignore[arg-type]
    found = judged(shop, ana, rui, eva, channel="post")
    assert found.may.tolist() == [ana]
    assert found.counts() == {"refused": 1, "duplicate": 1}


def test_where_the_law_allows_it_a_purchase_stands_for_a_yes_for_a_while(
    shop: Services, tmp_path: Path
) -> None:
    new = a_person("NEW", "Ana", email="ana@example.com")
    old = a_person("OLD", "Rui", email="rui@example.com")
    taken_in(
        shop,
        an_export(
            tmp_path / "sales.csv",
            a_sale("1", buyer="NEW", day="2026-05-04"),
            a_sale("2", buyer="OLD", day="2023-05-04"),
        ),
    )
    taken_in(shop, a_directory(tmp_path / "people.csv", new, old))
    mailable = MailableService(shop.books, clock)
    mailable.save_rules(ConsentRules(email=IMPLIED))
    found = mailable.of(np.array([1, 2], dtype=np.int64), "email")
    assert sorted(found.counts()) == ["expired"]
    assert found.may.size == 1


def test_a_channel_that_is_none_is_refused_in_a_sentence(shop: Services) -> None:
    with pytest.raises(UserError, match="by pigeon"):
        judged(shop, 1, channel="pigeon")
