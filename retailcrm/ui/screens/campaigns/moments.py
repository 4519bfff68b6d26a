"""Moments: what is due today, those of the shop, and the one that is being set up."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from retailcrm.campaigns.moments.manners import Manners
from retailcrm.campaigns.moments.moment import SILENT, Kind
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import Progress
from retailcrm.core.vocabulary import GROUPS, group_title
from retailcrm.core.words import say
from retailcrm.services.moment_rows import Made, MomentRow, MomentWish
from retailcrm.ui.screens.campaigns.moment_typing import typed_of, wish_of
from retailcrm.ui.screens.campaigns.moment_worth import brought_of
from retailcrm.ui.screens.campaigns.moments_state import (
    MomentsState,
    MomentsView,
    OpenMoment,
    Typed,
)
from retailcrm.ui.screens.campaigns.moments_words import (
    GROUP_ROWS,
    due_caption,
    due_lines,
    due_title,
    first_facts,
    history_lines,
    moment_lines,
    offer_lines,
    step_heading,
)
from retailcrm.ui.screens.phrases import figures_of
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane

EVERYONE = "customers"
_USUAL_SERVICE = "constant-contact"


class MomentsPresenter:
    """Shows the moments, sets them up and makes their lists."""

    def __init__(self, view: MomentsView, services: Callable[[], Services], jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._state = MomentsState(service=_USUAL_SERVICE)
        self._before: MomentWish | MomentRow | None = None
        self._digits = 2

    @property
    def state(self) -> MomentsState:
        """What is shown now."""
        return self._state

    def refresh(self) -> None:
        """Look again; what stands there stays until the new is here."""
        self._show(replace(self._state, busy=True))
        before = self._state
        self._jobs.start(
            lambda _: read_moments(self._services(), before),
            on_done=self._read,
            on_error=self._failed,
            replaces="moments.read",
        )

    def choose_service(self, service: str) -> None:
        """Write the e-mail lists for another mail service."""
        self._show(replace(self._state, service=service))

    def make_lists(self, folder: Path) -> None:
        """Note everyone who is due, and write the lists."""
        service = self._state.service
        self._show(replace(self._state, is_making=True))
        self._jobs.start(
            lambda progress: self._services().campaigns.triggers.make_lists(
                folder, None, service, progress
            ),
            on_done=self._made,
            on_error=self._failed,
            lane=Lane.WRITE,
        )

    def set_up(self, kind: str) -> None:
        """Open a ready-made moment to be set up."""
        made = next(
            one for one in self._services().campaigns.triggers.ready_made() if one.kind == kind
        )
        wish = MomentWish(made.title, made.moment, made.channel, made.audience)
        self._before = wish
        self._open(_new(wish, made.why, self._digits))
        self._choices()

    def open(self, number: int) -> None:
        """Open one of the shop's moments."""
        self._jobs.start(
            lambda _: read_one(self._services(), number),
            on_done=self._opened,
            on_error=self._failed,
            replaces="moments.one",
        )

    def close(self) -> None:
        """Go back to all of them."""
        self._before = None
        self._show(replace(self._state, open=None, wrong=""))

    def keep(self, typed: Typed, *, switch_on: bool) -> None:
        """Keep what was typed; a moment that is new is looked at before it is switched on."""
        shown, before = self._state.open, self._before
        if shown is None or before is None:
            return
        try:
            wish = wish_of(typed, before, self._digits)
        except UserError as error:
            self._show(replace(self._state, open=replace(shown, typed=typed), wrong=str(error)))
            return
        number = shown.id
        self._show(replace(self._state, open=replace(shown, typed=typed), wrong=""))

        def work(_: Progress) -> Outcome[MomentRow]:
            triggers = self._services().campaigns.triggers
            kept = triggers.edit(number, wish) if number else triggers.add(wish)
            return triggers.start(kept.value.id) if switch_on else kept

        self._jobs.start(work, on_done=self._kept, on_error=self._wrong, lane=Lane.WRITE)

    def switch_off(self) -> None:
        """Switch the open moment off."""
        shown = self._state.open
        if shown is not None:
            self._jobs.start(
                lambda _: self._services().campaigns.triggers.pause(shown.id),
                on_done=self._kept,
                on_error=self._wrong,
                lane=Lane.WRITE,
            )

    def keep_manners(self, manners: Manners) -> None:
        """Keep how often and on which days the shop speaks."""
        self._jobs.start(
            lambda _: self._services().campaigns.triggers.save_manners(manners),
            on_done=self._mannered,
            on_error=self.refuse,
            lane=Lane.WRITE,
        )

    def refuse(self, error: UserError) -> None:
        """Say what cannot be done."""
        self._view.tell(str(error), "error")

    def drop(self) -> None:
        """Throw the open draft away."""
        shown = self._state.open
        if shown is None or not shown.id:
            self.close()
            return
        self._jobs.start(
            lambda _: self._services().campaigns.triggers.drop(shown.id),
            on_done=self._dropped,
            on_error=self._wrong,
            lane=Lane.WRITE,
        )

    def _read(self, found: tuple[MomentsState, int]) -> None:
        state, self._digits = found
        self._show(replace(state, open=self._state.open, service=self._state.service))

    def _made(self, outcome: Outcome[Made]) -> None:
        failed = [one for one in outcome.value.lists if one.why_not]
        self._show(replace(self._state, is_making=False))
        self._view.tell(outcome.summary, "warn" if failed else "news")
        self.refresh()

    def _kept(self, outcome: Outcome[MomentRow]) -> None:
        self._view.tell(outcome.summary)
        self.open(outcome.value.id)
        self.refresh()

    def _mannered(self, outcome: Outcome[Manners]) -> None:
        self._view.tell(outcome.summary)
        self.refresh()

    def _dropped(self, outcome: Outcome[int]) -> None:
        self._view.tell(outcome.summary)
        self.close()
        self.refresh()

    def _opened(self, found: tuple[MomentRow, OpenMoment]) -> None:
        self._before, shown = found
        self._open(shown)

    def _choices(self) -> None:
        self._jobs.start(
            lambda _: audiences_of(self._services()),
            on_done=self._chose,
            on_error=self._failed,
            replaces="moments.audiences",
        )

    def _chose(self, choices: tuple[tuple[object, str], ...]) -> None:
        shown = self._state.open
        if shown is not None:
            self._open(replace(shown, choices=choices))

    def _open(self, shown: OpenMoment) -> None:
        self._show(replace(self._state, open=shown, wrong=""))

    def _wrong(self, error: UserError) -> None:
        self._show(replace(self._state, wrong=str(error)))

    def _failed(self, error: UserError) -> None:
        self._show(replace(self._state, busy=False, is_making=False, problem=str(error)))
        self._view.tell(str(error), "error")

    def _show(self, state: MomentsState) -> None:
        self._state = state
        self._view.show_state(state)


def read_moments(services: Services, before: MomentsState) -> tuple[MomentsState, int]:
    """Read what the tab shows, and the decimals of the currency."""
    triggers = services.campaigns.triggers
    figures = figures_of(services.shop)
    found, due = triggers.moments(), triggers.due()
    unwritten = any(not one.file for one in due.lists if one.channel != "till")
    state = MomentsState(
        is_loaded=True,
        is_empty=not found,
        due_title=due_title(due, figures),
        due_caption=due_caption(due, figures),
        due=due_lines(due, figures),
        can_make=not due.held_up and not due.quiet and bool(due.ready or unwritten),
        services=_services_of(services),
        service=before.service,
        moments=moment_lines(found, brought_of(services, found, figures), figures),
        offers=offer_lines(triggers.ready_made(), found, figures),
        manners=triggers.manners(),
    )
    return state, services.shop.settings().digits


def read_one(services: Services, number: int) -> tuple[MomentRow, OpenMoment]:
    """Read one moment and what it would do."""
    triggers, figures = services.campaigns.triggers, figures_of(services.shop)
    row = triggers.moment(number)
    why = next((one.why for one in triggers.ready_made() if one.kind is row.kind), "")
    shown = _shown(row, why, services.shop.settings().digits)
    shown = replace(
        shown,
        choices=audiences_of(services),
        history=history_lines(triggers.history(number), figures),
        brought=brought_of(services, (row,), figures).get(number, ""),
    )
    try:
        first = triggers.preview(number)
    except UserError as fault:  # a shop without sales can set moments up all the same
        return row, replace(shown, doubt=str(fault))
    return row, replace(
        shown,
        facts=first_facts(first, figures, is_on=row.state == "running"),
        doubt=first.held_up,
    )


def audiences_of(services: Services) -> tuple[tuple[object, str], ...]:
    """List whom a moment may be for."""
    lists = services.campaigns.lists.lists()
    return (*_usual_choices(), *((one.audience, one.name) for one in lists))


def _usual_choices() -> tuple[tuple[object, str], ...]:
    groups = zip(GROUP_ROWS, GROUPS, strict=True)
    return ((EVERYONE, say("Everyone")), *((text, group_title(key)) for text, key in groups))


def _services_of(services: Services) -> tuple[tuple[object, str], ...]:
    found = services.campaigns.mailing.services()
    return tuple((one.key, one.title) for one in found if one.channel == "email")


def _new(wish: MomentWish, why: str, digits: int) -> OpenMoment:
    kind = wish.moment.kind
    return OpenMoment(
        id=0,
        kind=kind,
        title=wish.name,
        why=why,
        state="draft",
        is_on=False,
        was_on=False,
        typed=typed_of(wish, digits),
        step_words=step_heading(kind),
        has_stages=kind in SILENT,
        has_date=kind is Kind.EARLY_ACCESS,
        choices=(
            (EVERYONE, say("Everyone")),
            *zip(GROUP_ROWS, map(group_title, GROUPS), strict=True),
        ),
    )


def _shown(row: MomentRow, why: str, digits: int) -> OpenMoment:
    return replace(
        _new(MomentWish(row.name, row.moment), why, digits),
        id=row.id,
        state=row.state,
        is_on=row.state == "running",
        was_on=row.state != "draft",
        typed=typed_of(row, digits),
    )
