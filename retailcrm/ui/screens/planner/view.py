"""The Planner: programs and presuppositions on the left, consequences on the right at once."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QStackedWidget, QWidget
from typing_extensions import override

from retailcrm.core.rows import rows
from retailcrm.core.words import say
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.jobs import JobScope
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card, ScreenHead, page
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.screen import Screen
from retailcrm.ui.kit.tabs import Tabs
from retailcrm.ui.kit.text import Text
from retailcrm.ui.kit.verdict import Verdict
from retailcrm.ui.screens.planner.columns import (
    CompareRow,
    Written,
    compare_columns,
    compare_rows,
    written,
)
from retailcrm.ui.screens.planner.findings import points_words, verdict
from retailcrm.ui.screens.planner.inputs import InputsCard
from retailcrm.ui.screens.planner.months_part import MonthsPart
from retailcrm.ui.screens.planner.parts import KeptPart, NearPart, Part, TurnsPart
from retailcrm.ui.screens.planner.presenter import PlannerPresenter
from retailcrm.ui.screens.planner.rests_part import RestsPart
from retailcrm.ui.screens.planner.since_part import SincePart
from retailcrm.ui.screens.planner.state import (
    KEPT,
    MONTHS,
    NEAR,
    RESTS,
    SINCE,
    TURNS,
    PlannerState,
)

PARTS = (
    (MONTHS, "Month by month"),
    (NEAR, "Near a status"),
    (TURNS, "What would turn it"),
    (RESTS, "What it rests on"),
    (SINCE, "Since then"),
    (KEPT, "Kept plans"),
)
ROW, _FEW = 34, 3  # more programs than a few stand closer together
_MOST = 5  # programs in view; points beside them take the room of one
_NAME = 26  # letters of a name that leave room for what becomes of the plan


class PlannerScreen(Screen):
    """What a program would bring next year, before it begins and after."""

    watches = PlannerPresenter.watches

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._table: RowTable[CompareRow] | None = None
        self._made: object = None
        self._desk = desk
        self._jobs = JobScope(desk.jobs, "planner")
        self._shown = PlannerState()
        self._presenter = PlannerPresenter(self, desk.services, self._jobs, desk.now)
        self._build()

    @override
    def refresh(self) -> None:
        self._presenter.refresh()

    @override
    def open_home(self) -> None:
        self._inputs.focus_first()

    @override
    def act(self, action: str) -> bool:
        actions = {
            "go": self._presenter.choose,
            "save": self._presenter.keep,
            "print": self._ask_file,
        }
        if action == "back":
            return self._inputs.take_back()
        if action not in actions or self._shown.typed is None:
            return False
        actions[action]()
        return True

    @override
    def close_screen(self) -> None:
        self._jobs.close()

    def show_part(self, part: str, opened: int | None = None) -> None:
        """Turn to a part below the comparison, and open a program's fields if told."""
        if opened is not None:
            self._presenter.open_model(opened)
        self._presenter.turn_to(part)

    def tell(
        self, text: str, made: Path | None = None, back: Callable[[], object] | None = None
    ) -> None:
        """Say one sentence in the message bar; offer to open what was made, or to go back."""
        if made is not None:
            url = QUrl.fromLocalFile(str(made))
            self._desk.tell(text, "news", (say("Open file"), lambda: QDesktopServices.openUrl(url)))
        elif back is not None:
            self._desk.tell(
                text, "warn", (say("Go back to it"), lambda: self._turn_to_fields(back))
            )
        else:
            self._desk.tell(text)

    def show_state(self, state: PlannerState) -> None:
        """Paint this."""
        before, self._shown = self._shown, state
        if state.problem and state.problem != before.problem and state.typed is not None:
            self._desk.tell(state.problem, "error")
        self._whole.setCurrentIndex(1 if state.typed is not None else 0)
        if state.typed is None:
            self._show_nothing(state)
            return
        self._inputs.show_state(state)
        if state.is_awaited and replace(state, typed=before.typed) == before:
            return  # figures and buttons wait for the answer: they would only flicker
        self._show_head(state)
        self._verdict.show_words(*verdict(state))
        self._show_comparison(state, before)
        self._tabs.show_open(state.part)
        part = self._parts[state.part]
        self._stack.setCurrentWidget(part)
        part.show_state(state)
        self._results.setEnabled(state.is_fresh or not state.faults)

    def _show_nothing(self, state: PlannerState) -> None:
        if state.problem:
            self._nothing.show_words(
                say("Here you see what a program would bring next year"), state.problem
            )

    def _show_head(self, state: PlannerState) -> None:
        assert state.typed is not None
        held, figures = state.held, state.figures
        through = state.answer.base.through if state.answer else None
        said = [say("receipts through {month}", month=figures.month(through))] if through else []
        if held is not None and held.chosen is not None:
            said.append(say("{model} chosen on {day}", model=_cut(held.chosen.model),
                            day=figures.day_year(held.chosen.on)))  # fmt: skip
        elif held is not None and not state.is_changed:
            said.append(say("kept on {day}", day=figures.day_year(held.made_on)))
        else:
            said.append(say("not kept yet") if held is None else say("changed"))
        self._head.show_title(say("Planner"), f"{_cut(state.typed.plan.name)}: {', '.join(said)}")
        self._keep.setEnabled(state.is_changed and not state.typed.unread and not state.is_busy)
        self._excel.setEnabled(state.is_fresh and not state.is_busy)
        choice = state.choice
        words = say("Choose {letter}", letter=state.letter(choice.model)) if choice else ""
        self._choose.setVisible(choice is not None and (held is None or held.chosen is None))
        self._choose.setText(words or say("Choose"))
        self._choose.setEnabled(state.can_choose)

    def _show_comparison(self, state: PlannerState, before: PlannerState) -> None:
        run, shown = state.answer, compare_rows(state)
        row_height = ROW if len(shown) <= _FEW else NARROW_ROW
        made = (state.figures, written(shown, state.figures), row_height)
        if self._table is None or made != self._made:
            self._made = made
            self._make_table(state, *made[1:])
            before = PlannerState()
        if run is None or self._table is None:
            return
        if run is not before.answer:
            self._table.show_rows(shown)
            best = run.comparison.ranking[0].model
            self._table.select(next(n for n, one in enumerate(shown) if one.model == best))
        self._points.setEnabled(state.is_fresh and not state.is_busy)
        beside = points_words(state)
        self._beside.show_text(beside)
        self._beside.setVisible(bool(beside))
        self._table.fit_height(_MOST - bool(beside))
        low, middle, high = (
            state.figures.percent(one / (sum(run.plan.inputs.weights) or 1), 0)
            for one in run.plan.inputs.weights
        )
        self._comparison.caption.show_text(
            say("chances {low}, {middle}, {high}", low=low, middle=middle, high=high)
        )

    def _make_table(self, state: PlannerState, how: Written, row_height: int) -> None:
        if self._table is not None:
            self._table.setParent(None)
            self._table.deleteLater()
        self._table = RowTable(
            say("Both measures of every program"),
            compare_columns(state.figures, how),
            row_height=row_height,
        )
        currency = state.figures.currency
        self._comparison.show_title(
            say("Two measures of the same programs, {currency} a year", currency=currency)
            if how.unit == 1
            else say("Two measures of the same programs, thousand {currency} a year",
                     currency=currency)
        )  # fmt: skip
        self._table.opened.connect(self._open_program)
        self._comparison.body.insertWidget(1, self._table)

    def _open_program(self, shown: CompareRow) -> None:
        names = [one.model for one in compare_rows(self._shown)]
        self._presenter.open_model(names.index(shown.model))
        self._presenter.turn_to(NEAR)

    def _build(self) -> None:
        self._keep = Button(say("Keep plan"), key=cap("save"), on_click=self._presenter.keep)
        self._excel = Button(say("Excel or PDF"), key=cap("print"), on_click=self._ask_file)
        self._choose = Button(
            say("Choose"), "primary", key=cap("go"), on_click=self._presenter.choose
        )
        self._more = Button(say("More"), menu=True, on_click=self._open_menu)
        self._head = ScreenHead(say("Planner"), self._more, self._excel, self._keep, self._choose)
        self._inputs = InputsCard(self._presenter)
        self._verdict = Verdict()
        self._points = Button(
            say("Set your points beside"), "quiet", on_click=self._presenter.set_points_beside
        )
        self._comparison = Card(
            say("Two measures of the same programs"), "-", self._points
        ).put_caption_beside()
        self._beside = Text("", "caption", wrap=True)
        self._comparison.add(self._beside)
        self._make_parts()
        self._results = QWidget()
        results = column(self._verdict, self._comparison, self._below, gap=12)
        results.setStretch(2, 1)
        self._results.setLayout(results)
        both = row(self._inputs, gap=12)
        both.addWidget(self._results, 1)
        inside = QWidget()
        layout = page(self._head)
        layout.addLayout(both, 1)
        inside.setLayout(layout)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._empty_page())
        self._whole.addWidget(inside)
        self.setLayout(column(self._whole))

    def _make_parts(self) -> None:
        begin = Button(say("New plan"), "quiet", on_click=self._begin)
        copy = Button(say("Duplicate"), "quiet", on_click=self._presenter.duplicate)
        self._parts: dict[str, Part] = {
            MONTHS: MonthsPart(),
            NEAR: NearPart(self._desk.open_rows),
            TURNS: TurnsPart(),
            RESTS: RestsPart(self._desk.open_rows),
            SINCE: SincePart(self._desk.open_rows),
            KEPT: KeptPart(self._presenter.open_kept, begin, copy),
        }
        self._tabs = Tabs(say("Below"), [(key, say(title)) for key, title in PARTS])
        self._tabs.chosen.connect(self._presenter.turn_to)
        self._stack = QStackedWidget()
        for part in self._parts.values():
            self._stack.addWidget(part)
        self._below = Card()
        self._below.body.setContentsMargins(16, 4, 16, 12)
        self._below.body.addWidget(self._tabs)
        self._below.body.addSpacing(6)
        self._below.body.addWidget(self._stack, 1)

    def _empty_page(self) -> QWidget:
        go = Button(
            say("Import receipts"), "primary", on_click=lambda: self._desk.open_screen("import")
        )
        self._nothing = EmptyState(
            say("Here you see what a program would bring next year"),
            say("At worst and at best, from your own receipts, before you promise anything."),
            go,
            icon="planner",
        )
        holder = QWidget()
        holder.setLayout(page(self._nothing))
        return holder

    def _begin(self) -> None:
        self._turn_to_fields(self._presenter.begin)

    def _turn_to_fields(self, act: Callable[[], object]) -> None:
        """Open another plan, and put the keyboard where it is typed."""
        act()
        self._inputs.focus_first()

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.addAction(say("New plan"), self._begin)
        menu.addAction(say("Duplicate this plan"), self._presenter.duplicate).setEnabled(
            self._shown.number is not None
        )
        held = self._shown.held
        menu.addAction(say("Remove this plan"), self._presenter.remove).setEnabled(
            held is not None and held.chosen is None
        )
        menu.addSeparator()
        menu.addAction(
            say("How customers come back"),
            lambda: self._desk.open_rows(rows("insights", topic="spans")),
        )
        menu.exec(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _ask_file(self) -> None:
        if not self._shown.is_fresh or self._shown.typed is None:
            return
        name = f"{self._shown.typed.plan.name}.xlsx".replace("/", "-")
        workbook, pages = say("Workbook with formulas (*.xlsx)"), say("Pages for a partner (*.pdf)")
        out, chosen = QFileDialog.getSaveFileName(
            self, say("Save the plan"), name, f"{workbook};;{pages}"
        )
        if out:
            path = Path(out)
            if not path.suffix:
                path = path.with_suffix(".pdf" if chosen == pages else ".xlsx")
            self._presenter.save_file(path, self._desk.preferences.paper)


def _cut(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
