"""Lists that leave the shop, on both databases: who is on them, what is logged, what changed."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from retailcrm.core.errors import UserError
from retailcrm.core.roles import Actor, Role
from retailcrm.core.rows import rows
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.services.list_rows import Exported, ExportWish
from retailcrm.wiring import Services, open_shop
from tests.builders import count, taken_in
from tests.conftest import clock
from tests.mailed import a_campaign, by_hand, person, says


def written(
    shop: Services,
    out: Path,
    *,
    service: str = "constant-contact",
    audience: str = "customers",
    **more: bool | str,
) -> Exported:
    wish = ExportWish(service, audience, out, **more)  # type: ignore[arg-type]
    return shop.campaigns.mailing.export(wish).value


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as told:
        return list(csv.DictReader(told))


def test_a_list_is_written_with_its_twin_and_with_who_was_left_out(
    shop: Services, tmp_path: Path
) -> None:
    ana = person(shop, "Ana", email="ana@example.com")
    person(shop, "Rui", email="rui@example.com", no=("email",), yes=())
    person(shop, "Eva", email="eva@example.com", yes=())
    done = written(shop, tmp_path / "out")
    assert [row["Email Address"] for row in table(done.file)] == ["ana@example.com"]
    assert table(done.suppression_file) == [{"Email Address": "rui@example.com"}]
    assert done.excluded == {"refused": 1, "no_consent": 1}
    assert done.excluded_file is not None
    assert [(one["name"], one["reason"]) for one in table(done.excluded_file)] == [
        ("Rui Lima", "refused"),
        ("Eva Lima", "no_consent"),
    ]
    (logged,) = shop.campaigns.mailing.log()
    assert (logged.title, logged.included, logged.suppressed) == ("Everyone", 1, 1)
    found = shop.customers.found(logged.rows)
    assert found is not None
    assert found.ids.tolist() == [ana]


def test_everyone_left_out_opens_by_the_reason(shop: Services, tmp_path: Path) -> None:
    person(shop, "Ana", email="ana@example.com")
    rui = person(shop, "Rui", email="rui@example.com", no=("email",), yes=())
    shown = shop.campaigns.mailing.preview("mailchimp", "customers")
    (reason,) = shown.left_out
    assert (shown.people, shown.included, reason.reason, reason.people) == (2, 1, "refused", 1)
    for ref, people in ((shown.included_rows, 1), (reason.rows, 1)):
        found = shop.customers.found(ref)
        assert found is not None
        assert found.ids.size == people
    assert shop.customers.found(reason.rows).ids.tolist() == [rui]  # type: ignore[union-attr]


def test_two_people_on_one_address_are_one_row_and_both_in_the_log(
    shop: Services, tmp_path: Path
) -> None:
    """C38: two people with one e-mail went out twice, or broke the list."""
    ana = person(shop, "Ana", email="lima@example.com")
    rui = person(shop, "Rui", email="Lima@example.com")
    done = written(shop, tmp_path)
    assert len(table(done.file)) == done.included == 1
    assert done.excluded == {"duplicate": 1}
    assert done.excluded_file is not None
    assert table(done.excluded_file)[0]["stands_for"] == "Ana Lima"
    found = shop.customers.found(shop.campaigns.mailing.log()[0].rows)
    assert found is not None
    assert found.ids.tolist() == [ana, rui]
    says(shop, rui, "email", given=False)
    with pytest.raises(UserError, match="Nobody of this list"):
        written(shop, tmp_path)


def test_only_who_is_new_or_changed_is_in_the_next_file(shop: Services, tmp_path: Path) -> None:
    ana = person(shop, "Ana", email="ana@example.com")
    rui = person(shop, "Rui", email="rui@example.com")
    written(shop, tmp_path)
    person(shop, "Eva", email="eva@example.com")
    by_hand(shop, "UPDATE customer SET last_name = 'Costa' WHERE id = :id", id=ana)
    says(shop, rui, "email", given=False)
    done = written(shop, tmp_path, since_last=True)
    assert [row["First Name"] for row in table(done.file)] == ["Ana", "Eva"]
    assert (done.unchanged, done.gone) == (0, 1)
    again = written(shop, tmp_path, since_last=True)
    assert (again.included, again.unchanged) == (0, 2)
    assert len({one.name for one in tmp_path.iterdir()}) == len(list(tmp_path.iterdir()))


def test_people_left_alone_are_in_no_file_and_neither_is_their_address(
    shop: Services, tmp_path: Path
) -> None:
    ana, rui, eva, leo = (
        person(shop, name, email=f"{name}@example.com") for name in ("Ana", "Rui", "Eva", "Leo")
    )
    person(shop, "Joe", email="rui@example.com")
    a_campaign(shop, 1, control=(rui,), treated=(ana, leo))
    a_campaign(shop, 2, control=(eva,), treated=(), kind="standing")
    done = written(shop, tmp_path)
    assert {row["Email Address"] for row in table(done.file)} == {
        "Ana@example.com".lower(),
        "leo@example.com",
    }
    assert done.excluded == {"in_control": 2, "standing_control": 1}
    arm = rows("campaign", id="1", arm="1").text()
    assert written(shop, tmp_path, audience=arm).included == 2
    with pytest.raises(UserError, match="left alone"):
        written(shop, tmp_path, audience=rows("campaign", id="1", arm="0").text())
    by_hand(shop, "UPDATE campaign SET state = 'ended'")
    assert written(shop, tmp_path).included == 4


def test_staff_take_no_list_out(shop: Services, tmp_path: Path) -> None:
    person(shop, "Ana", email="ana@example.com")
    wish = ExportWish("csv", "customers", tmp_path)
    with pytest.raises(UserError, match="may not"):
        shop.campaigns.mailing.export(wish, actor=Actor("Joe", Role.STAFF))
    assert list(tmp_path.glob("*.csv")) == []
    assert count(shop, "list_export") == 0


def test_a_folder_that_is_none_leaves_neither_file_nor_log(shop: Services, tmp_path: Path) -> None:
    person(shop, "Ana", email="ana@example.com")
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(UserError, match="cannot be written"):
        written(shop, tmp_path / "taken")
    assert count(shop, "list_export") == 0


def test_pasted_words_find_people_by_whatever_names_them(shop: Services, tmp_path: Path) -> None:
    shop.shop.save_settings(replace(shop.shop.settings(), country="US"))
    ana = person(shop, "Ana", email="ana@example.com", phone="+12125550123")
    rui = person(shop, "Rui", email="rui@example.com")
    card = shop.customers.page(np.array([rui], dtype=np.int64))[0].card
    pasted = shop.campaigns.lists.paste(
        "Tasting", f"Ana@Example.com\n{card}\n212 555 0123; nobody@example.com\n#{rui}"
    ).value
    assert pasted.people == 2
    assert pasted.unmatched == ("nobody@example.com",)
    done = written(shop, tmp_path, audience=shop.campaigns.mailing.named("Tasting"))
    assert done.included == 2
    assert done.file.name.startswith("tasting-constant-contact-")
    shop.campaigns.lists.rename("Tasting", "Wine evening")
    shop.campaigns.lists.remove("Wine evening")
    assert shop.campaigns.lists.lists() == ()
    assert ana != rui


def test_a_list_that_follows_its_rows_grows_with_the_books(shop: Services, tmp_path: Path) -> None:
    person(shop, "Ana", email="ana@example.com")
    saved = shop.campaigns.lists.save("All", "customers").value
    person(shop, "Rui", email="rui@example.com")
    assert shop.campaigns.lists.named("All").people == 2
    assert saved.follows
    with pytest.raises(UserError, match="already"):
        shop.campaigns.lists.save("All", "customers")
    with pytest.raises(UserError, match="means something"):
        shop.campaigns.lists.save("Champions", "customers")


def test_the_owners_table_brings_people_and_their_answers_into_other_books(
    file_shop: Services, tmp_path: Path
) -> None:
    """C41: the flag not to write to somebody was lost on the way out and in again."""
    person(file_shop, "José", last="O'Neil", email="jose@example.com", no=("sms",))
    person(file_shop, "=1+2", email="eva@example.com", street="3 Hill\nApt 4", postcode="02138")
    done = written(file_shop, tmp_path, service="csv")
    other = open_shop(str(tmp_path / "other.db"), clock)
    try:
        taken_in(other, done.file)
        people = other.customers.page(other.customers.ids(CustomerQuery()))
        assert {one.name for one in people} == {"José O'Neil", "=1+2 Lima"}
        assert {one.postcode for one in people} == {"", "02138"}
        for one in people:
            held = {
                channel: given
                for channel, given, _, _ in other.customers.profile(one.customer_id).consents
            }
            assert held == {"email": True} | ({"sms": False} if "José" in one.name else {})
    finally:
        other.close()
