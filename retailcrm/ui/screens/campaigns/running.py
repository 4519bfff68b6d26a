"""All campaigns, and the one that was launched: who takes part, its files, its costs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome
from retailcrm.core.rows import rows
from retailcrm.core.words import say
from retailcrm.services.campaign_rows import (
    CampaignDetail,
    CampaignRow,
    Channel,
    CostLine,
    Kind,
    State,
)
from retailcrm.services.campaign_story import Story
from retailcrm.services.list_rows import Exported, ExportWish
from retailcrm.ui.screens.phrases import PLAIN, figures_of
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane

#: What the campaign's own page offers a file for, by the way it is said.
FILES: Mapping[Channel, str] = {
    Channel.EMAIL: "email",
    Channel.SMS: "sms",
    Channel.POST: "post",
}


@dataclass(frozen=True, slots=True)
class AllState:
    """What the list of campaigns is at.

    Attributes:
        rows: None until they are read.
        customers: how many there are to write to or not; None likewise.
        verdicts: sentences of those that were judged, by number.
    """

    rows: tuple[CampaignRow, ...] | None = None
    customers: int | None = None
    verdicts: Mapping[int, str] = field(default_factory=dict)
    problem: str = ""
    figures: Figures = PLAIN


@dataclass(frozen=True, slots=True)
class OneState:
    """What the page of a launched campaign is at.

    Attributes:
        detail: None until it is read.
        services: (key, title) of what files can be written for.
        written: the files that were written last.
    """

    detail: CampaignDetail | None = None
    services: tuple[tuple[str, str], ...] = ()
    written: Exported | None = None
    is_busy: bool = False
    problem: str = ""
    figures: Figures = PLAIN


class CampaignsView(Protocol):
    """What the presenter may ask of the tab."""

    def show_all(self, state: AllState) -> None:
        """Paint the list."""

    def show_one(self, state: OneState) -> None:
        """Paint the launched campaign."""

    def told(self, text: str) -> None:
        """Say one sentence in the message bar."""

    def offered(self, text: str, end: Callable[[], object]) -> None:
        """Say one sentence, and offer to end what was begun."""

    def refused(self, text: str) -> None:
        """Say what went wrong in the message bar."""

    def is_draft(self, number: int) -> None:
        """Go to the draft: the launch was taken back."""


class CampaignsPresenter:
    """Reads campaigns, writes their files, enters costs, ends them."""

    def __init__(self, view: CampaignsView, services: Callable[[], Services], jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self.all = AllState()
        self.one = OneState()

    def look(self) -> None:
        """Read the list, and then what was judged."""
        services = self._services()
        self._jobs.start(
            lambda _: (
                services.campaigns.drafts.campaigns(),
                services.shop.status().customers,
                figures_of(services.shop),
            ),
            on_done=self._listed,
            on_error=lambda error: self._show_all(problem=str(error)),
            replaces="campaigns.list",
        )

    def open(self, number: int) -> None:
        """Read one launched campaign."""
        services = self._services()
        held = self.one.detail
        if held is None or held.row.id != number:
            self.one = OneState(figures=self.one.figures)
        self._show_one(is_busy=True)
        self._jobs.start(
            lambda _: _read(services, number),
            on_done=self._is_read,
            on_error=self._refused,
            replaces="campaigns.one",
        )

    def write(self, service: str, arm: int | None, folder: Path) -> None:
        """Write the list of all arms, or of one, for a service."""
        detail, services = self.one.detail, self._services()
        if detail is None:
            return
        there = rows("campaign", id=str(detail.row.id), arm=None if arm is None else str(arm))
        channel = FILES.get(detail.row.channel, "")
        wish = ExportWish(service, there.text(), folder, channel)
        self._show_one(is_busy=True)
        self._jobs.start(
            lambda progress: services.campaigns.mailing.export(wish, progress),
            on_done=self._is_written,
            on_error=self._refused,
            lane=Lane.WRITE,
        )

    def leave_alone(self) -> None:
        """Leave some customers alone until the end of the year."""
        services = self._services()

        def done(outcome: Outcome[CampaignRow]) -> None:
            number = outcome.value.id
            self._view.offered(outcome.summary, lambda: self._stop(number))
            self.look()

        self._jobs.start(
            lambda _: services.campaigns.drafts.leave_alone(),
            on_done=done,
            on_error=lambda error: self._view.refused(str(error)),
            lane=Lane.WRITE,
        )

    def take_back(self) -> None:
        """Make it a draft again."""
        number, services = self._number(), self._services()
        self._change(
            lambda: services.campaigns.drafts.take_back(number),
            lambda: self._view.is_draft(number),
        )

    def end(self) -> None:
        """End it."""
        number, services = self._number(), self._services()
        self._change(lambda: services.campaigns.drafts.end(number), lambda: self.open(number))

    def send(self, on: str) -> None:
        """Say on which day it goes out."""
        number, services = self._number(), self._services()
        try:
            day = date.fromisoformat(on.strip())
        except ValueError:
            self._view.refused(say("Write the day of sending as 2026-10-31."))
            return
        self._change(lambda: services.campaigns.drafts.send(number, day), lambda: self.open(number))

    def cost(self, line: CostLine) -> None:
        """Enter a cost that came later."""
        number, services = self._number(), self._services()
        self._change(
            lambda: services.campaigns.drafts.cost(number, line), lambda: self.open(number)
        )

    def _stop(self, number: int) -> None:
        services = self._services()
        self._change(lambda: services.campaigns.drafts.end(number), self.look)

    def _number(self) -> int:
        return 0 if self.one.detail is None else self.one.detail.row.id

    def _change(self, work: Callable[[], Outcome[Any]], then: Callable[[], object]) -> None:
        def done(outcome: Outcome[Any]) -> None:
            self._view.told(outcome.summary)
            then()

        self._jobs.start(lambda _: work(), on_done=done, on_error=self._refused, lane=Lane.WRITE)

    def _listed(self, found: tuple[tuple[CampaignRow, ...], int, Figures]) -> None:
        listed, customers, figures = found
        self._show_all(rows=listed, customers=customers, figures=figures, problem="")
        services = self._services()
        if any(one.sent is not None and one.kind is Kind.ONCE for one in listed):
            self._jobs.start(
                lambda _: _verdicts(services, figures),
                on_done=lambda told: self._show_all(verdicts=told),
                on_error=lambda error: self._show_all(problem=str(error)),
                replaces="campaigns.verdicts",
            )

    def _is_read(self, found: OneState) -> None:
        held = replace(found, written=self.one.written)
        self.one = held
        self._view.show_one(held)

    def _is_written(self, outcome: Outcome[Exported]) -> None:
        self._view.told(outcome.summary)
        self._show_one(written=outcome.value)
        self.open(self._number())

    def _refused(self, error: UserError) -> None:
        self._view.refused(str(error))
        self._show_one(is_busy=False, problem=str(error))

    def _show_all(self, **changes: object) -> None:
        self.all = replace(self.all, **changes)  # type: ignore[arg-type]
        self._view.show_all(self.all)

    def _show_one(self, **changes: object) -> None:
        self.one = replace(self.one, **changes)  # type: ignore[arg-type]
        self._view.show_one(self.one)


def state_words(row: CampaignRow, figures: Figures, today: date) -> str:
    """Say how far a campaign is."""
    if row.state is State.DRAFT:
        return say("Draft")
    if row.kind is Kind.STANDING:
        return say("Until {day}", day=figures.day_year(row.ends))
    if row.state is State.ENDED:
        return say("Ended {day}", day=figures.day_year(row.ends))
    if row.closes is None:
        return say("Running")
    if row.closes < today:
        return say("Over since {day}", day=figures.day_year(row.closes))
    return say("Counts until {day}", day=figures.day_year(row.closes))


def _read(services: Services, number: int) -> OneState:
    detail = services.campaigns.drafts.detail(number)
    channel = FILES.get(detail.row.channel)
    offered = tuple(
        (one.key, one.title)
        for one in services.campaigns.mailing.services()
        if channel is not None and (one.channel == channel or one.ours)
    )
    return OneState(detail=detail, services=offered, figures=figures_of(services.shop))


def _verdicts(services: Services, figures: Figures) -> dict[int, str]:
    """Say of every campaign whose days are over what it brought."""
    found = services.campaigns.results.results()
    return {one.id: Story(one, figures).verdict() for one in found if one.is_final}
