"""A campaign while it is written: what was typed, and what it would do."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from retailcrm.campaigns.offers import OfferKind
from retailcrm.campaigns.starts import Start, first_offer
from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome
from retailcrm.core.rows import rows
from retailcrm.core.vocabulary import (
    GROUPS,
    SEGMENTS,
    STAGES,
    group_title,
    segment_title,
    stage_title,
)
from retailcrm.core.words import say
from retailcrm.services.campaign_rows import CampaignRow, Channel, Preview
from retailcrm.ui.screens.campaigns.draft_form import (
    ArmForm,
    Form,
    form_of,
    offer_form,
    wish_of,
)
from retailcrm.ui.screens.phrases import PLAIN, figures_of
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane

Audiences = tuple[tuple[str, str], ...]
"""(audience, words) pairs to choose from."""


@dataclass(frozen=True, slots=True)
class DraftState:
    """What the page of a draft is at.

    Attributes:
        number: of the kept draft, 0 for one that is not kept yet.
        form: as typed; None until the page is opened.
        audiences: whom one can choose.
        title: who the audience is.
        start: words and offer to begin with.
        category: to try, if nobody names another one.
        preview: what it would do; kept while it is worked out anew.
        problem: why it cannot be worked out as it is typed.
        is_busy: it is being worked out.
        is_kept: nothing was typed since it was kept.
        figures: how numbers are written.
    """

    number: int = 0
    form: Form | None = None
    audiences: Audiences = ()
    start: Start | None = None
    category: str = ""
    preview: Preview | None = None
    problem: str = ""
    is_busy: bool = False
    is_kept: bool = True
    figures: Figures = PLAIN


class DraftView(Protocol):
    """What the presenter may ask of the page."""

    def show_draft(self, state: DraftState) -> None:
        """Paint this."""

    def preview_soon(self) -> None:
        """Ask for the preview once the person has paused typing."""

    def launched(self, row: CampaignRow, summary: str) -> None:
        """Go on to the campaign that was launched."""

    def told(self, text: str) -> None:
        """Say one sentence in the message bar."""

    def gone(self) -> None:
        """Go back to the list: the draft is no more."""


@dataclass(frozen=True, slots=True)
class _Opened:
    number: int
    form: Form
    audiences: Audiences
    start: Start
    category: str
    figures: Figures


class DraftPresenter:
    """Reads what is typed and says what it would do."""

    def __init__(self, view: DraftView, services: Callable[[], Services], jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self.state = DraftState()

    def begin(self, audience: str = "") -> None:
        """Open a new campaign, for an audience if it is told."""
        services = self._services()
        told = audience or rows("customers", stage="mia").text()
        self._open(lambda: _begun(services, told))

    def edit(self, number: int) -> None:
        """Open a kept draft."""
        services = self._services()
        self._open(lambda: _opened(services, number))

    def begin_like(self, number: int) -> None:
        """Open a new campaign that says what another one said."""
        services = self._services()
        self._open(lambda: _again(services, number))

    def type(self, **told: object) -> None:
        """Take what was typed into fields of the campaign."""
        if self.state.form is None:
            return
        was = self.state.form
        form = replace(was, **told)  # type: ignore[arg-type]
        self._show(form=form, is_kept=False)
        if form.audience != was.audience:
            self._start_anew(form)
        self._view.preview_soon()

    def change(self, form: Form) -> None:
        """Take a form that was changed as a whole."""
        self._show(form=form, is_kept=False)
        self._view.preview_soon()

    def preview(self) -> None:
        """Work out what the campaign would do."""
        if self.state.form is None:
            return
        form, number, services = self.state.form, self.state.number, self._services()
        digits = self.state.figures.digits
        named = form if form.name.strip() else replace(form, name=say("Campaign"))
        self._show(is_busy=True)
        self._jobs.start(
            lambda _: services.campaigns.drafts.preview(wish_of(named, digits), number),
            on_done=lambda found: self._show(preview=found, problem="", is_busy=False),
            on_error=self._refused,
            replaces="campaigns.preview",
        )

    def keep(self) -> None:
        """Keep the draft."""
        self._write(self._kept)

    def launch(self) -> None:
        """Keep the draft and launch it."""
        services = self._services()

        def then(outcome: Outcome[int]) -> None:
            self._kept(outcome, is_told=False)
            self._jobs.start(
                lambda _: services.campaigns.drafts.launch(outcome.value),
                on_done=lambda done: self._view.launched(done.value, done.summary),
                on_error=self._refused,
                lane=Lane.WRITE,
            )

        self._write(then)

    def remove(self) -> None:
        """Throw the draft away."""
        number, services = self.state.number, self._services()
        if not number:
            self._view.gone()
            return
        self._jobs.start(
            lambda _: services.campaigns.drafts.remove(number),
            on_done=lambda _: self._view.gone(),
            on_error=self._refused,
            lane=Lane.WRITE,
        )

    def _open(self, work: Callable[[], _Opened]) -> None:
        self.state = DraftState(is_busy=True, figures=self.state.figures)
        self._view.show_draft(self.state)
        self._jobs.start(
            lambda _: work(),
            on_done=self._is_open,
            on_error=self._refused,
            replaces="campaigns.draft",
        )

    def _is_open(self, found: _Opened) -> None:
        self._show(
            number=found.number,
            form=found.form,
            audiences=found.audiences,
            start=found.start,
            category=found.category,
            figures=found.figures,
            is_busy=False,
        )
        self.preview()

    def _start_anew(self, form: Form) -> None:
        """Offer other words for other people, unless some were typed already."""
        start = self._services().campaigns.drafts.start(form.audience)
        before = self.state.start
        arm = form.arms[0] if form.arms else None
        is_untouched = arm is not None and before is not None and arm.text == before.text
        if is_untouched:
            offered = _first_arm(start, self.state.category, self.state.figures)
            form = replace(form, arms=(offered, *form.arms[1:]))
        self._show(start=start, form=form)

    def _write(self, then: Callable[[Outcome[int]], None]) -> None:
        if self.state.form is None:
            return
        form, number, services = self.state.form, self.state.number, self._services()
        try:
            wish = wish_of(form, self.state.figures.digits)
        except UserError as error:
            self._refused(error)
            return
        drafts = services.campaigns.drafts
        self._jobs.start(
            lambda _: drafts.change(number, wish) if number else drafts.create(wish),
            on_done=then,
            on_error=self._refused,
            lane=Lane.WRITE,
        )

    def _kept(self, outcome: Outcome[int], *, is_told: bool = True) -> None:
        self._show(number=outcome.value, is_kept=True, problem="")
        if is_told:
            self._view.told(outcome.summary)

    def _refused(self, error: UserError) -> None:
        self._show(problem=str(error), is_busy=False)

    def _show(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self._view.show_draft(self.state)


def _begun(services: Services, audience: str) -> _Opened:
    figures = figures_of(services.shop)
    start, category = services.campaigns.drafts.start(audience), _most_bought(services)
    arm = _first_arm(start, category, figures)
    form = Form(audience=audience, arms=(arm,), channel=Channel.EMAIL)
    return _Opened(0, form, _audiences(services, audience), start, category, figures)


def _opened(services: Services, number: int) -> _Opened:
    figures = figures_of(services.shop)
    wish = services.campaigns.drafts.wish(number)
    start = services.campaigns.drafts.start(wish.audience)
    form = form_of(wish, figures.digits)
    offered = _audiences(services, wish.audience)
    return _Opened(number, form, offered, start, _most_bought(services), figures)


def _first_arm(start: Start, category: str, figures: Figures) -> ArmForm:
    """Give an arm to begin with; where no category is known, with words alone."""
    offer = first_offer(start, 10**figures.digits)
    if offer.kind is OfferKind.CATEGORY:
        kind = OfferKind.CATEGORY if category else OfferKind.MESSAGE
        offer = replace(offer, kind=kind, category=category)
    return offer_form("A", offer, figures.digits)


def _most_bought(services: Services) -> str:
    """Name the category that brings most, to begin with; empty where the till tells none."""
    told = [one for one in services.sales.by("category") if one.key]
    return max(told, key=lambda one: one.net_sales).key if told else ""


def _again(services: Services, number: int) -> _Opened:
    found = _opened(services, number)
    form = replace(found.form, name=say("{name} again", name=found.form.name), sends="")
    return replace(found, number=0, form=form)


def _audiences(services: Services, chosen: str) -> Audiences:
    """List whom one can choose; what was brought along from elsewhere stands first."""
    told = [(rows("customers", group=key).text(), group_title(key)) for key in GROUPS]
    told += [(rows("customers", stage=key).text(), stage_title(key)) for key in STAGES]
    told += [(rows("customers", segment=key).text(), segment_title(key)) for key in SEGMENTS]
    told += [(one.audience, one.name) for one in services.campaigns.lists.lists()]
    told.append((rows("customers").text(), say("Everyone")))
    if chosen not in dict(told):
        told.insert(0, (chosen, services.campaigns.drafts.title(chosen)))
    return tuple(told)
