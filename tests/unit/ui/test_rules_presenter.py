from dataclasses import dataclass, field, replace
from typing import Any, cast

from retailcrm.analytics.segments import PRESETS, USUAL
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import Progress
from retailcrm.services.grouping import GroupRules, RulesPreview
from retailcrm.ui.screens.groups.rule_fields import FIELDS
from retailcrm.ui.screens.groups.rules import RulesPresenter, RulesState
from retailcrm.ui.work import InlineJobs


class Books:
    def __init__(self) -> None:
        self.kept = GroupRules()
        self.previewed: list[GroupRules] = []
        self.refuses = False

    def rules(self) -> GroupRules:
        return self.kept

    def preview(self, rules: GroupRules, _progress: Progress) -> RulesPreview:
        if self.refuses:
            raise UserError("The books are locked.")
        self.previewed.append(rules)
        moves = (("most_growable", "most_valuable", 7),)
        return RulesPreview(moves, 7, 100, cast("Any", None))

    def save_rules(self, rules: GroupRules, _progress: Progress) -> Outcome[GroupRules]:
        self.kept = rules
        return Outcome(rules, frozenset({Topic.GROUPS}), "Rules kept")


@dataclass
class Seen:
    states: list[RulesState] = field(default_factory=list)

    def show_state(self, state: RulesState) -> None:
        self.states.append(state)

    @property
    def last(self) -> RulesState:
        return self.states[-1]


def a_dialog(books: Books, jobs: InlineJobs | None = None) -> tuple[Seen, RulesPresenter]:
    seen = Seen()
    presenter = RulesPresenter(seen, cast("Any", books), jobs or InlineJobs())
    presenter.open()
    return seen, presenter


def test_a_fresh_dialog_shows_the_rules_in_force_and_has_nothing_to_save() -> None:
    seen, presenter = a_dialog(Books())
    texts = dict(seen.last.texts)
    assert (texts["window_days"], texts["margin"], texts["contact_cost"]) == ("365", "40", "1.50")
    assert not seen.last.can_save
    presenter.save()
    assert not seen.last.is_done


def test_every_field_writes_what_it_reads() -> None:
    rules = GroupRules()
    for one in FIELDS:
        assert one.read(one.write(getattr(rules, one.key))) == getattr(rules, one.key)


def test_who_moves_is_counted_before_anything_is_kept() -> None:
    books = Books()
    seen, presenter = a_dialog(books)
    presenter.type("most_valuable_share", "70")
    assert seen.last.preview is not None
    assert seen.last.preview.changed == 7
    assert books.previewed == [replace(GroupRules(), most_valuable_share=0.7)]
    assert books.kept == GroupRules()


def test_saving_keeps_what_was_previewed() -> None:
    books = Books()
    seen, presenter = a_dialog(books)
    presenter.type("contact_cost", "2,5")
    presenter.save()
    assert books.kept.contact_cost == 2.5
    assert seen.last.is_done


def test_a_number_outside_its_limits_is_named_and_cannot_be_saved() -> None:
    seen, presenter = a_dialog(Books())
    presenter.type("margin", "120")
    assert dict(seen.last.faults) == {"margin": "A number from 1 to 95."}
    assert not seen.last.can_save
    presenter.type("margin", "forty")
    assert "margin" in dict(seen.last.faults)
    presenter.type("window_days", "36.5")
    assert dict(seen.last.faults)["window_days"] == "A whole number from 0 to 3650."
    presenter.type("margin", "45")
    presenter.type("window_days", "730")
    assert seen.last.can_save


def test_stages_must_follow_each_other() -> None:
    seen, presenter = a_dialog(Books())
    presenter.type("remind_at", "95")
    assert list(dict(seen.last.faults)) == ["missing_at"]
    presenter.type("missing_at", "97")
    assert seen.last.faults == ()
    assert seen.last.can_save


def test_cells_of_the_grid_can_be_renamed_and_put_back() -> None:
    books = Books()
    seen, presenter = a_dialog(books)
    presenter.name_cell(5, 1, "champions")
    assert seen.last.grid[0][0] == "champions"
    assert books.previewed[-1].grid[0][0] == "champions"
    presenter.name_cell(5, 1, "new")
    assert seen.last.draft.grid == ()
    assert seen.last.grid == USUAL
    assert not seen.last.can_save


def test_a_ready_made_grid_takes_one_step() -> None:
    seen, presenter = a_dialog(Books())
    name, grid = PRESETS[1]
    presenter.use_preset(name)
    assert seen.last.grid == grid
    presenter.use_defaults()
    assert seen.last.draft == GroupRules()


def test_a_count_of_an_older_draft_is_not_shown() -> None:
    jobs = InlineJobs(hold=True)
    books = Books()
    seen, presenter = a_dialog(books, jobs)
    jobs.run_held()
    presenter.type("margin", "50")
    assert seen.last.counting
    presenter.type("margin", "0")
    jobs.run_held()
    assert seen.last.preview is None
    presenter.type("margin", "55")
    jobs.run_held()
    assert books.previewed[-1].margin == 0.55
    assert not seen.last.counting


def test_books_that_refuse_leave_one_sentence() -> None:
    books = Books()
    books.refuses = True
    seen, presenter = a_dialog(books)
    presenter.type("margin", "50")
    assert seen.last.problem == "The books are locked."
    assert not seen.last.counting
