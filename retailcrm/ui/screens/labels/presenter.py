"""Cards and labels: number range, stock, design, proof, printing, the printer's shift."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retailcrm.cards.calibration import Calibration
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services import card_proof
from retailcrm.services.card_rows import CardQuery, CardRow
from retailcrm.ui.paper import Pixels, page_pixels, page_sizes
from retailcrm.ui.screens.labels.draft import (
    DesignDraft,
    MeasureDraft,
    PrintDraft,
    RangeDraft,
    design_of,
    logo_from,
    millimetres,
    range_of,
    whole,
    wish_of,
)
from retailcrm.ui.screens.labels.state import Known, LabelsState, LabelsView
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane

if TYPE_CHECKING:
    from retailcrm.services.card_rows import CardsPrinted

LISTED = 500
_TALL = 720.0  # pixels that the longer side of a proof has
_MM = 25.4


class LabelsPresenter:
    """Sets up the shop's cards and prints them."""

    watches = frozenset({Topic.CARDS, Topic.SETTINGS})

    def __init__(self, view: LabelsView, services: Callable[[], Services], jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._state = LabelsState()
        self._design: DesignDraft | None = None

    @property
    def state(self) -> LabelsState:
        """What is shown now."""
        return self._state

    def refresh(self) -> None:
        """Look again."""
        self._jobs.start(
            lambda _: _known(self._services()),
            on_done=self._know,
            on_error=self._failed,
            replaces="labels.read",
        )
        self.list_cards(self._state.filter)

    def keep_range(self, draft: RangeDraft) -> None:
        """Let new numbers come from another range."""
        try:
            wanted = range_of(draft)
        except UserError as error:
            self._change(wrong_range=str(error))
            return
        self._change(wrong_range="")
        self._write(lambda shop: shop.cards.save_range(wanted), "wrong_range")

    def issue(self, count: str) -> None:
        """Make numbers for stock."""
        try:
            number = whole(count, say("cards"))
        except UserError as error:
            self._failed(error)
            return
        self._write(lambda shop: shop.cards.issue(number), "problem")

    def list_cards(self, state: str) -> None:
        """List the cards that are good for something, from the first."""
        self._change(filter=state)
        self._read_cards(CardQuery(state=state, limit=LISTED + 1), ())

    def list_more(self) -> None:
        """List the cards behind the last one."""
        held = self._state.cards
        if held and self._state.has_more:
            query = CardQuery(self._state.filter, held[-1].number, LISTED + 1)
            self._read_cards(query, held)

    def change_print(self, draft: PrintDraft) -> None:
        """Print something else, or on something else."""
        is_other = draft.sheet != self._state.draft.sheet
        self._change(draft=draft, wrong_printer="" if is_other else self._state.wrong_printer)
        self._prove()

    def change_design(self, draft: DesignDraft) -> None:
        """Try a design; it is kept only when asked."""
        self._design = draft
        self._prove()

    def choose_logo(self, draft: DesignDraft, path: Path) -> DesignDraft:
        """Take a picture onto the cards; without one that can be read, all stays."""
        try:
            taken = replace(draft, logo=logo_from(path))
        except UserError as error:
            self._change(wrong_design=str(error))
            return draft
        self.change_design(taken)
        return taken

    def keep_design(self, draft: DesignDraft) -> None:
        """Keep how the cards look."""
        known = self._state.known
        if known is None:
            return
        try:
            wanted = design_of(draft, known.design)
        except UserError as error:
            self._change(wrong_design=str(error))
            return
        self._write(lambda shop: shop.cards.save_design(wanted), "wrong_design")

    def save_pdf(self, out: Path) -> None:
        """Print into a file."""
        draft = self._state.draft
        self._start_print(
            lambda progress: self._services().cards.print_sheet(wish_of(draft, out), progress),
            self._saved,
            Lane.WRITE,
        )

    def print_out(self) -> None:
        """Print on paper, through the system's own dialog."""
        draft = self._state.draft
        self._start_print(
            lambda progress: card_proof.whole(self._services().cards, wish_of(draft), progress),
            lambda made: self._view.send_to_printer(made.pdf, say("Cards")),
        )

    def print_test_page(self) -> None:
        """Print the page by which the printer's shift is seen."""
        sheet = self._state.draft.sheet
        self._start_print(
            lambda _: card_proof.test_page(self._services().cards, sheet),
            lambda pdf: self._view.send_to_printer(pdf, say("Test page")),
        )

    def measure(self, draft: MeasureDraft) -> None:
        """Set off what was measured on the test page."""
        sheet = self._state.draft.sheet
        try:
            cross = (
                millimetres(draft.across, say("the cross from the left")),
                millimetres(draft.down, say("the cross from the top")),
            )
            ruler = millimetres(draft.ruler, say("the ruler"))
        except UserError as error:
            self._change(wrong_printer=str(error))
            return
        self._calibrate(lambda shop: card_proof.measured(shop.cards, sheet, cross, ruler))

    def forget_shift(self) -> None:
        """Print as the printer does by itself."""
        self._calibrate(lambda _: Calibration())

    def _calibrate(self, work_out: Callable[[Services], Calibration]) -> None:
        sheet = self._state.draft.sheet
        self._change(wrong_printer="")
        self._write(
            lambda shop: shop.cards.save_calibration(sheet, work_out(shop)), "wrong_printer"
        )

    def _write(self, work: Callable[[Services], Outcome[Any]], wrong: str) -> None:
        """Change the books; a refusal is shown where the person typed."""
        if self._state.is_writing:
            return
        self._change(is_writing=True, **{wrong: ""})
        self._jobs.start(
            lambda _: work(self._services()),
            on_done=lambda _: self._written(),
            on_error=lambda error: self._change(is_writing=False, **{wrong: str(error)}),
            lane=Lane.WRITE,
        )

    def _written(self) -> None:
        self._change(is_writing=False)
        self.refresh()

    def _start_print(
        self,
        work: Callable[[Progress], Any],
        then: Callable[[Any], object],
        lane: Lane = Lane.READ,
    ) -> None:
        if self._state.is_writing:
            return
        self._change(is_writing=True, wrong_print="")

        def done(made: Any) -> None:
            self._change(is_writing=False)
            then(made)

        self._jobs.start(
            work,
            on_done=done,
            on_error=lambda error: self._change(is_writing=False, wrong_print=str(error)),
            lane=lane,
        )

    def _saved(self, outcome: "Outcome[CardsPrinted]") -> None:
        made = outcome.value
        self._view.tell_written(made.file)
        if made.nameless:
            self._view.warn(
                say("{count} names are in a script that cards cannot show; they were left out.",
                    count=len(made.nameless))
            )  # fmt: skip

    def _prove(self) -> None:
        """Draw the first page as it would be printed."""
        known = self._state.known
        if known is None:
            return
        draft, design = self._state.draft, self._design
        self._jobs.start(
            lambda _: _drawn(self._services(), draft, design, known),
            on_done=lambda found: self._proved(*found),
            on_error=lambda error: self._change(proof=(), wrong_print=str(error)),
            replaces="labels.proof",
        )

    def _proved(
        self,
        proof: tuple[Pixels, ...],
        calibration: Calibration,
        meant: tuple[float, float, float],
    ) -> None:
        self._change(proof=proof, calibration=calibration, meant=meant, wrong_print="")

    def _read_cards(self, query: CardQuery, before: tuple[CardRow, ...]) -> None:
        def listed(rows: tuple[CardRow, ...]) -> None:
            self._change(cards=(*before, *rows[:LISTED]), has_more=len(rows) > LISTED)

        self._jobs.start(
            lambda _: self._services().cards.listing(query),
            on_done=listed,
            on_error=self._failed,
            replaces="labels.cards",
        )

    def _know(self, known: Known) -> None:
        before = self._state.known
        if before is None or before.design != known.design:
            self._design = None
        self._change(known=known, problem="")
        self._prove()

    def _failed(self, error: UserError) -> None:
        self._change(is_writing=False, problem=str(error))

    def _change(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_state(self._state)


def _known(services: Services) -> Known:
    cards = services.cards
    return Known(cards.range(), cards.counts(), cards.design())


def _drawn(
    services: Services, draft: PrintDraft, design: DesignDraft | None, known: Known
) -> tuple[tuple[Pixels, ...], Calibration, tuple[float, float, float]]:
    wish = wish_of(draft)
    look = known.design if design is None else design_of(design, known.design)
    pdf = card_proof.proof(services.cards, wish, look)
    sizes = page_sizes(pdf)
    dots = _TALL / max(sizes[0]) * _MM
    pixels = tuple(page_pixels(pdf, page, dots) for page in range(len(sizes)))
    return pixels, services.cards.calibration(draft.sheet), card_proof.meant(draft.sheet)
