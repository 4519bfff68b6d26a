"""A code that a customer shows: what it brings, whose it is, until when, and one button."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from retailcrm.core.words import say
from retailcrm.services.code_rows import CodeGlance
from retailcrm.ui.actions import cap
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.icons import IconMark
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.phrases import PLAIN


class CodePage(QFrame):
    """Everything to be said of a code, to be read standing.

    Args:
        on_use: uses it.
        on_leave: leaves it as it is.
    """

    def __init__(self, on_use: Callable[[], object], on_leave: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._good, self._bad = IconMark("check", "accent", 40), IconMark("warning", "warn", 40)
        self._code = Text("", "title", "muted")
        self._what = Text("", "figure", wrap=True)
        self._whose = Text("", "spoken", wrap=True)
        self._until = Text("", "spoken", "muted", wrap=True)
        self._use = Button(say("Use the code"), "primary", key=cap("go"), on_click=on_use)
        self._leave = Button(say("Leave it"), key=cap("back"), on_click=on_leave)
        inside = column(
            None, self._good, self._bad, 8, self._code, self._what, self._whose, self._until, 16,
            row(self._use, self._leave, None), None, None,
        )  # fmt: skip
        inside.setContentsMargins(48, 24, 48, 24)
        self.setLayout(inside)

    def show_code(self, code: CodeGlance, *, has_member: bool) -> None:
        """Say it."""
        self._good.setVisible(code.is_good)
        self._bad.setVisible(not code.is_good)
        self._use.setVisible(code.is_good)
        self._code.show_text(say("Code {code}", code=code.shown))
        self._what.show_text(_what(code))
        self._whose.show_text(_whose(code, has_member=has_member))
        self._whose.setVisible(bool(self._whose.text()))
        self._until.show_text(_until(code))
        self._until.setVisible(bool(self._until.text()))
        self.setAccessibleName(f"{code.sentence} {code.hint}".strip())


def _what(code: CodeGlance) -> str:
    if not code.is_good:
        return code.sentence
    return code.gives or say("A code of {campaign}", campaign=code.campaign)


def _whose(code: CodeGlance, *, has_member: bool) -> str:
    if not code.is_good:
        return code.hint
    if code.name:
        return say("For {name}", name=code.name)
    return say("For the member in front") if has_member else say("For everybody")


def _until(code: CodeGlance) -> str:
    if not code.is_good:
        return code.gives
    parts = []
    if code.until is not None:
        parts.append(say("Good until {day}", day=PLAIN.day_year(code.until)))
    if code.left is not None and code.left > 1:
        parts.append(say("{count} uses left", count=PLAIN.count(code.left)))
    elif code.left == 1:
        parts.append(say("good once"))
    return ", ".join(parts)
