from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import numpy as np

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import Progress
from retailcrm.core.rows import RowsRef, rows
from retailcrm.services.customers import CustomerQuery, CustomerRow
from retailcrm.services.grouping import (
    CellRow,
    GroupRow,
    GroupRules,
    GroupsOverview,
    MissingRow,
    MissingSum,
    Reason,
    SegmentRow,
    StageRow,
)
from retailcrm.services.shop import ShopSettings
from retailcrm.ui.screens.groups import findings
from retailcrm.ui.screens.groups.presenter import (
    MISSING,
    MOVEMENT,
    GroupsPresenter,
    GroupsState,
)
from retailcrm.ui.work import InlineJobs

EUROS = Figures("EUR")
CANT_LOSE = rows("customers", r="2", fm="5")
AT_RISK = rows("customers", r="2", fm="4")
LOST = rows("customers", r="1", fm="1")
BEST = rows("customers", group="most_valuable")
MISSING_ROWS = rows("customers", stage="mia")


def an_overview(**changes: Any) -> GroupsOverview:
    base = GroupsOverview(
        as_of=date(2025, 10, 31),
        customers=600,
        scored=300,
        few_data=False,
        empty_reason="",
        cells=(
            CellRow(2, 5, "cant_lose", 3, 0.01, CANT_LOSE),
            CellRow(2, 4, "at_risk", 9, 0.03, AT_RISK),
            CellRow(1, 1, "lost", 80, 0.27, LOST),
        ),
        cut_points=(
            ("recency", (364, 188, 96, 43, 17)),
            ("frequency", (1, 2, 3, 5, 9)),
            ("monetary", (510, 3140, 7500, 14900, 31300)),
        ),
        recency_ranges=((2, 97, 188), (1, 189, 364)),
        groups=(
            GroupRow("most_valuable", 60, 0.1, 900, 400, 0.58, 300, 2, (), BEST),
            GroupRow("below_zero", 200, 0.33, 100, 10, 0.03, -50, -1, (), rows("customers")),
        ),
        segments=(SegmentRow("prospect", 40, 0.1, 0, rows("customers", segment="prospect")),),
        stages=(
            StageRow("active", 300, 0.5, 1, rows("customers", stage="active")),
            StageRow("mia", 100, 1 / 6, 1, MISSING_ROWS),
        ),
        missing=MissingSum(date(2025, 9, 30), 719, 118, 64, 42, 731, 348200),
        moved=(
            ("most_growable", "most_valuable", 41),
            ("most_valuable", "most_growable", 18),
            ("", "most_growable", 76),
        ),
        snapshot_on=date(2025, 9, 30),
        stale=(),
        rfm=(),
    )
    return replace(base, **changes)


def a_customer(number: int, stage: str = "active") -> CustomerRow:
    last = date(2025, 7, 21)
    return CustomerRow(
        number, f"Ann {number}", "29", "", "", "", last, last, 9, 9, 0, 100, "", "", stage
    )


def a_missing(number: int, worth: int) -> MissingRow:
    return MissingRow(number, "Ann", "29", "mia", date(2025, 7, 1), 66, 23, 53, 1, worth, "why")


class Books:
    def __init__(self, overview: GroupsOverview) -> None:
        self.now = overview
        self.lost: tuple[MissingRow, ...] = ()
        self.asked: list[RowsRef] = []
        self.saved: list[RowsRef] = []
        self.explained: list[tuple[int, date | None]] = []
        self.refuses = False

    def settings(self) -> ShopSettings:
        return ShopSettings(currency="EUR")

    def rules(self) -> GroupRules:
        return GroupRules(window_days=180)

    def overview(self) -> GroupsOverview:
        if self.refuses:
            raise UserError("The books are locked.")
        return self.now

    def missing(self) -> tuple[MissingRow, ...]:
        return self.lost

    def ids(self, query: CustomerQuery) -> Any:
        self.asked.append(query.rows)
        return np.array([11, 12, 13], dtype=np.int64)

    def page(self, ids: Any) -> tuple[CustomerRow, ...]:
        return tuple(a_customer(int(one), "mia" if one == 12 else "active") for one in ids)

    def reasons(self, ids: Any, as_of: date | None) -> dict[int, Reason]:
        self.explained.append((len(ids), as_of))
        return {int(one): Reason("because", "usually every 23") for one in ids if one != 13}

    def save_table(self, query: CustomerQuery, _path: Path, _progress: Progress) -> Outcome[int]:
        self.saved.append(query.rows)
        return Outcome(3, frozenset(), "saved")


@dataclass
class Seen:
    states: list[GroupsState] = field(default_factory=list)
    opened: list[RowsRef] = field(default_factory=list)

    def show_state(self, state: GroupsState) -> None:
        self.states.append(state)

    def show_rows(self, first: int, last: int) -> None:
        """The list paints itself."""

    @property
    def last(self) -> GroupsState:
        return self.states[-1]


def a_screen(books: Books) -> tuple[Seen, GroupsPresenter]:
    seen = Seen()
    service = cast("Any", books)
    presenter = GroupsPresenter(seen, service, service, service, InlineJobs(), seen.opened.append)
    presenter.refresh()
    return seen, presenter


def test_the_first_list_is_of_good_customers_about_to_be_lost() -> None:
    seen, _ = a_screen(Books(an_overview()))
    assert seen.last.selection is not None
    assert seen.last.selection.rows == CANT_LOSE
    assert seen.last.selection.title == "Can’t lose, R 2 · FM 5"
    assert seen.last.members == 3


def test_each_person_of_the_list_has_a_reason() -> None:
    _, presenter = a_screen(Books(an_overview()))
    first, second, third = (presenter.pages.row(line) for line in range(3))
    assert first is not None
    assert second is not None
    assert third is not None
    assert (first.why, first.days_ago) == ("because", 102)
    assert second.why == "usually every 23"
    assert third.why == ""


def test_all_reasons_of_a_page_are_one_question_about_the_day_of_the_overview() -> None:
    books = Books(an_overview())
    _, presenter = a_screen(books)
    presenter.pages.row(0)
    assert books.explained == [(3, books.now.as_of)]


def test_choosing_a_group_a_stage_or_a_segment_lists_its_people() -> None:
    books = Books(an_overview())
    seen, presenter = a_screen(books)
    titles = []
    for wanted in (BEST, MISSING_ROWS, rows("customers", segment="prospect"), LOST):
        presenter.select(wanted)
        assert seen.last.selection is not None
        titles.append(seen.last.selection.title)
    assert titles == ["Most Valuable", "Missing", "Prospect", "Lost, R 1 · FM 1"]
    assert books.asked[-1] == LOST
    presenter.select(rows("customers", group="nobody"))
    assert books.asked[-1] == LOST


def test_the_choice_survives_new_data() -> None:
    seen, presenter = a_screen(Books(an_overview()))
    presenter.select(BEST)
    presenter.refresh()
    assert seen.last.selection is not None
    assert seen.last.selection.rows == BEST


def test_people_and_moves_open_in_the_customer_table() -> None:
    seen, presenter = a_screen(Books(an_overview()))
    presenter.open_selected()
    presenter.open_member(2)
    presenter.open_member(3)
    presenter.open_move("most_growable", "most_valuable")
    assert seen.opened == [
        CANT_LOSE,
        rows("customers", customer="13"),
        rows("customers", moved_from="most_growable", moved_to="most_valuable"),
    ]


def test_the_missing_are_read_when_their_page_is_opened() -> None:
    books = Books(an_overview())
    books.lost = (a_missing(1, 4000), a_missing(2, -100))
    seen, presenter = a_screen(books)
    assert [state.missing for state in seen.states[-1:]] == [None]
    presenter.open(MISSING_ROWS)
    assert seen.last.page == MISSING
    assert seen.last.missing == books.lost
    presenter.refresh()
    assert seen.last.missing == books.lost


def test_a_move_from_elsewhere_opens_the_movement() -> None:
    seen, presenter = a_screen(Books(an_overview()))
    presenter.open(rows("customers", moved_to="below_zero"))
    assert seen.last.page == MOVEMENT
    presenter.open(BEST)
    assert seen.last.page == "overview"


def test_a_group_asked_for_before_the_books_were_read_is_chosen_when_they_are() -> None:
    seen = Seen()
    service = cast("Any", Books(an_overview()))
    presenter = GroupsPresenter(seen, service, service, service, InlineJobs(), seen.opened.append)
    presenter.open(BEST)
    presenter.refresh()
    assert seen.last.selection is not None
    assert seen.last.selection.rows == BEST
    presenter.select(LOST)
    presenter.refresh()
    assert seen.last.selection.rows == LOST


def test_saving_writes_the_people_of_the_list(tmp_path: Path) -> None:
    books = Books(an_overview())
    _, presenter = a_screen(books)
    presenter.save_table(tmp_path / "a.csv")
    presenter.turn_to(MISSING)
    presenter.save_table(tmp_path / "b.csv")
    assert books.saved == [CANT_LOSE, MISSING_ROWS]


def test_a_shop_too_small_for_scores_lists_a_stage_or_nobody() -> None:
    seen, _ = a_screen(Books(an_overview(cells=(), groups=(), empty_reason="Too few customers.")))
    assert seen.last.selection is not None
    assert seen.last.selection.title == "Active"
    seen, presenter = a_screen(Books(an_overview(cells=(), groups=(), stages=(), segments=())))
    assert seen.last.selection is None
    presenter.open_selected()
    assert seen.opened == []


def test_books_that_refuse_leave_one_sentence() -> None:
    books = Books(an_overview())
    seen, presenter = a_screen(books)
    books.refuses = True
    presenter.refresh()
    assert seen.last.problem == "The books are locked."
    assert not seen.last.busy
    assert seen.last.overview is not None


def test_titles_say_what_the_figures_say() -> None:
    overview = an_overview()
    assert findings.grid_title(overview, EUROS) == (
        "12 once frequent customers have not come for 97 days or more"
    )
    assert findings.groups_title(overview, EUROS) == (
        "10\u202f% of customers bring 58\u202f% of sales"
    )
    assert findings.stages_title(overview, EUROS) == "By their own rhythm, one in six is missing"
    assert findings.movement_title(overview, EUROS) == (
        "41 moved up and 18 slipped since 30 Sep 2025"
    )


def test_titles_change_with_the_figures() -> None:
    calm = an_overview(
        cells=(CellRow(2, 5, "cant_lose", 0, 0.0, CANT_LOSE),),
        stages=(StageRow("mia", 0, 0.0, 0, MISSING_ROWS),),
        groups=(),
        snapshot_on=None,
    )
    assert findings.grid_title(calm, EUROS) == "No frequent customer has stayed away for 97 days"
    assert findings.stages_title(calm, EUROS) == "By their own rhythm, nobody is missing"
    assert findings.groups_title(calm, EUROS) == "Three groups"
    assert findings.movement_title(calm, EUROS) == "There is no earlier month to compare with yet"
    few = an_overview(stages=(StageRow("mia", 3, 0.03, 0, MISSING_ROWS),))
    assert findings.stages_title(few, EUROS) == "By their own rhythm, 3.0\u202f% are missing"


def test_the_missing_are_told_as_a_sum_and_a_worth() -> None:
    overview = an_overview()
    assert findings.missing_sum(overview.missing, EUROS) == (
        "719 missing on 30 Sep 2025, +118 newly missing, \u221264 found again, "
        "\u221242 now dead cards: 731 today"
    )
    assert findings.missing_title((), EUROS) == "Nobody is missing"
    two = (a_missing(1, 400_00), a_missing(2, -100))
    assert findings.missing_title(two, EUROS) == (
        "2 customers are missing; asking them back is worth about €400 a year"
    )


def test_cut_points_are_the_four_borders_between_five_scores() -> None:
    assert findings.cut_points(an_overview(), EUROS) == (
        ("R", "days", "17 · 43 · 96 · 188"),
        ("F", "visits", "2 · 3 · 5 · 9"),
        ("M", "EUR", "31.40 · 75.00 · 149.00 · 313.00"),
    )


def test_old_data_are_named_before_anybody_acts_on_them() -> None:
    assert findings.stale_note(an_overview()) == ""
    assert findings.stale_note(an_overview(stale=("Riverside", "Old Mill"))) == (
        "The data of Riverside and Old Mill are old: import before you write"
    )
