from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from retailcrm.core.errors import UserError
from retailcrm.services.import_rows import MappedSample, MappingProposal
from retailcrm.ui.screens.importing.as_read import as_read
from retailcrm.ui.screens.importing.chosen import Chosen
from retailcrm.ui.screens.importing.mapping import MappingPresenter, MappingState
from retailcrm.ui.screens.importing.refusals import for_window
from retailcrm.ui.work import InlineJobs

ODD = Path("odd.csv")


class Importer:
    def __init__(self) -> None:
        self.given: list[Mapping[str, str] | None] = []
        self.kinds: list[str] = []
        self.read: list[Mapping[str, str]] = []
        self.refuses = False

    def proposal(self, path: Path, mapping: Mapping[str, str] | None, kind: str) -> MappingProposal:
        if self.refuses:
            raise UserError("This is a picture, not a table.")
        self.given.append(mapping)
        self.kinds.append(kind)
        if kind == "customers":
            roles = (("name", "Name", True),)
            return MappingProposal(path, kind, (), ("Wann", "Bon"), roles, (), ("Name",))
        return MappingProposal(
            path,
            "sales",
            (("day", "Wann"),),
            ("Wann", "Bon", "Summe"),
            (("note", "Note", False), ("day", "Date", True), ("receipt", "Receipt number", True)),
            (("01.02.2025", "7", "3,50"),),
            ("Receipt number",),
        )

    def mapped_sample(self, _path: Path, mapping: Mapping[str, str], _kind: str) -> MappedSample:
        self.read.append(mapping)
        return MappedSample(tuple(mapping), (("2025-02-01",),))


@dataclass
class Seen:
    states: list[MappingState] = field(default_factory=list)
    matched: list[Chosen] = field(default_factory=list)

    def show_state(self, state: MappingState) -> None:
        self.states.append(state)

    @property
    def last(self) -> MappingState:
        return self.states[-1]


def a_page(importer: Importer) -> tuple[Seen, MappingPresenter]:
    seen = Seen()
    presenter = MappingPresenter(seen, cast("Any", importer), InlineJobs(), seen.matched.append)
    presenter.open(ODD)
    return seen, presenter


def test_a_proposal_puts_what_is_needed_first_and_names_what_is_missing() -> None:
    seen, _ = a_page(Importer())
    assert [role.key for role in seen.last.roles] == ["day", "receipt", "note"]
    assert seen.last.missing == ("Receipt number",)
    assert seen.last.unused == ("Bon", "Summe")
    assert not seen.last.can_go_on


def test_once_nothing_is_missing_each_choice_reads_the_first_rows_anew() -> None:
    importer = Importer()
    seen, presenter = a_page(importer)
    presenter.match("receipt", "Bon")
    presenter.match("note", "Summe")
    assert importer.read == [
        {"columns": {"day": "Wann", "receipt": "Bon"}, "date_order": ""},
        {"columns": {"day": "Wann", "receipt": "Bon", "note": "Summe"}, "date_order": ""},
    ]
    assert seen.last.read is not None
    assert seen.last.can_go_on


def test_a_heading_serves_one_role_only() -> None:
    seen, presenter = a_page(Importer())
    presenter.match("receipt", "Wann")
    assert {role.key: role.heading for role in seen.last.roles} == {
        "day": "",
        "receipt": "Wann",
        "note": "",
    }
    assert seen.last.missing == ("Date",)


def test_going_on_hands_over_the_columns_and_the_order_of_dates() -> None:
    seen, presenter = a_page(Importer())
    presenter.go_on()
    assert seen.matched == []
    presenter.match("receipt", "Bon")
    presenter.order_dates("dmy")
    presenter.go_on()
    assert seen.matched == [Chosen(ODD, (("day", "Wann"), ("receipt", "Bon")), "dmy", "sales")]


def test_the_owner_may_say_that_the_file_holds_customers_after_all() -> None:
    importer = Importer()
    seen, presenter = a_page(importer)
    presenter.read_as("customers")
    assert importer.given == [None, None]
    assert importer.kinds == ["", "customers"]
    assert (seen.last.kind, seen.last.missing) == ("customers", ("Name",))
    presenter.match("name", "Wann")
    presenter.go_on()
    assert seen.matched == [Chosen(ODD, (("name", "Wann"),), "", "customers")]


def test_saying_what_the_file_is_read_as_already_changes_nothing() -> None:
    importer = Importer()
    _, presenter = a_page(importer)
    presenter.read_as("sales")
    assert importer.kinds == [""]


def test_a_mapping_made_before_is_where_matching_starts() -> None:
    importer = Importer()
    _, presenter = a_page(importer)
    presenter.open(ODD, (("day", "Bon"),))
    assert importer.given == [None, {"day": "Bon"}]


def test_a_file_that_is_no_table_says_so() -> None:
    importer = Importer()
    importer.refuses = True
    seen, _ = a_page(importer)
    assert seen.last.problem == "This is a picture, not a table."
    assert not seen.last.busy


def test_the_order_of_dates_is_seen_at_once_on_the_first_rows() -> None:
    importer = Importer()
    _, presenter = a_page(importer)
    presenter.match("receipt", "Bon")
    presenter.order_dates("mdy")
    assert importer.read[-1]["date_order"] == "mdy"


def test_options_of_the_command_line_are_not_spoken_of_in_a_window() -> None:
    sentence = 'In "a.csv" no column is known for: Date. Match the columns, or give --mapping FILE.'
    assert for_window(sentence) == 'In "a.csv" no column is known for: Date.'
    assert for_window("Give --mapping FILE.") == "Give --mapping FILE."


def test_the_first_rows_are_shown_in_the_shops_words_without_idle_columns() -> None:
    sample = MappedSample(
        ("line", "receipt", "part", "voided", "net", "tip", "shade"),
        (("2", "100", "0", "False", "3.50", "", "red"), ("3", "101", "1", "False", "4.50", "", "")),
    )
    assert as_read(sample) == (
        ("Line", "Receipt", "Net", "shade"),
        (("2", "100", "3.50", "red"), ("3", "101", "4.50", "")),
    )
    assert as_read(None) == ((), ())
