"""The pattern of a topic's page: the finding, figures, pictures in cards, tables, one column."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from retailcrm.core.words import say
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button, Choice
from retailcrm.ui.kit.card import Card, page
from retailcrm.ui.kit.figures import FigureStrip
from retailcrm.ui.kit.layout import clear, column, row
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.picture.facts import PictureFacts
from retailcrm.ui.kit.picture.line_table import LineTable
from retailcrm.ui.kit.picture.widget import Picture
from retailcrm.ui.kit.verdict import Verdict
from retailcrm.ui.screens.insights.topic import (
    ChoiceFacts,
    PageFacts,
    Read,
    TableFacts,
    TopicPresenter,
    TopicState,
)
from retailcrm.ui.screens.settings.scrolling import scrolled_page
from retailcrm.ui.work import Jobs

MOST_LINES = 12


class TopicPage(QWidget):
    """Shows what a topic's `read` gives; topics that need more override `extras` and `act`.

    Args:
        desk: the shell.
        jobs: the screen's own.
        name: of the topic.
        read: reads its facts, off this thread.
    """

    def __init__(self, desk: Desk, jobs: Jobs, name: str, read: Read) -> None:
        super().__init__()
        self.desk, self.jobs = desk, jobs
        self.presenter = TopicPresenter(self, name, read, lambda: desk.services, jobs)
        self._shown = TopicState()
        self._pictures: dict[str, Picture] = {}
        self._choices: dict[str, Choice] = {}
        self._is_old = True
        self._build()

    def extras(self) -> tuple[QWidget, ...]:
        """Make what stands between the finding and the figures; nothing by itself."""
        return ()

    def act(self, action: str) -> bool:
        """Do what a key asks; False leaves it to the window."""
        del action
        return False

    def close_page(self) -> None:
        """Stop what still runs; the screen is closing."""

    def grow_old(self) -> None:
        """Note that the books have changed; the page is read anew when it is next seen."""
        self._is_old = True

    def look(self) -> None:
        """Read the page if it is old."""
        if self._is_old:
            self._is_old = False
            self.presenter.refresh()

    def focus_first(self) -> None:
        """Put the keyboard on the first thing to press."""
        shown = (*self._choices.values(), *(one.canvas for one in self._pictures.values()))
        if shown:
            shown[0].setFocus()

    def show_state(self, state: TopicState) -> None:
        """Paint this."""
        before, self._shown = self._shown, state
        if state.problem and state.problem != before.problem and state.facts is not None:
            self.desk.tell(state.problem, "error")
        self._stack.setCurrentWidget(self._part(state))
        if state.facts is None:
            self._refused.show_words(state.problem)
        elif state.facts.lacking is not None:
            self._lacking.show_words(*state.facts.lacking)
        elif state.facts is not before.facts:
            self._show_facts(state.facts)

    def _part(self, state: TopicState) -> QWidget:
        if state.facts is None:
            return self._frames["refused" if state.problem else "waiting"]
        return self._frames["lacking"] if state.facts.lacking is not None else self._area

    def _show_facts(self, facts: PageFacts) -> None:
        self._show_choices(facts.choices)
        self._verdict.show_words(facts.finding, facts.doubt)
        self._verdict.setVisible(bool(facts.finding))
        self._strip.show_figures(facts.figures, facts.writes)
        self._show_pictures(facts.pictures)
        clear(self._tables)
        for table in facts.tables:
            self._tables.addWidget(self._table_card(table, facts))

    def _build(self) -> None:
        self._refused = EmptyState(
            "",
            "",
            Button(say("Try again"), "primary", on_click=self.presenter.refresh),
            icon="warning",
        )
        self._lacking = EmptyState("", "", icon="insights")
        waiting = EmptyState(say("Reading the books…"), "", icon="insights")
        self._verdict, self._strip = Verdict(wraps=True), FigureStrip()
        self._strip.opened.connect(self.desk.open_rows)
        self._options: QHBoxLayout = row()
        self._grid: QVBoxLayout = column(gap=12)
        self._tables: QVBoxLayout = column(gap=12)
        whole = QWidget()
        whole.setLayout(
            column(
                self._options, self._verdict, *self.extras(), self._strip, self._grid,
                self._tables, None, gap=12,
            )
        )  # fmt: skip
        self._area = scrolled_page(whole)
        self._frames = {
            "waiting": _framed(waiting),
            "refused": _framed(self._refused),
            "lacking": _framed(self._lacking),
        }
        self._stack = QStackedLayout(self)
        for part in (*self._frames.values(), self._area):
            self._stack.addWidget(part)

    def _show_choices(self, choices: tuple[ChoiceFacts, ...]) -> None:
        if [one.key for one in choices] != list(self._choices):
            clear(self._options)
            self._choices = {}
            for one in choices:
                made = Choice(one.name)
                made.chosen.connect(partial(self._choose, one.key))
                self._choices[one.key] = made
                self._options.addWidget(made)
            self._options.addStretch(1)
        for one in choices:
            self._choices[one.key].show_options(one.options, one.value)

    def _choose(self, key: str, value: object) -> None:
        self.presenter.choose(key, str(value))

    def _show_pictures(self, pictures: tuple[PictureFacts, ...]) -> None:
        """Show pictures, keeping their widgets, so that nothing jumps while figures change."""
        wanted = [(one.name, one.is_wide) for one in pictures]
        if wanted != self._laid_out:
            self._lay_out(pictures)
        for one in pictures:
            self._pictures[one.name].show_facts(one)

    _laid_out: list[tuple[str, bool]] = []  # noqa: RUF012 - replaced, never changed

    def _lay_out(self, pictures: tuple[PictureFacts, ...]) -> None:
        clear(self._grid)
        self._laid_out = [(one.name, one.is_wide) for one in pictures]
        self._pictures = {one.name: Picture(self.desk, self.jobs) for one in pictures}
        for together in side_by_side(pictures):
            line = row(*(self._pictures[one.name] for one in together), gap=12)
            for at in range(len(together)):
                line.setStretch(at, 1)
            self._grid.addLayout(line)

    def _table_card(self, facts: TableFacts, whole: PageFacts) -> Card:
        table = LineTable(facts.title, facts.table, whole.writes)
        table.rows_opened.connect(self.desk.open_rows)
        table.fit_height(MOST_LINES)
        return Card(facts.title, facts.caption).add(table)


def side_by_side(pictures: tuple[PictureFacts, ...]) -> list[list[PictureFacts]]:
    """Put two pictures on a line where neither wants the whole of it."""
    lines: list[list[PictureFacts]] = []
    for one in pictures:
        last = lines[-1] if lines else []
        if last and len(last) == 1 and not last[0].is_wide and not one.is_wide:
            last.append(one)
        else:
            lines.append([one])
    return lines


def _framed(part: QWidget) -> QWidget:
    holder = QWidget()
    inside = page(part)
    inside.setContentsMargins(24, 0, 24, 12)
    holder.setLayout(inside)
    return holder
