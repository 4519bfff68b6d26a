"""Everything that the page of cards and labels shows."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from retailcrm.cards.calibration import Calibration
from retailcrm.cards.design import CardDesign
from retailcrm.cards.numbers import NumberRange
from retailcrm.services.card_rows import CardCounts, CardRow
from retailcrm.ui.paper import Pixels
from retailcrm.ui.screens.labels.draft import PrintDraft


@dataclass(frozen=True, slots=True)
class Known:
    """What the books say of cards."""

    range: NumberRange
    counts: CardCounts
    design: CardDesign


@dataclass(frozen=True, slots=True)
class LabelsState:
    """Everything the page shows.

    Attributes:
        known: None before the first answer.
        cards: of the list, in order of number, as far as they were asked for.
        filter: the state that is listed, empty for all.
        has_more: there are cards behind the last one listed.
        draft: what is to be printed.
        calibration: of the sheet chosen.
        meant: where the test page's cross should be and how long its ruler, in millimetres.
        proof: the first page and its back, empty where it cannot be drawn.
        wrong_range: why the range cannot be kept.
        wrong_print: why this cannot be printed.
        wrong_design: why the design cannot be kept.
        wrong_printer: why what was measured cannot be.
    """

    known: Known | None = None
    cards: tuple[CardRow, ...] = ()
    filter: str = ""
    has_more: bool = False
    draft: PrintDraft = PrintDraft()  # noqa: RUF009 - frozen
    calibration: Calibration = Calibration()  # noqa: RUF009 - frozen
    meant: tuple[float, float, float] = (0, 0, 0)
    proof: tuple[Pixels, ...] = ()
    wrong_range: str = ""
    wrong_print: str = ""
    wrong_design: str = ""
    wrong_printer: str = ""
    problem: str = ""
    is_writing: bool = False


class LabelsView(Protocol):
    """What the presenter may ask of the page."""

    def show_state(self, state: LabelsState) -> None:
        """Paint this."""

    def send_to_printer(self, pdf: bytes, title: str) -> None:
        """Ask for a printer, and print."""

    def tell_written(self, file: Path) -> None:
        """Say that a file is written."""

    def warn(self, text: str) -> None:
        """Say something that the person should know."""
