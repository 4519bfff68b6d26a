"""What is it: the file, what it was recognised by, and what is worth a look."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.import_rows import FileReport
from retailcrm.services.shop import ShopSettings
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.icons import IconMark
from retailcrm.ui.kit.layout import clear, column, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.importing import findings

SHOWN = 6


class FileCard(Card):
    """Names the file and lists the checks."""

    def __init__(self) -> None:
        super().__init__()
        self._name = Text("", "title")
        self._line = Text("", "caption", "muted")
        self._checks: QVBoxLayout = column(gap=4)
        self.add(
            row(IconMark("file", "accent_text", 28), column(self._name, self._line, gap=0), None,
                gap=12),
            4, self._checks, None,
        )  # fmt: skip

    def show_file(self, file: FileReport, settings: ShopSettings, figures: Figures) -> None:
        """Show this file."""
        self._name.show_text(file.file)
        self._line.show_text(findings.file_line(file, figures))
        clear(self._checks)
        checks = findings.checks(file, settings, figures)
        for check in checks[:SHOWN]:
            self._checks.addLayout(_line(check))
        rest = checks[SHOWN:]
        if rest:
            more = Text(say("and {n} notes more", n=len(rest)), "caption", "muted")
            more.setToolTip("\n".join(f"{check.strong} {check.rest}".strip() for check in rest))
            self._checks.addWidget(more)


def _line(check: findings.Check) -> QHBoxLayout:
    rest = Text(check.rest, "body", "muted")
    rest.setToolTip(check.rest)
    rest.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    if not check.strong:
        return row(IconMark("info", "muted", 16), _wide(rest), gap=8)
    icon = (
        IconMark("check", "accent_text", 16) if check.is_fine else IconMark("warning", "warn", 16)
    )
    return row(icon, Text(check.strong, "strong"), _wide(rest), gap=8)


def _wide(text: Text) -> QHBoxLayout:
    """Let a text take the rest of its line and no more."""
    made = row(gap=0)
    made.addWidget(text, 1)
    return made
