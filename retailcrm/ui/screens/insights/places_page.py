"""The page of places: as every topic, and a card where a table of places is loaded."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.finding import Unit
from retailcrm.services.place_rows import PlacesPreview
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.drop import dropped_files
from retailcrm.ui.kit.layout import clear, column
from retailcrm.ui.kit.picture.facts import PLAIN, Head, PictureTable, TableLine
from retailcrm.ui.kit.picture.line_table import LineTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.insights import places
from retailcrm.ui.screens.insights.page import TopicPage
from retailcrm.ui.screens.insights.place_loading import LoadingState, PlaceLoader, table_words
from retailcrm.ui.work import Jobs

MOST_LINES = 8


class PlacesPage(TopicPage):
    """Where customers live, and the table of households behind it."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__(desk, jobs, "places", places.read)
        self.loader = PlaceLoader(self.card, lambda: desk.services, jobs)
        self.card.begin(self.loader)

    @override
    def extras(self) -> tuple[QWidget, ...]:
        self.card = TableCard()
        return (self.card,)

    @override
    def look(self) -> None:
        super().look()
        self.loader.refresh()


class TableCard(Card):
    """Says which table of places is in force, and takes another: dropped or chosen."""

    def __init__(self) -> None:
        self._choose = Button(say("Choose a table"), on_click=self._ask)
        self._load = Button(say("Load"), "primary", on_click=self._take)
        self._leave = Button(say("Leave it"), on_click=self._cancel)
        super().__init__(*table_words(LoadingState()), self._leave, self._load, self._choose)
        self._problem = Text("", "body", "bad", wrap=True)
        self._rows = column(gap=8)
        self.add(self._problem, self._rows)
        self.setAcceptDrops(True)
        self._loader: PlaceLoader | None = None
        self._preview: PlacesPreview | None = None
        self.show_loading(LoadingState())

    def begin(self, loader: PlaceLoader) -> None:
        """Get to know who loads."""
        self._loader = loader

    def show_loading(self, state: LoadingState) -> None:
        """Paint this."""
        self.show_title(*table_words(state))
        self._problem.show_text(state.problem)
        self._problem.setVisible(bool(state.problem))
        looking = state.preview is not None
        for button in (self._load, self._leave):
            button.setVisible(looking)
        self._choose.setVisible(not looking)
        can_load = looking and not state.is_busy and bool(state.preview and state.preview.rows)
        self._load.setEnabled(can_load)
        if state.preview is not self._preview:
            self._preview = state.preview
            self._show_rows(state.preview)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if paths := dropped_files(event):
            event.acceptProposedAction()
            self._look(paths)

    def _show_rows(self, preview: PlacesPreview | None) -> None:
        clear(self._rows)
        if preview is None:
            return
        self._load.show_text(say("Load {n} places", n=PLAIN.count(preview.rows)))
        if preview.problems:
            self._rows.addWidget(Text(say("Left out"), "medium"))
            self._rows.addWidget(_table(say("Rows that cannot be used"), problem_table(preview)))
        if preview.sample:
            self._rows.addWidget(Text(say("As it will be read"), "medium"))
            self._rows.addWidget(_table(say("First rows"), sample_table(preview)))

    def _ask(self) -> None:
        kinds = say("Tables") + " (*.csv *.tsv *.txt *.xlsx *.zip);;" + say("All files") + " (*)"
        name, _ = QFileDialog.getOpenFileName(self, say("Choose a table"), "", kinds)
        if name:
            self._look((Path(name),))

    def _look(self, paths: tuple[Path, ...]) -> None:
        if self._loader is not None:
            self._loader.look(paths)

    def _take(self) -> None:
        if self._loader is not None:
            self._loader.load()

    def _cancel(self) -> None:
        if self._loader is not None:
            self._loader.cancel()


def problem_table(preview: PlacesPreview) -> PictureTable:
    """List the rows that are left out, each with its line and reason."""
    return PictureTable(
        (
            Head(say("Reason")),
            Head(say("Line"), Unit.COUNT),
            Head(say("Column")),
            Head(say("Cell")),
        ),
        tuple(TableLine((one.reason, one.line, one.column, one.value)) for one in preview.problems),
    )


def sample_table(preview: PlacesPreview) -> PictureTable:
    """Show the first rows as they are read."""
    heads = (say("Postcode"), say("Name"), say("Households"), *preview.measures)
    return PictureTable(
        tuple(Head(one) for one in heads), tuple(TableLine(row) for row in preview.sample)
    )


def _table(name: str, held: PictureTable) -> LineTable:
    table = LineTable(name, held, Figures(PLAIN.currency))
    table.fit_height(MOST_LINES)
    return table
