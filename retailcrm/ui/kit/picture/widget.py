"""A picture in its card: the finding, the marks, the table behind, and ways to take it along."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QFrame, QSizePolicy, QStackedLayout, QWidget

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.picture.behind import summary_of, table_of
from retailcrm.ui.kit.picture.canvas import Canvas
from retailcrm.ui.kit.picture.drawing import draw_file
from retailcrm.ui.kit.picture.facts import PictureFacts
from retailcrm.ui.kit.picture.line_table import LineTable
from retailcrm.ui.kit.picture.saving import filters, path_and_kind, save_picture
from retailcrm.ui.kit.picture.thinning import thinning_words
from retailcrm.ui.kit.text import Text
from retailcrm.ui.theme import tokens
from retailcrm.ui.work import Jobs


class Picture(QFrame):
    """A picture that opens the rows behind its marks.

    Args:
        desk: where rows are opened and news are told.
        jobs: where it is drawn; the desk's own unless a screen has a scope of its own.

    Signals:
        opened: a `RowsRef`; the desk has it already.
    """

    opened = Signal(object)

    def __init__(self, desk: Desk, jobs: Jobs | None = None) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk, self._jobs = desk, jobs or desk.jobs
        self._facts: PictureFacts | None = None
        self._title = Text("", "title", wrap=True)
        self._caption = Text("", "caption", "muted", wrap=True)
        self.canvas = Canvas(self._jobs)
        self.canvas.opened.connect(self._open)
        self._table: LineTable | None = None
        self._build()

    def show_facts(self, facts: PictureFacts) -> None:
        """Show another picture."""
        self._facts = facts
        self._title.show_text(facts.title)
        thinned = thinning_words(facts.marks, facts.figures)
        self._caption.show_text(". ".join(filter(None, (facts.caption, thinned))))
        self._caption.setVisible(bool(self._caption.text()))
        self.setAccessibleName(facts.title)
        self.canvas.show_facts(facts)
        for button, verb in self._verbs:
            button.setAccessibleName(f"{verb}: {facts.title}")
            button.setVisible(facts.marks is not None)
        self._everyone.setAccessibleName(f"{self._everyone.text()}: {facts.title}")
        self._everyone.setVisible(facts.rows is not None)
        if self._table is not None:
            self._show_table()

    def _build(self) -> None:
        self._turn = Button(say("Table"), "quiet", on_click=self._toggle)
        self._copy = Button(say("Copy"), "quiet", on_click=self._take_copy)
        self._save = Button(say("Save…"), "quiet", on_click=self.save)
        self._verbs = tuple((one, one.text()) for one in (self._turn, self._copy, self._save))
        self._everyone = Button(say("Open all"), "quiet", on_click=self._open_all)
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.canvas)
        foot = row(self._turn, self._copy, self._save, None, self._everyone, gap=16)
        whole = column(self._title, self._caption, 4, holder, 2, foot, gap=2)
        whole.setStretch(3, 1)
        whole.setContentsMargins(16, 12, 16, 8)
        self.setLayout(whole)

    def _open(self, rows: object) -> None:
        self.opened.emit(rows)
        self._desk.open_rows(rows)  # type: ignore[arg-type]

    def _open_all(self) -> None:
        if self._facts is not None and self._facts.rows is not None:
            self._open(self._facts.rows)

    def _toggle(self) -> None:
        if self._table is None:
            self._show_table()
            self._turn.show_text(say("Picture"))
        else:
            self._stack.removeWidget(self._table)
            self._table.deleteLater()
            self._table = None
            self._turn.show_text(say("Table"))
        if self._facts is not None:
            self._turn.setAccessibleName(f"{self._turn.text()}: {self._facts.title}")

    def _show_table(self) -> None:
        if self._facts is None:
            return
        if self._table is not None:
            self._stack.removeWidget(self._table)
            self._table.deleteLater()
        self._table = LineTable(self._facts.title, table_of(self._facts), self._facts.figures)
        self._table.rows_opened.connect(self._open)
        self._stack.addWidget(self._table)
        self._stack.setCurrentWidget(self._table)

    def _size(self) -> tuple[int, int]:
        return max(self.canvas.width(), 480), max(self.canvas.height(), 240)

    def _take_copy(self) -> None:
        facts, look, size = self._facts, tokens(), self._size()
        if facts is not None:
            self._jobs.start(
                lambda _: draw_file(facts, look, "png", size),
                on_done=lambda content: self._copied(facts, content),
                on_error=self._refused,
            )

    def _copied(self, facts: PictureFacts, content: bytes) -> None:
        board = QGuiApplication.clipboard()
        board.setImage(QImage.fromData(content))
        # An object of ours would be freed when Python is gone already, and crash the way out.
        board.mimeData().setText(summary_of(facts))
        self._desk.tell(say("Copied: {title}", title=facts.title))

    def save(self) -> None:
        """Ask where, and write the picture or its numbers to a file."""
        facts, look, size = self._facts, tokens(), self._size()
        if facts is None:
            return
        folder = Path(self._desk.preferences.folder or Path.home())
        chosen, kind_words = QFileDialog.getSaveFileName(
            self, say("Save picture"), str(folder / f"{facts.name}.png"), filters()
        )
        if not chosen:
            return
        path, kind = path_and_kind(chosen, kind_words)
        self._desk.prefer(replace(self._desk.preferences, folder=str(path.parent)))
        self._jobs.start(
            lambda _: save_picture(facts, look, path, kind, size),
            on_done=self._saved,
            on_error=self._refused,
        )

    def _saved(self, path: Path) -> None:
        url = QUrl.fromLocalFile(str(path))
        show = (say("Open file"), lambda: QDesktopServices.openUrl(url))
        self._desk.tell(say("Written: {file}", file=path.name), "news", show)

    def _refused(self, error: UserError) -> None:
        self._desk.tell(str(error), "error")
