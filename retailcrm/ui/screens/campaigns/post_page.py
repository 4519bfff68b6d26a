"""Letters, labels and codes of a launched campaign: typed on the left, seen on the right."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from retailcrm.cards.sheets import sheets
from retailcrm.core.words import say
from retailcrm.reports.mail_facts import FIELDS, LetterWords, Window
from retailcrm.services.campaign_rows import CampaignRow
from retailcrm.services.post_rows import BARS, LABELS, LETTERS, QR, LetterSetup
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field, Picker, Tick
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.campaigns.post import (
    PostPresenter,
    PostState,
    codes_words,
    left_words,
    pieces_words,
    seeds_text,
)
from retailcrm.ui.screens.labels.preview import Preview
from retailcrm.ui.screens.phrases import PLAIN
from retailcrm.ui.screens.settings.scrolling import scrolled_page
from retailcrm.ui.screens.written import open_file
from retailcrm.ui.work import Jobs

TYPING_MS = 350
_BODY = 150


class PostPage(QWidget):
    """Everything of a campaign that is printed.

    Args:
        desk: the window around it.
        jobs: where questions and writes run.
    """

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._presenter = PostPresenter(self, lambda: desk.services, jobs)
        self._shown = PostState()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._change)
        self._make_letter()
        self._make_paper()
        self._make_codes()
        self._make_seeds()
        left = QWidget()
        left.setLayout(column(self._letter, self._paper, self._codes, self._own, None, gap=12))
        self._pieces = Text("", "title")
        self._left_out = Text("", "caption", "muted", wrap=True)
        self._wrong = Text("", "body", "bad", wrap=True)
        self._preview = Preview()
        self._preview.setAccessibleName(say("The first letter as it will come out"))
        self._what = Picker(
            say("Shown as it will come out"),
            [(LETTERS, say("A letter")), (LABELS, say("Labels"))],
        )
        self._shows_labels = False
        self._what.activated.connect(lambda _at: self._choose_paper())
        self._sheet.activated.connect(lambda _at: self._prove_labels())
        self._start.textEdited.connect(lambda _text: self._prove_labels())
        self._capitals.toggled.connect(lambda _on: self._prove_labels())
        self._sheet_of_paper = Card("").add(
            row(self._pieces, None, self._what), self._left_out, self._wrong, 4
        )
        self._sheet_of_paper.add(self._preview, stretch=1)
        both = row(scrolled_page(left), self._sheet_of_paper, gap=12)
        both.setStretch(0, 11)
        both.setStretch(1, 9)
        both.setContentsMargins(0, 0, 24, 12)
        self.setLayout(both)

    def open(self, kept: CampaignRow) -> None:
        """Turn to a launched campaign."""
        self._presenter.open(kept)

    def focus_first(self) -> None:
        """Put the keyboard where the writing begins."""
        first = self._subject if self._letter.isVisibleTo(self) else self._make
        first.setFocus()

    def act(self, action: str) -> bool:
        """Do what a key asks: print, or keep."""
        if action == "save" and self._shown.is_posted:
            self._flush()
            self._presenter.keep()
        elif action in ("go", "print") and self._shown.is_posted:
            self._save_letters()
        else:
            return False
        return True

    @property
    def row(self) -> CampaignRow | None:
        """Whose letters are shown."""
        return self._shown.row

    def show_state(self, state: PostState) -> None:
        """Paint this."""
        before, self._shown = self._shown, state
        for part in (self._letter, self._paper, self._own, self._sheet_of_paper):
            part.setVisible(state.is_posted)
        if state.setup is not None and (state.setup != self._typed() or before.setup is None):
            self._fill(state.setup)
        self._pieces.show_text(pieces_words(state, PLAIN.count))
        self._left_out.show_text(left_words(state, PLAIN.count))
        self._left_out.setVisible(bool(self._left_out.text()))
        self._show_paper(state, before)
        if state.seeds is not None and state.seeds != before.seeds:
            self._seeds.setPlainText(seeds_text(state.seeds))
        self._told.show_text(codes_words(state.counts, PLAIN.count))
        can = state.preview is not None and state.preview.pieces > 0 and not state.is_busy
        for button in (self._save, self._print_labels, self._house):
            button.setEnabled(can)
        self._save.setEnabled(can and not state.problem)
        self._keep.setEnabled(not state.is_kept and not state.problem and not state.is_busy)
        for button in (self._list, self._cut):
            button.setEnabled(bool(state.counts.made) and not state.is_busy)

    def _show_paper(self, state: PostState, before: PostState) -> None:
        """Show the letter or the labels, whichever is chosen, and what is wrong with it."""
        is_label = self._what.value == LABELS
        wrong = state.unfit if is_label else state.problem
        self._wrong.show_text(wrong)
        self._wrong.setVisible(bool(wrong))
        pages = state.labels if is_label else state.pages
        if pages != (before.labels if is_label else before.pages) or is_label != self._shows_labels:
            self._preview.show_pages(pages)
        self._shows_labels = is_label

    def _choose_paper(self) -> None:
        self._prove_labels()
        self._show_paper(self._shown, self._shown)

    def _prove_labels(self) -> None:
        if self._what.value == LABELS:
            self._presenter.prove_labels(
                str(self._sheet.value), self._start.text(), capitals=self._capitals.isChecked()
            )

    def told(self, text: str, file: Path | None = None) -> None:
        """Say one sentence in the message bar, with a button that opens a file."""
        action = None if file is None else (say("Open file"), lambda: open_file(file))
        self._desk.tell(text, "news", action)

    def refused(self, text: str) -> None:
        """Say what went wrong in the message bar."""
        self._desk.tell(text, "error")

    def _make_letter(self) -> None:
        self._subject, self._closing = Field(say("Subject")), Field(say("Closing"))
        self._ps = Field(say("P.S."), say("optional"))
        self._body = QPlainTextEdit()
        self._body.setAccessibleName(say("What the letter says"))
        self._body.setTabChangesFocus(True)
        self._body.setMinimumHeight(_BODY)
        self._field = Picker(
            say("Field to put in"), [(one, f"{{{one}}}") for one in FIELDS if one != "shop"]
        )
        self._put = Button(say("Put it in"), on_click=self._insert)
        self._keep = Button(
            say("Keep the letter"), key=cap("save"), on_click=lambda: self.act("save")
        )
        self._save = Button(
            say("Letters as PDF…"), "primary", key=cap("go"), on_click=self._save_letters
        )
        self._letter = Card(
            say("The letter"),
            say("A paragraph about something that a person has not, such as points, is left out."),
        )
        for label, field in (
            (say("Subject"), self._subject),
            (say("What it says; an empty line begins a paragraph"), self._body),
            (say("Closing, above the shop's name"), self._closing),
            (say("P.S."), self._ps),
        ):
            words = Text(label, "caption", "muted")
            words.setBuddy(field)
            self._letter.add(words, field)
            if field is self._body:
                self._letter.add(row(self._field, self._put, None))
        self._letter.add(4, row(None, self._keep, self._save))
        for line in (self._subject, self._closing, self._ps):
            line.textEdited.connect(lambda _text: self._typing.start())
        self._body.textChanged.connect(self._typing.start)

    def _make_paper(self) -> None:
        self._on = Picker(say("Paper"), [("a4", "A4"), ("letter", say("US Letter"))])
        self._window = Picker(
            say("Window of the envelope"),
            [
                (Window.LEFT.value, say("Window on the left")),
                (Window.RIGHT.value, say("Window on the right")),
                (Window.NONE.value, say("No window: labels")),
            ],
        )
        self._code = Picker(
            say("Code for scanners"), [(BARS, say("Bars (Code 128)")), (QR, say("Square (QR)"))]
        )
        self._capitals = Tick(say("Addresses in capitals, as US machines read best"))
        sticky = [(one.key, one.title) for one in sheets() if one.sticky]
        self._sheet, self._start = Picker(say("Sheet of labels"), sticky), Field(say("First label"))
        self._start.setText("1")
        self._start.setFixedWidth(56)
        self._print_labels = Button(say("Labels as PDF…"), on_click=self._save_labels)
        self._house = Button(say("Table for a mail house…"), on_click=self._save_house)
        self._paper = Card(say("Paper, labels, mail house"))
        first = Text(say("from label"), "body", "muted")
        first.setBuddy(self._start)
        self._paper.add(
            row(self._on, self._window, self._code, None), self._capitals, 4,
            row(self._sheet, first, self._start, self._print_labels, None),
            row(self._house, None),
        )  # fmt: skip
        for picker in (self._on, self._window, self._code):
            picker.currentIndexChanged.connect(lambda _at: self._change())

    def _make_codes(self) -> None:
        self._told = Text("", "body", "muted", wrap=True)
        self._make = Button(say("A code for everyone"), on_click=self._presenter.make_codes)
        self._word = Field(say("Your own word as a code"), say("Your own word, for everybody"))
        self._word.setFixedWidth(230)
        self._word.returnPressed.connect(self._make_word)
        self._add = Button(say("Make it a code"), on_click=self._make_word)
        self._list = Button(say("List as CSV…"), on_click=self._save_codes)
        self._cut = Button(say("Print to cut out…"), on_click=self._print_codes)
        self._codes = Card(say("Codes"))
        self._codes.add(
            self._told, 4, row(self._make, self._list, self._cut, None),
            row(self._word, self._add, None),
        )  # fmt: skip

    def _make_seeds(self) -> None:
        self._seeds = QPlainTextEdit()
        self._seeds.setAccessibleName(say("Your own addresses"))
        self._seeds.setPlaceholderText(say("Olga Owner; 1 Home Street; Cambridge; MA; 02138; US"))
        self._seeds.setTabChangesFocus(True)
        self._seeds.setFixedHeight(72)
        keep = Button(
            say("Keep them"),
            on_click=lambda: self._presenter.save_seeds(self._seeds.toPlainText()),
        )
        self._own = Card(
            say("Your own addresses"),
            say(
                "They get a piece of every run, so that you see what arrives and when; they count "
                "as nobody. One a line: name; street; city; region; postcode; country."
            ),
        )
        self._own.add(self._seeds, row(keep, None))

    def _typed(self) -> LetterSetup:
        """Give the letter as it stands in the fields."""
        words = LetterWords(
            self._subject.text(), self._body.toPlainText(), self._closing.text(), self._ps.text()
        )
        return LetterSetup(
            words, str(self._on.value), Window(str(self._window.value)), str(self._code.value)
        )

    def _fill(self, setup: LetterSetup) -> None:
        """Put a letter into the fields, without that counting as typing."""
        if self._typing.isActive():
            return
        words = setup.words
        for field, text in (
            (self._subject, words.subject), (self._closing, words.closing),
            (self._ps, words.post_scriptum),
        ):  # fmt: skip
            if field.text() != text:
                field.setText(text)
        if self._body.toPlainText() != words.body:
            self._body.blockSignals(True)
            self._body.setPlainText(words.body)
            self._body.blockSignals(False)
        self._on.choose(setup.paper)
        self._window.choose(setup.window.value)
        self._code.choose(setup.symbology)

    def _change(self) -> None:
        if self._shown.setup is not None:
            self._presenter.change(self._typed())

    def _flush(self) -> None:
        self._typing.stop()
        self._change()

    def _insert(self) -> None:
        """Put a field where the writing goes on."""
        self._body.insertPlainText(f"{{{self._field.value}}}")
        self._body.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_word(self) -> None:
        if self._word.text().strip():
            self._presenter.make_codes(self._word.text())
            self._word.clear()

    def _save_letters(self) -> None:
        self._flush()
        is_capital = self._capitals.isChecked()
        self._ask(
            say("letters"), "pdf", lambda out: self._presenter.letters(out, capitals=is_capital)
        )

    def _save_labels(self) -> None:
        sheet, start = str(self._sheet.value), self._start.text()
        is_capital = self._capitals.isChecked()
        self._ask(
            say("labels"), "pdf",
            lambda out: self._presenter.labels(out, sheet, start, capitals=is_capital),
        )  # fmt: skip

    def _save_house(self) -> None:
        self._ask(say("mail house"), "csv", self._presenter.house)

    def _save_codes(self) -> None:
        self._ask(say("codes"), "csv", self._presenter.save_codes)

    def _print_codes(self) -> None:
        paper = str(self._on.value)
        self._ask(say("codes"), "pdf", lambda out: self._presenter.print_codes(out, paper))

    def _ask(self, what: str, ending: str, then: Callable[[Path], object]) -> None:
        """Ask where a file goes; the folder is remembered."""
        name = "" if self._shown.row is None else self._shown.row.name
        plain = "".join(one if one.isalnum() or one in " -" else " " for one in name).strip()
        folder = Path(self._desk.preferences.folder or Path.home())
        begin = folder / f"{plain} {what}.{ending}".strip()
        chosen, _ = QFileDialog.getSaveFileName(
            self, say("Write the file to"), str(begin), f"*.{ending}"
        )
        if not chosen:
            return
        out = Path(chosen)
        out = out if out.suffix else out.with_suffix(f".{ending}")
        self._desk.prefer(replace(self._desk.preferences, folder=str(out.parent)))
        then(out)
