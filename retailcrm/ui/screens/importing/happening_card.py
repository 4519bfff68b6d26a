"""What will happen: new, changed, same, kept aside, and the sum done aloud."""

from PySide6.QtWidgets import QHBoxLayout

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.import_rows import FileReport
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import clear, column, line, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.importing import findings

Entry = tuple[int, str, str, str]


class HappeningCard(Card):
    """Counts what importing the file does."""

    def __init__(self) -> None:
        super().__init__("-")
        self._counts: QHBoxLayout = row(gap=16)
        self._note = Text("", "caption", "muted", wrap=True)
        self.add(8, self._counts, 8, line(), 4, self._note, None)

    def show_file(self, file: FileReport, figures: Figures) -> None:
        """Show this file."""
        self.show_title(findings.happening_title(file, figures), "")
        clear(self._counts)
        is_list = findings.is_customer_list(file)
        entries = _people(file) if is_list else _receipts(file, figures)
        for number, (count, word, what, tone) in enumerate(entries):
            if number:
                self._counts.addWidget(line(upright=True))
            figure = Text(figures.count(count), "figure", tone if count else "muted")
            words = column(
                figure,
                Text(word, "strong-caption"),
                Text(what, "caption", "muted", wrap=True),
                None,
                gap=0,
            )
            self._counts.addLayout(words, 1)
        self._note.show_text(findings.happening_note(file, figures))


def _receipts(file: FileReport, figures: Figures) -> tuple[Entry, ...]:
    return (
        (file.receipts_new, say("new"), findings.span_words(file, figures), ""),
        (file.receipts_changed, say("changed"), say("corrected in the file"), ""),
        (file.receipts_same, say("same"), say("already in your books"), ""),
        (file.problems, say("problems"), say("kept aside for you"), "warn"),
    )


def _people(file: FileReport) -> tuple[Entry, ...]:
    return (
        (file.customers_new, say("new"), say("not in your books yet"), ""),
        (file.customers_updated, say("updated"), say("something new in the file"), ""),
        (file.customers_same, say("same"), say("already in your books"), ""),
        (file.problems, say("problems"), say("kept aside for you"), "warn"),
    )
