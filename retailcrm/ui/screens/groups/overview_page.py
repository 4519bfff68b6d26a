"""The page with the grid, the groups, the stages and the people behind a choice."""

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.grouping import GroupRow, GroupsOverview
from retailcrm.ui.actions import cap
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card, ScreenHead, page
from retailcrm.ui.kit.layout import column, line, row
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.text import Phrase, Text
from retailcrm.ui.screens.groups import findings
from retailcrm.ui.screens.groups.columns import group_columns, member_columns
from retailcrm.ui.screens.groups.heat_map import HeatMap
from retailcrm.ui.screens.groups.members import Member
from retailcrm.ui.screens.groups.presenter import MISSING, MOVEMENT, GroupsPresenter, GroupsState
from retailcrm.ui.screens.groups.selection import Selection
from retailcrm.ui.screens.groups.stage_bar import StageBar

GRID_CARD = 364
FREE = 16_777_215  # Qt's word for no limit
_GAP = "\N{NO-BREAK SPACE}" * 5


class OverviewPage(QWidget):
    """Who is worth what, at one glance.

    Signals:
        rules_requested: the person wants to change the rules.
        save_requested: the person wants the list as a file.
        campaign_requested: the person wants to write to the people of the list.
        list_requested: the person wants to keep them under a name; lines that are marked.
    """

    rules_requested = Signal()
    save_requested = Signal()
    campaign_requested = Signal()
    list_requested = Signal(tuple)

    def __init__(self, presenter: GroupsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._shown = GroupsState()
        self._groups: RowTable[GroupRow] | None = None
        self._members: RowTable[Member] | None = None
        self._build()

    def show_state(self, state: GroupsState) -> None:
        """Paint this."""
        if state.overview is None:
            return
        if self._groups is None or state.figures != self._shown.figures:
            self._make_tables(state.figures)
        if state.overview is not self._shown.overview:
            self._show_overview(state)
        if state.revision != self._shown.revision and self._members:
            self._members.show_source(self._presenter.pages)
        self._show_selection(state)
        self._shown = state

    def show_rows(self, first: int, last: int) -> None:
        """Paint people who have arrived."""
        if self._members:
            self._members.rows.rows_arrived(first, last)

    def keep(self) -> None:
        """Ask for the people to be kept under a name: the marked ones, or all."""
        self.list_requested.emit(self._members.chosen_lines() if self._members else ())

    def focus_first(self) -> None:
        """Put the keyboard on the grid."""
        self._heat.setFocus()

    def _build(self) -> None:
        rules = Button(say("Edit rules"), on_click=self.rules_requested.emit)
        movement = Button(say("Movement"), on_click=lambda: self._presenter.turn_to(MOVEMENT))
        save = Button(say("Save table"), key=cap("save"), on_click=self.save_requested.emit)
        self._head = ScreenHead(say("Groups"), rules, movement, save)
        self._heat = HeatMap()
        self._heat.cell_chosen.connect(lambda cell: self._presenter.select(cell.rows))
        self._heat.opened.connect(self._presenter.open_selected)
        self._cuts = Phrase()
        self._cuts_row = QWidget()
        self._cuts_row.setLayout(
            column(line(), row(Text(say("Cut points"), "body", "muted"), self._cuts, None, gap=8))
        )
        self._heat_card = Card(say("Groups"), "-")
        self._make_cards()
        self._lay_out()

    def _make_cards(self) -> None:
        self._nothing = EmptyState("", "", icon="groups")
        self._nothing.setObjectName("inside")  # the card has the frame already
        self._heat_card.add(4, self._heat, self._cuts_row)
        self._heat_card.body.addWidget(self._nothing, 1)
        self._heat_card.body.setStretchFactor(self._heat, 1)
        self._missing = Button(
            say("Open the missing"), "quiet", on_click=lambda: self._presenter.turn_to(MISSING)
        )
        self._groups_card = Card(say("Three groups"))
        self._no_groups = Text("", "body", "muted", wrap=True)
        self._groups_card.add(self._no_groups, None)
        self._groups_card.body.setContentsMargins(8, 12, 8, 12)
        self._groups_card.head.setContentsMargins(8, 0, 8, 0)
        self._no_groups.setContentsMargins(8, 0, 8, 0)
        self._stages = StageBar()
        self._stages.stage_chosen.connect(lambda stage: self._presenter.select(stage.rows))
        self._stages_card = Card(say("By their own rhythm"), "", self._missing)
        self._stages_card.add(6, self._stages, None)
        self._open = Button(
            say("Open customers"), "primary", key=cap("go"), on_click=self._presenter.open_selected
        )
        self._write = Button(say("Start a campaign"), on_click=self.campaign_requested.emit)
        self._keep = Button(say("Save as a list"), key=cap("keep"), on_click=self.keep)
        self._members_card = Card(say("Customers"), "-", self._keep, self._write, self._open)
        self._members_card.body.setContentsMargins(16, 12, 16, 8)
        self._members_card.put_caption_beside()

    def _lay_out(self) -> None:
        right = column(self._groups_card, self._stages_card, gap=12)
        top = row(self._heat_card, right, gap=12)
        top.setStretch(0, 62)
        top.setStretch(1, 53)
        self._top = QWidget()
        self._top.setLayout(top)
        whole = page(self._head, self._top, self._members_card)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _make_tables(self, figures: Figures) -> None:
        for table in (self._groups, self._members):
            if table is not None:
                table.setParent(None)
                table.deleteLater()
        self._groups = RowTable(say("Three groups"), group_columns(figures))
        self._groups.selectionModel().selectionChanged.connect(self._choose_group)
        self._groups.opened.connect(self._open_group)
        self._groups_card.body.insertWidget(self._groups_card.body.count() - 2, self._groups)
        self._members = RowTable(
            say("Customers of the selection"), member_columns(figures), many=True
        )
        self._members.opened.connect(
            lambda member: self._presenter.open_customer(member.row.customer_id)
        )
        self._members_card.body.addWidget(self._members, 1)
        # The tables come late; the Tab key still goes as the eye does.
        order: tuple[QWidget, ...] = (
            self._heat, self._groups, self._missing, self._stages, self._keep, self._write,
            self._open, self._members,
        )  # fmt: skip
        for here, then in pairwise(order):
            QWidget.setTabOrder(here, then)

    def _choose_group(self) -> None:
        """List the people of the marked group; a table that Tab only passes marks nothing."""
        if not self._groups or not self._groups.hasFocus():
            return
        for place in self._groups.chosen_lines():
            group = self._groups.rows.row_at(place)
            if group is not None:
                self._presenter.select(group.rows)

    def _open_group(self, group: GroupRow) -> None:
        self._presenter.select(group.rows)
        self._presenter.open_selected()

    def _show_overview(self, state: GroupsState) -> None:
        overview, figures = state.overview, state.figures
        if overview is None:
            return
        window = findings.window_words(state.rules.window_days, figures)
        caption = (
            say("as of {day}, visits and spend of {window}",
                day=figures.day(overview.as_of), window=window)
            if overview.as_of
            else ""
        )  # fmt: skip
        stale = findings.stale_note(overview)
        self._head.show_title(say("Groups"), f"{caption}. {stale}" if stale else caption)
        self._show_grid(overview, state)
        self._groups_card.show_title(findings.groups_title(overview, figures), "")
        if self._groups:
            self._groups.show_rows(overview.groups)
            self._groups.fit_height(3)
            self._groups.setVisible(bool(overview.groups))
        self._no_groups.show_text(overview.empty_reason if not overview.groups else "")
        self._no_groups.setVisible(not overview.groups)
        self._stages_card.show_title(findings.stages_title(overview, figures), "")
        self._stages.show_stages(overview.stages, figures)

    def _show_grid(self, overview: GroupsOverview, state: GroupsState) -> None:
        figures, has_grid = state.figures, bool(overview.cells)
        caption = findings.grid_caption(overview, state.rules.window_days, figures)
        self._heat_card.show_title(
            findings.grid_title(overview, figures), caption if has_grid else ""
        )
        self._heat.show_cells(overview.cells, overview.recency_ranges, figures)
        runs: list[tuple[str, bool]] = []
        for letter, unit, values in findings.cut_points(overview, figures):
            runs += [(letter, True), (f" {unit} {values}{_GAP}", False)]
        self._cuts.show_runs(tuple(runs))
        for part in (self._heat, self._cuts_row):
            part.setVisible(has_grid)
        # The wrapping words beside it make Qt forget the grid's own minimum.
        self._top.setMinimumHeight(GRID_CARD if has_grid else 0)
        self._top.setMaximumHeight(GRID_CARD if has_grid else FREE)
        self._nothing.setVisible(not has_grid)
        self._nothing.show_words(
            overview.empty_reason or say("There is nothing to group yet."),
            say("Scores compare customers with each other; a few more are needed for that."),
        )

    def _show_selection(self, state: GroupsState) -> None:
        selection = state.selection
        if selection is None:
            self._heat.show_choice(0, 0)
            self._members_card.show_title(say("Customers"), say("Nobody to list yet."))
            self._open.setEnabled(False)
            self._keep.setEnabled(False)
            return
        self._heat.show_choice(selection.r, selection.column)
        if selection.kind != "group" and self._groups:
            self._groups.clearSelection()
        count = state.figures.count(selection.customers)
        self._members_card.show_title(selection.title, _note(selection, count))
        self._open.show_text(
            say("Open 1 customer")
            if selection.customers == 1
            else say("Open {n} customers", n=count)
        )
        for one in (self._open, self._keep):
            one.setEnabled(bool(selection.customers))


def _note(selection: Selection, count: str) -> str:
    who = say("1 customer") if selection.customers == 1 else say("{n} customers", n=count)
    return say("{who}. {note}", who=who, note=_upper(selection.note)) if selection.note else who


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
