"""Closed seasons are told once: points do not age, nobody is missing, no window of tiers ends."""

import json
from datetime import date

from sqlalchemy import text

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


def test_a_shop_without_a_program_may_be_shut(shop: Services) -> None:
    shop.program.keep_seasons((WINTER,))
    assert shop.program.seasons() == (WINTER,)
    assert shop.program.versions() == ()
    assert shop.grouping.rules().closed == ((day_number(WINTER[0]), day_number(WINTER[1])),)


def test_a_program_takes_new_seasons_from_today_and_its_past_keeps_its_own(shop: Services) -> None:
    shop.program.save(Program(name="Club", closed=(WINTER,)), date(2026, 1, 1))
    summer = (date(2026, 8, 1), date(2026, 8, 15))
    shop.program.keep_seasons((WINTER, summer))
    newest, first = shop.program.versions()
    assert (first.program, newest.program) == (
        Program(name="Club", closed=(WINTER,)),
        Program(name="Club", closed=(WINTER, summer)),
    )
    assert newest.starts > first.starts
    shop.program.keep_seasons((WINTER, summer))
    assert len(shop.program.versions()) == 2


def test_rules_kept_before_there_was_a_choice_never_stop_their_window(shop: Services) -> None:
    shop.program.save(Program(closed=(WINTER,)), date(2026, 1, 1))
    with shop.books.write() as unit:
        rules = json.loads(str(unit.connection.scalar(text("SELECT rules FROM program_version"))))
        del rules["tiers"]["pause_closed"]
        unit.connection.execute(
            text("INSERT INTO program_version (id, starts, rules, note, at, actor) "
                 "SELECT 99, starts, :rules, note, at, actor FROM program_version"),
            {"rules": json.dumps(rules)},
        )  # fmt: skip
    newest, first = shop.program.versions()
    assert newest.program is not None
    assert first.program is not None
    assert (newest.program.tiers.pause_closed, first.program.tiers.pause_closed) == (False, True)
