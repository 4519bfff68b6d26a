"""What staff may ask of the shop is a short list, and everything else is closed to them."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from retailcrm.core.errors import UserError
from retailcrm.core.roles import OWNER, Actor, Role
from retailcrm.core.rows import rows
from retailcrm.services.customers import CustomerQuery
from retailcrm.services.signed import FOR_STAFF, HOLDERS, signed
from retailcrm.services.together import Campaigns, Insights
from retailcrm.wiring import Services, open_shop
from tests.conftest import clock

TOM, INES = Actor("Tom", Role.STAFF), Actor("Ines", Role.MANAGER)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    made = open_shop(str(tmp_path_factory.mktemp("plain") / "shop.db"), clock)
    yield made
    made.close()


def _methods(service: object) -> set[str]:
    return {name for name in dir(service) if not name.startswith("_")}


def test_what_is_open_to_staff_exists(plain: Services) -> None:
    for name, methods in FOR_STAFF.items():
        holder = plain if hasattr(plain, name) else plain.campaigns
        assert methods <= _methods(getattr(holder, name)), name


def test_everything_that_is_not_named_for_staff_is_refused_when_asked(plain: Services) -> None:
    tom = signed(plain, TOM)
    refused = 0
    for name in set(Services.__slots__) - HOLDERS:
        for method in _methods(getattr(plain, name)) - FOR_STAFF.get(name, frozenset()):
            with pytest.raises(UserError, match="Tom may not do this"):
                getattr(getattr(tom, name), method)()
            refused += 1
    assert refused > 80


def test_no_insight_is_open_to_staff(plain: Services) -> None:
    tom = signed(plain, TOM)
    for name in set(Insights.__slots__) - {"finders"}:
        for method in _methods(getattr(plain.insights, name)):
            with pytest.raises(UserError, match="Tom may not do this"):
                getattr(getattr(tom.insights, name), method)()


def test_no_campaign_is_open_to_staff_except_checking_a_code(plain: Services) -> None:
    tom = signed(plain, TOM)
    for name in set(Campaigns.__slots__) - {"finders"}:
        for method in _methods(getattr(plain.campaigns, name)) - FOR_STAFF.get(name, frozenset()):
            with pytest.raises(UserError, match="Tom may not do this"):
                getattr(getattr(tom.campaigns, name), method)()


def test_an_export_of_an_insight_names_the_manager(plain: Services) -> None:
    signed(plain, INES).insights.retention.note_export(3)
    with plain.books.read() as connection:
        actor = connection.scalar(text("SELECT actor FROM audit_event ORDER BY id DESC LIMIT 1"))
    assert actor == "Ines"


def test_staff_cannot_reach_the_books_themselves(plain: Services) -> None:
    with pytest.raises(UserError, match="Tom may not do this"):
        _ = signed(plain, TOM).books.file


def test_a_manager_has_lists_but_not_the_dump(plain: Services, tmp_path) -> None:
    ines = signed(plain, INES)
    assert ines.customers.ids(CustomerQuery()).size == 0
    assert ines.customers.receipt_ids(rows("receipts")).size == 0
    with pytest.raises(UserError, match="Ines may not do this"):
        ines.keeping.dump(tmp_path / "all")


def test_the_owner_without_a_name_holds_the_services_themselves(plain: Services) -> None:
    assert signed(plain, OWNER) is plain
