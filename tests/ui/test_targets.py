"""Targets: said once, shown on Today with the way there so far."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

from PySide6.QtCore import Qt

from retailcrm.analytics.targets import Target
from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.rows import rows
from retailcrm.services.finding import Told, Unit
from retailcrm.services.targets import TargetRow
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.screens.today.targets import TargetsPresenter, TargetsState, lines_of
from retailcrm.ui.screens.today.targets_card import TargetsCard
from retailcrm.ui.work import InlineJobs
from tests.ui.fake_insights import FakeTargets

USD = Figures("USD")
SINCE, UNTIL = date(2025, 1, 1), date(2025, 12, 31)


def a_row(way: float | None, gone: float | None = None, now: float | None = 3_810.0) -> TargetRow:
    target = Target("ticket", 4_500, 3_000, SINCE, UNTIL)
    return TargetRow(target, Told("ticket", now, Unit.MONEY, rows("receipts")), way, gone)


class Seen:
    def __init__(self) -> None:
        self.last = TargetsState()

    def show_state(self, state: TargetsState) -> None:
        self.last = state


def dialog(targets: FakeTargets | None = None):
    seen, targets = Seen(), targets or FakeTargets()
    presenter = TargetsPresenter(seen, cast("Any", targets), InlineJobs())
    presenter.open(USD)
    return presenter, seen, targets


def test_the_way_is_told_beside_the_time():
    (line,) = lines_of((a_row(0.54, 0.6),), USD)
    assert (line.now, line.goal) == ("38.10", "of 45.00")
    assert line.words == "54\u202f% of the way, 60\u202f% of the time"


def test_a_target_reached_missed_or_unknown_is_said_in_words():
    words = [lines_of((row,), USD)[0].words for row in (a_row(1.2), a_row(-0.1), a_row(None))]
    assert words == ["reached", "further off than at the start", "no figure yet"]


def test_the_dialog_shows_where_each_figure_stands():
    _, seen, _ = dialog(FakeTargets(rows=(a_row(0.54),)))
    shown = {field.key: (field.now, field.text) for field in seen.last.fields}
    assert shown["ticket"] == ("38.10", "45.00")
    assert shown["retention"] == ("41.2\u202f%", "")
    assert seen.last.until == "31 Dec 2025"


def test_goals_are_read_in_the_units_they_are_shown_in():
    presenter, seen, targets = dialog()
    presenter.type("retention", "45")
    presenter.type("ticket", "42,50")
    presenter.type("best_visits", "12")
    presenter.type_until("31 Dec 2026")
    presenter.save()
    assert seen.last.is_done
    assert targets.saved[0].goals == {
        "retention": 0.45,
        "ticket": 4_250.0,
        "member_share": None,
        "best_visits": 12.0,
    }
    assert targets.saved[0].until == date(2026, 12, 31)


def test_what_cannot_be_read_is_said_at_its_field_and_nothing_is_kept():
    presenter, seen, targets = dialog()
    presenter.type("retention", "a lot")
    presenter.type("member_share", "120")
    presenter.type_until("soon")
    presenter.save()
    wrong = {field.key: field.wrong for field in seen.last.fields if field.wrong}
    assert set(wrong) == {"retention", "member_share"}
    assert seen.last.until_wrong
    assert targets.saved == []


def test_a_refusal_stays_in_the_dialog():
    presenter, seen, targets = dialog()

    def refuse(*_: object, **__: object) -> None:
        raise UserError("Give a day that is still to come.")

    targets.save = refuse
    presenter.save()
    assert seen.last.problem == "Give a day that is still to come."
    assert not seen.last.is_done


def test_targets_stand_on_today_and_open_their_rows(qtbot, theme):
    opened: list[object] = []
    card = TargetsCard(opened.append)
    qtbot.addWidget(card)
    card.show_targets(lines_of((a_row(0.54, 0.6),), USD))
    assert not card.isHidden()
    figure = card.findChild(Button)
    qtbot.keyClick(figure, Qt.Key.Key_Space)
    assert opened == [rows("receipts")]
    card.show_targets(())
    assert card.isHidden()


def test_a_shop_without_a_program_or_buyers_still_shows_its_targets():
    row = replace(a_row(None), now=Told("ticket", None, Unit.MONEY, rows("receipts")))
    (line,) = lines_of((row,), USD)
    assert (line.now, line.way) == ("–", None)
