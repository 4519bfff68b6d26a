"""What is it: the file, what it was recognised by, and what is worth a look."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.import_rows import FileReport
from retailcrm.services.shop import ShopSettings
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.icons import IconMark
from retailcrm.ui.kit.layout import clear, column, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.importing import findings

SHOWN = 7


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
    icon = IconMark(
        "check" if check.is_fine else "warning", "accent_text" if check.is_fine else "warn", 16
    )
    rest = Text(check.rest, "body", "muted")
    rest.setToolTip(check.rest)
    return row(icon, Text(check.strong, "strong"), rest, None, gap=8)
