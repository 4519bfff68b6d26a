"""The ad diary: what was spent, what it brought as far as one can tell, and the next ad."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome
from retailcrm.core.words import say
from retailcrm.services.ad_rows import AdDiary, AdResult, AdRow, MediumRow
from retailcrm.ui.kit.picture.facts import Axis, Bar, PictureFacts, Ranked, Scale
from retailcrm.ui.screens.campaigns.ad_typing import (
    TypedAd,
    amount_of,
    faults_of,
    is_whole,
    wish_of,
)
from retailcrm.ui.screens.phrases import PLAIN, figures_of
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane

_VERDICTS = {
    "worked": "Paid for itself",
    "lost": "Did not pay",
    "unsure": "Not proven",
    "about": "About",
    "cannot_tell": "Cannot tell",
}
_TONES = {"worked": "accent_text", "lost": "bad"}


@dataclass(frozen=True, slots=True)
class AdsState:
    """What the tab shows.

    Attributes:
        diary: None while it is read for the first time.
        chosen: number of the ad whose result is shown; None: the latest.
        typed: the form; None while no ad is being noted.
        faults: by field of the form.
        spending: what is typed as spent on the chosen ad.
    """

    diary: AdDiary | None = None
    figures: Figures = PLAIN
    digits: int = 2
    chosen: int | None = None
    typed: TypedAd | None = None
    faults: tuple[tuple[str, str], ...] = ()
    is_busy: bool = False
    problem: str = ""

    @property
    def shown(self) -> AdResult | None:
        """The ad whose result is shown."""
        results = self.diary.results if self.diary else ()
        found = [one for one in results if one.ad.ad_id == self.chosen]
        return found[0] if found else next(iter(results), None)

    @property
    def can_keep(self) -> bool:
        """Whether the form can be kept."""
        return self.typed is not None and not self.faults and is_whole(self.typed)


class AdsView(Protocol):
    """What the presenter may ask of the tab."""

    def show_ads(self, state: AdsState) -> None:
        """Paint this."""

    def tell(self, said: str, kind: str = "news") -> None:
        """Say one sentence."""


class AdsPresenter:
    """Reads the diary, notes ads and what they cost."""

    def __init__(self, view: AdsView, services: Callable[[], Services], jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._state = AdsState()

    @property
    def state(self) -> AdsState:
        """What is shown now."""
        return self._state

    def refresh(self) -> None:
        """Read everything anew; what stands there stays until the new is here."""
        self._jobs.start(
            lambda _: read_ads(self._services()),
            on_done=self._read,
            on_error=lambda error: self._show(problem=str(error)),
            replaces="ads.read",
        )

    def choose(self, row: AdResult) -> None:
        """Show another ad."""
        self._show(chosen=row.ad.ad_id)

    def begin(self) -> None:
        """Begin to note an ad."""
        if self._state.typed is None:
            self._type(TypedAd())

    def leave(self) -> bool:
        """Leave the form; say whether it was open."""
        was_open = self._state.typed is not None
        if was_open:
            self._show(typed=None, faults=(), problem="")
        return was_open

    def type(self, name: str, text: str) -> None:
        """Take what stands in a field."""
        if self._state.typed is not None:
            self._type(self._state.typed.typed(name, text))

    def keep(self) -> None:
        """Note the ad."""
        state = self._state
        if state.typed is None or not state.can_keep or state.is_busy:
            return
        wish = wish_of(state.typed, state.digits)
        self._write(lambda services: services.campaigns.ads.add(wish), self._kept)

    def spend(self, text: str) -> None:
        """Note money spent on the shown ad."""
        shown, amount = self._state.shown, amount_of(text, self._state.digits)
        if shown is None or self._state.is_busy:
            return
        if not amount:
            self._show(problem=say("Type an amount, such as 120.00; below zero takes back."))
            return
        number = shown.ad.ad_id
        self._write(lambda services: services.campaigns.ads.spend(number, amount), self._changed)

    def withdraw(self) -> None:
        """Take the shown ad out of the diary."""
        shown = self._state.shown
        if shown is not None and not self._state.is_busy:
            number = shown.ad.ad_id
            self._write(lambda services: services.campaigns.ads.withdraw(number), self._changed)

    def _write(
        self, work: Callable[[Services], Outcome[Any]], done: Callable[[Outcome[Any]], None]
    ) -> None:
        self._show(is_busy=True, problem="")
        self._jobs.start(
            lambda _: work(self._services()),
            on_done=done,
            on_error=self._failed,
            lane=Lane.WRITE,
        )

    def _kept(self, outcome: Outcome[AdRow]) -> None:
        self._show(is_busy=False, typed=None, faults=(), chosen=outcome.value.ad_id)
        self._view.tell(outcome.summary)
        self.refresh()

    def _changed(self, outcome: Outcome[Any]) -> None:
        self._show(is_busy=False)
        self._view.tell(outcome.summary)
        self.refresh()

    def _failed(self, error: UserError) -> None:
        self._show(is_busy=False, problem=str(error))

    def _type(self, typed: TypedAd) -> None:
        faults = faults_of(typed, self._state.digits)
        self._show(typed=typed, faults=tuple(faults.items()), problem="")

    def _read(self, found: AdsState) -> None:
        self._show(
            diary=found.diary, figures=found.figures, digits=found.digits,
            problem="",
        )  # fmt: skip

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_ads(self._state)


def read_ads(services: Services) -> AdsState:
    """Read the whole diary."""
    shop = services.shop
    return AdsState(
        diary=services.campaigns.ads.diary(),
        figures=figures_of(shop),
        digits=shop.settings().digits,
    )


def verdict_word(key: str) -> str:
    """Name a verdict in a word or two."""
    return say(_VERDICTS[key])


def verdict_tone(key: str) -> str:
    """Give the tone of a verdict."""
    return _TONES.get(key, "muted")


def picture_of(state: AdsState) -> PictureFacts:
    """Draw what each medium brought beside what it cost."""
    media = state.diary.media if state.diary else ()
    bars = tuple(_bar(one, state.figures) for one in media)
    known = [one for one in media if one.margin is not None]
    return PictureFacts(
        name="ads_by_medium",
        title=_title(media, known),
        caption=say(
            "Bar: margin that the ads brought, with its interval. Line: what they cost. {currency}",
            currency=state.figures.currency,
        ),
        marks=Ranked(
            bars,
            x=Axis("", Scale.MONEY),
            value_words=say("bar: margin it brought, with its interval"),
            before_words=say("line: what it cost"),
            label_heading=say("Medium"),
        )
        if known
        else None,
        figures=state.figures,
        key="ads.margin",
        nothing=say("What an ad brought cannot be told yet. Name the places it goes to and some "
                    "that it does not, or give it a code."),
    )  # fmt: skip


def _title(media: tuple[MediumRow, ...], known: list[MediumRow]) -> str:
    if not known:
        return say("Cannot tell what your ads brought")
    best = max(known, key=lambda one: one.gain if one.gain is not None else float("-inf"))
    if best.gain is None:
        return say("{medium} brought something", medium=best.medium)
    if best.gain < 0:
        return say("No medium has brought back what it cost")
    if len(media) > len(known):
        return say("{medium} brought the most for its cost, of those that can be told",
                   medium=best.medium)  # fmt: skip
    return say("{medium} brought the most for its cost", medium=best.medium)


def _bar(one: MediumRow, figures: Figures) -> Bar:
    cannot = say("cannot tell")
    return Bar(
        one.medium,
        one.margin,
        before=float(one.cost),
        low=one.low,
        high=one.high,
        note=cannot if one.margin is None else figures.amount(one.margin),
        rows=one.new.rows,
        tip=f"{one.medium}: {one.sentence}",
    )
