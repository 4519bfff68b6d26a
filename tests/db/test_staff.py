"""Who works here, and how often somebody may guess, on both databases alike."""

from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher

from retailcrm.core.errors import UserError
from retailcrm.core.roles import Actor, Right, Role
from retailcrm.services import pins
from retailcrm.services.staff import StaffService
from retailcrm.wiring import Services
from tests.builders import one_value
from tests.conftest import NOW


class Watch:
    """A clock that is set forward by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def staff(shop: Services, watch: Watch) -> StaffService:
    service = StaffService(shop.books, watch)
    service.add("Olga", Role.OWNER, "2580")
    service.add("Mia", Role.STAFF, "90417")
    return service


def test_until_somebody_has_a_pin_everybody_is_the_owner(shop: Services) -> None:
    assert not shop.staff.must_sign_in()
    shop.staff.add("Olga", Role.OWNER, "2580")
    assert shop.staff.must_sign_in()


def test_people_sign_in_with_their_own_role(staff: StaffService) -> None:
    mia = staff.sign_in(" mia ", "90417")
    assert mia == Actor("Mia", Role.STAFF)
    assert not mia.may(Right.EXPORT)
    assert staff.sign_in("Olga", "2580").may(Right.STAFF)


def test_no_pin_stands_in_the_books(shop: Services, staff: StaffService) -> None:
    kept = str(one_value(shop, "SELECT pin_hash FROM staff_account WHERE name = 'Mia'"))
    assert kept.startswith("$argon2id$")
    assert "90417" not in kept


def test_trying_a_pin_is_as_much_work_for_nobody_as_for_somebody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pins, "PasswordHasher", PasswordHasher)  # as the program hashes
    held = pins.hashed("90417")
    work = "$argon2id$v=19$m=65536,t=3,p=4$"
    assert held.startswith(work)
    assert pins._NOBODYS.startswith(work)
    assert pins.fits("90417", held)
    assert not pins.fits("90418", held)


@pytest.mark.parametrize(("name", "pin"), [("Mia", "90418"), ("Nobody", "90417"), ("Mia", "")])
def test_a_wrong_name_or_pin_is_refused_with_the_same_words(
    staff: StaffService, name: str, pin: str
) -> None:
    with pytest.raises(UserError, match=r"^Name or PIN are not right\."):
        staff.sign_in(name, pin)


def test_every_further_guess_has_to_wait_longer(
    shop: Services, staff: StaffService, watch: Watch
) -> None:
    for _ in range(3):
        with pytest.raises(UserError, match="not right"):
            staff.sign_in("Mia", "1357")
    with pytest.raises(UserError, match="Wait 2 seconds"):
        staff.sign_in("Mia", "90417")
    assert staff.sign_in("Olga", "2580").name == "Olga"
    watch.wait(2)
    with pytest.raises(UserError, match="not right"):
        staff.sign_in("Mia", "1357")
    with pytest.raises(UserError, match="Wait 4 seconds"):
        staff.sign_in("Mia", "90417")
    watch.wait(4)
    assert staff.sign_in("Mia", "90417").name == "Mia"
    with pytest.raises(UserError, match="not right"):
        staff.sign_in("Mia", "1357")
    refused = "SELECT COUNT(*) FROM audit_event WHERE action = 'sign_in.refused'"
    assert one_value(shop, refused) == 5


def test_a_clock_set_back_locks_nobody_out_for_a_day(staff: StaffService, watch: Watch) -> None:
    for _ in range(3):
        with pytest.raises(UserError):
            staff.sign_in("Mia", "1357")
    watch.wait(-86_400)
    assert staff.sign_in("Mia", "90417").name == "Mia"


@pytest.mark.parametrize("pin", ["", "123", "1234", "0000", "9876", "12a4", "1234567890123"])
def test_a_pin_that_anybody_would_try_first_is_refused(staff: StaffService, pin: str) -> None:
    with pytest.raises(UserError, match="PIN"):
        staff.add("Bo", Role.STAFF, pin)


def test_there_is_always_an_owner(staff: StaffService, shop: Services) -> None:
    olga = next(one.staff_id for one in staff.people() if one.name == "Olga")
    for change in ({"role": Role.STAFF}, {"active": False}):
        with pytest.raises(UserError, match="has to be the owner"):
            staff.change(olga, **change)
    staff.add("Bea", Role.OWNER, "7391")
    staff.change(olga, active=False)
    with pytest.raises(UserError, match="not right"):
        staff.sign_in("Olga", "2580")


def test_the_first_person_is_the_owner(shop: Services) -> None:
    with pytest.raises(UserError, match="has to be the owner"):
        shop.staff.add("Mia", Role.STAFF, "90417")


def test_only_the_owner_says_who_works_here(staff: StaffService) -> None:
    for role in (Role.STAFF, Role.MANAGER):
        with pytest.raises(UserError, match="may not"):
            staff.add("Bo", Role.STAFF, "90417", actor=Actor("Mia", role))
    with pytest.raises(UserError, match="works here already"):
        staff.add("mia", Role.STAFF, "90417")
    with pytest.raises(UserError, match="needs a name"):
        staff.add(" ", Role.STAFF, "90417")


def test_a_new_pin_takes_the_place_of_the_old_one(staff: StaffService) -> None:
    mia = next(one.staff_id for one in staff.people() if one.name == "Mia")
    staff.change(mia, pin="55102")
    assert staff.sign_in("Mia", "55102").name == "Mia"
    with pytest.raises(UserError, match="not right"):
        staff.sign_in("Mia", "90417")
