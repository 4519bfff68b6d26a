"""Today: reads the shop once, says what is true of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from retailcrm.core.days import month_end
from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Topic
from retailcrm.core.words import say
from retailcrm.services.sales import Headline
from retailcrm.services.shop import StoreRow
from retailcrm.ui.screens.today.people_words import (
    Grounds,
    groups_title,
    missing,
    panels,
    todo,
    worth_most,
)
from retailcrm.ui.screens.today.sales_words import chart, tiles
from retailcrm.ui.screens.today.state import TodayState, TodayView
from retailcrm.ui.screens.today.targets import lines_of, points_line
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs

CALLS = 50  # as many missing as an owner may call or write to in a week


class TodayPresenter:
    """Shows one month of one store or of all."""

    watches = frozenset(Topic)

    def __init__(
        self, view: TodayView, services: Services, jobs: Jobs, now: Callable[[], datetime]
    ) -> None:
        self._view, self._services, self._jobs, self._now = view, services, jobs, now
        self._state = TodayState()
        self._month: int | None = None
        self._store: int | None = None

    def refresh(self) -> None:
        """Look again; the figures stay until the new ones are here."""
        self._show(replace(self._state, busy=True))
        services, month, store, now = self._services, self._month, self._store, self._now()
        self._jobs.start(
            lambda _: read_today(services, month, store, now),
            on_done=self._show,
            on_error=self._failed,
            replaces="refresh",
        )

    def choose_month(self, month: int) -> None:
        """Show another month."""
        self._month = month
        self.refresh()

    def choose_store(self, store: int | None) -> None:
        """Show one store, or all."""
        self._store = store
        self.refresh()

    def _failed(self, error: UserError) -> None:
        self._show(replace(self._state, busy=False, problem=str(error)))

    def _show(self, state: TodayState) -> None:
        self._state = state
        self._view.show_state(state)


def read_today(
    services: Services, month: int | None, store: int | None, now: datetime
) -> TodayState:
    """Read everything the screen shows; `month` None takes the last month that is over."""
    months = services.sales.months()
    if not months:
        return TodayState(is_loaded=True, is_empty=True)
    settings, status = services.shop.settings(), services.shop.status()
    figures = Figures(settings.currency)
    headline = _headline(services, months, month, store)
    is_latest = headline.month >= months[0] - 1
    as_of = None if is_latest else month_end(headline.month)
    overview = services.grouping.overview(as_of)
    targets = services.insights.targets.read(None if is_latest else headline.month)
    soon = services.insights.points_soon.read()
    grounds = Grounds(
        overview=overview,
        worth=services.grouping.missing(as_of, CALLS),
        status=status,
        settings=settings,
        printed=services.reporting.history(),
        month=headline.month,
        month_complete=headline.complete,
        today=now.date(),
        points=soon,
        moments=services.campaigns.triggers.due() if is_latest else None,
    )
    return TodayState(
        is_loaded=True,
        month=headline.month,
        months=tuple((number, figures.month(number)) for number in months),
        store=store,
        stores=_stores(status.stores),
        title=figures.month(headline.month),
        caption=_caption(headline, status.stores, store, figures),
        tiles=tiles(headline, figures),
        groups_title=groups_title(overview, figures),
        groups_reason=overview.empty_reason,
        groups=panels(overview, figures),
        chart=chart(headline, figures),
        todo=todo(grounds, figures),
        missing=replace(
            missing(overview, figures),
            people=worth_most(grounds.worth, figures),
            currency=figures.currency,
        ),
        targets=(*lines_of(targets, figures), *points_line(soon, figures)),
        figures=figures,
    )


def _headline(
    services: Services, months: tuple[int, ...], month: int | None, store: int | None
) -> Headline:
    if month is not None:
        return services.sales.headline(month, store)
    latest = services.sales.headline(months[0], store)
    if latest.complete or len(months) == 1:
        return latest
    return services.sales.headline(months[1], store)


def _stores(stores: tuple[StoreRow, ...]) -> tuple[tuple[int | None, str], ...]:
    every = say("Both stores") if len(stores) == 2 else say("All stores")
    return ((None, every), *((store.store_id, store.name) for store in stores))


def _caption(
    headline: Headline, stores: tuple[StoreRow, ...], store: int | None, figures: Figures
) -> str:
    words = []
    names = {one.store_id: one.name for one in stores}
    if headline.complete:
        before, year = figures.month_name(headline.month - 1), figures.month(headline.month - 12)
        words.append(say("against {before} and {year}", before=before, year=year))
    else:
        words.append(say("so far; the month is not over in the data"))
    if len(stores) > 1:
        every = say("both stores") if len(stores) == 2 else say("all stores")
        words.append(every if store is None else names.get(store, ""))
    for late in headline.late:
        if store is None or late.name == names.get(store):
            day = figures.day(late.last)
            words.append(say("the data of {store} end on {day}", store=late.name, day=day))
    return ", ".join(words)
