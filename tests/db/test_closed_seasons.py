"""The seasons told with the program stop the clock of the missing too."""

from datetime import date

from retailcrm.core.days import day_number
from retailcrm.db.settings import read_setting
from retailcrm.loyalty.program import Program
from retailcrm.services.standing import RULES
from retailcrm.wiring import Services

WINTER = (date(2026, 1, 10), date(2026, 3, 1))


def test_a_closed_season_is_known_to_the_groups(shop: Services) -> None:
    shop.program.save(Program(closed=(WINTER,)), date(2030, 1, 1))
    assert shop.grouping.rules().closed == ((day_number(WINTER[0]), day_number(WINTER[1])),)


def test_rules_that_are_kept_leave_the_seasons_to_the_program(shop: Services) -> None:
    shop.program.save(Program(closed=(WINTER,)), date(2030, 1, 1))
    shop.grouping.save_rules(shop.grouping.rules())
    with shop.books.read() as connection:
        assert read_setting(connection, RULES, {})["closed"] == []
    shop.program.save(Program(), date(2030, 2, 1))
    assert shop.grouping.rules().closed == ()
