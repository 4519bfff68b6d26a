"""The card of the Settings screen about the scanner, with a field to try it in."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from retailcrm.cards.scanning import ScannerHabits, tidy
from retailcrm.core.words import say
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field, Form
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.settings.draft import SettingsDraft
from retailcrm.ui.screens.settings.scan_words import tried_words
from retailcrm.ui.wedge import Trial, Tried, rule_for
from retailcrm.ui.window.ear import FOR_TRYING

#: longer than any scanner pauses within a code, so that slow ones are measured whole
SILENCE_MS = 600
USUAL_GAP = 50
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class TrialField(Field):
    """Measures what is scanned or typed into it; nothing of it goes to the Counter.

    Signals:
        tried: what came in, as a `Trial` that has not ended yet, and the time of Enter or None.
    """

    tried = Signal(object, object)
    _silence: QTimer | None = None  # events come before there is one

    def __init__(self) -> None:
        super().__init__("", say("Click here, then scan any card"))
        self.setProperty(FOR_TRYING, True)
        self._trial = Trial()
        self._silence = QTimer(self, singleShot=True, interval=SILENCE_MS)
        self._silence.timeout.connect(lambda: self._end(None))

    @override
    def event(self, arg__1: QEvent) -> bool:
        """Take Tab as the end of a scan while one comes in; else it leaves the field."""
        if self._is_coming and (ends := _end_of(arg__1)) is not None:
            self._end(ends)
            return True
        return super().event(arg__1)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.text() and arg__1.text().isprintable() and not arg__1.isAutoRepeat():
            if not self._is_coming:
                self.clear()
            self._trial.press(arg__1.text(), float(arg__1.timestamp()))
            if self._silence:
                self._silence.start()
        super().keyPressEvent(arg__1)

    @property
    def _is_coming(self) -> bool:
        return self._silence is not None and self._silence.isActive()

    def _end(self, at: float | None) -> None:
        if self._silence:
            self._silence.stop()
        self.tried.emit(self._trial, at)
        self.selectAll()


def _end_of(event: QEvent) -> float | None:
    """Give the time of an Enter or Tab; None for all else."""
    is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
    if isinstance(event, QKeyEvent) and is_press and event.key() in _ENDS:
        return float(event.timestamp())
    return None


class ScannerCard(Card):
    """What the scanner sends around a code, how fast it types, and a field to try it in.

    Signals:
        edited: something was typed.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__(
            say("Scanner"), say("It types like a keyboard; its speed tells it from a person.")
        )
        self.prefix, self.suffix = Field("", say("nothing")), Field("", say("nothing"))
        self.gap = Field()
        self._try = TrialField()
        self._told = Text("", "body", "muted", wrap=True)
        self._told.hide()
        form = Form()
        form.add(say("Sent before a code"), self.prefix,
                 say("If yours can send a sign first, slow scans are certain too."))  # fmt: skip
        form.add(say("Sent behind a code"), self.suffix, say("Enter and Tab need not be named."))
        form.add(say("Keys follow within, ms"), self.gap,
                 say("Raise it if scans are taken for typing."))  # fmt: skip
        form.add(say("Scan something here to test"), self._try)
        self.add(8, form, self._told, None)
        self._fields = {"scan_prefix": self.prefix, "scan_suffix": self.suffix,
                        "scan_gap": self.gap}  # fmt: skip
        for field in self._fields.values():
            field.textEdited.connect(lambda _: self.edited.emit())
        self._try.tried.connect(self._tell)

    def show_draft(self, draft: SettingsDraft) -> None:
        """Show what the books say."""
        self.prefix.setText(draft.scan_prefix)
        self.suffix.setText(draft.scan_suffix)
        self.gap.setText(draft.scan_gap)

    def show_wrongs(self, wrongs: dict[str, str]) -> None:
        """Mark what cannot be kept and put the cursor into the first of it."""
        for name, field in self._fields.items():
            field.show_wrong(wrongs.get(name, ""))
        first = next((field for name, field in self._fields.items() if name in wrongs), None)
        if first is not None:
            first.setFocus()

    def _tell(self, trial: Trial, at: float | None) -> None:
        typed = self.gap.text().strip()
        gap = int(typed) if typed.isdecimal() else USUAL_GAP
        habits = ScannerHabits(self.prefix.text().strip(), self.suffix.text().strip(), gap)
        found: Tried | None = trial.end(rule_for(habits.prefix, gap), at)
        if found is not None:
            words, is_good = tried_words(found, tidy(found.signs, habits), gap)
            self._told.show_text(words, "accent" if is_good else "warn")
            self._told.show()
