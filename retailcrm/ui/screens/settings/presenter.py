"""Settings: read, check what was typed, keep it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from retailcrm.cards.scanning import ScannerHabits
from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.checking import BackedUp, Checked
from retailcrm.services.shop import ShopSettings, Status, StoreRow
from retailcrm.ui.screens.settings.choices import Options, countries, currencies, zones
from retailcrm.ui.screens.settings.draft import (
    SettingsDraft,
    changed_stores,
    draft_of,
    habits_of,
    settings_of,
    wrongs,
)
from retailcrm.ui.screens.settings.place import Place, place_of
from retailcrm.ui.screens.settings.seasons import Season, read_seasons
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane


@dataclass(frozen=True, slots=True)
class Known:
    """What the books say now, and what can be chosen."""

    settings: ShopSettings
    habits: ScannerHabits
    stores: tuple[StoreRow, ...]
    currencies: Options
    countries: Options
    zones: Options
    seasons: tuple[Season, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsState:
    """Everything the Settings screen shows.

    Attributes:
        copied: when the books were copied last, in words.
        draft: as kept; what the person types lives in the fields until it is saved.
        wrongs: field to reason.
        place: where the books are.
        check: result of the last check of the books, in words.
        copy: result of the last copy, in words.
    """

    known: Known | None = None
    copied: str = ""
    place: Place = Place()  # noqa: RUF009 - frozen
    draft: SettingsDraft = SettingsDraft()  # noqa: RUF009 - frozen
    wrongs: dict[str, str] = field(default_factory=dict)
    busy: bool = False
    problem: str = ""
    check: str = ""
    check_is_good: bool = True
    is_checking: bool = False
    copy: str = ""
    is_copying: bool = False


class SettingsView(Protocol):
    """What the presenter may ask of the screen."""

    def show_state(self, state: SettingsState) -> None:
        """Paint this."""


class SettingsPresenter:
    """Keeps the shop's settings."""

    watches = frozenset({Topic.SETTINGS, Topic.RECEIPTS})

    def __init__(self, view: SettingsView, services: Services, jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._state = SettingsState()

    @property
    def state(self) -> SettingsState:
        """What is shown now."""
        return self._state

    def refresh(self) -> None:
        """Look again."""
        self._show(replace(self._state, busy=True))
        self._jobs.start(
            lambda _: _read(self._services),
            on_done=self._know,
            on_error=self._failed,
            replaces="refresh",
        )

    def save(self, draft: SettingsDraft) -> None:
        """Keep what was typed, or say what is wrong with it."""
        known, found = self._state.known, wrongs(draft)
        if known is None:
            return
        if found:
            self._show(replace(self._state, wrongs=found))
            return
        self._show(replace(self._state, wrongs={}, busy=True))
        self._jobs.start(
            lambda _: _keep(self._services, draft, known),
            on_done=lambda _: self.refresh(),
            on_error=self._failed,
            lane=Lane.WRITE,
        )

    def check(self) -> None:
        """Add up the books anew and say whether everything agrees."""
        self._show(replace(self._state, is_checking=True, check=say("Adding up the books…")))
        self._jobs.start(
            self._services.checking.check,
            on_done=self._checked,
            on_error=self._failed,
            replaces="check",
        )

    def back_up(self, folder: Path) -> None:
        """Copy the books into a folder, and open the copy to see that it is whole."""
        self._copy(lambda progress: self._services.checking.back_up(folder, progress))

    def back_up_now(self) -> None:
        """Copy the books into the folder beside them; the oldest copies give way."""
        self._copy(self._services.checking.back_up_beside)

    def _copy(self, work: Callable[[Progress], Outcome[BackedUp]]) -> None:
        self._show(replace(self._state, is_copying=True, copy=say("Copying the books…")))
        self._jobs.start(work, on_done=self._backed_up, on_error=self._failed, lane=Lane.WRITE)

    def _checked(self, result: Checked) -> None:
        words = check_words(result)
        self._show(replace(self._state, is_checking=False, check=words, check_is_good=result.ok))

    def _backed_up(self, outcome: Outcome[BackedUp]) -> None:
        made = outcome.value
        words = say(
            "{file} holds {n} receipts and opens.",
            file=made.file.name,
            n=Figures("USD").count(made.receipts),
        )
        self._show(replace(self._state, is_copying=False, copy=words))

    def _know(self, found: tuple[Known, str, Place]) -> None:
        known, copied, place = found
        draft = draft_of(known.settings, known.stores, known.habits, known.seasons)
        state = replace(self._state, known=known, draft=draft, copied=copied, place=place)
        self._show(replace(state, busy=False, problem=""))

    def _failed(self, error: UserError) -> None:
        self._show(
            replace(
                self._state,
                busy=False,
                is_checking=False,
                is_copying=False,
                check="",
                copy="",
                problem=str(error),
            )
        )

    def _show(self, state: SettingsState) -> None:
        self._state = state
        self._view.show_state(state)


def _read(services: Services) -> tuple[Known, str, Place]:
    settings, status = services.shop.settings(), services.shop.status()
    known = Known(
        settings,
        services.cards.habits(),
        status.stores,
        currencies(settings.currency),
        countries(),
        zones(settings.zone),
        services.program.seasons(),
    )
    return known, _copied(status), place_of(services.checking.whereabouts())


def _copied(status: Status) -> str:
    if status.backup_at is None:
        return say("These books have not been copied yet.")
    day = Figures("USD").day(status.backup_at.astimezone().date())
    return say("Last copied on {day}.", day=day)


def check_words(result: Checked) -> str:
    """Say what a check found."""
    if result.ok:
        n = Figures("USD").count(result.receipts)
        words = say("All {n} receipts add up, and every sum equals a recount.", n=n)
        entries = Figures("USD").count(result.ledger.entries)
        points = say("So do all {n} movements of points.", n=entries)
        return f"{words} {points}" if result.ledger.entries else words
    if not result.database:
        return say("The file is damaged; go back to your last copy.")
    if result.ledger.faults:
        return " ".join((*result.ledger.faults, say("Keep a copy and send us a report.")))
    wrong = result.heads + result.dangling + sum(count for _, count in result.sums)
    return say("{n} places disagree; keep a copy and send us a report.", n=wrong)


def _keep(services: Services, draft: SettingsDraft, known: Known) -> Outcome[None]:
    """Save the shop first, then each store that changed; one message for all."""
    touched: set[Topic] = set()
    wanted = settings_of(draft, known.settings)
    if wanted != known.settings:
        touched |= services.shop.save_settings(wanted).touched
    if habits_of(draft) != known.habits:
        touched |= services.cards.save_habits(habits_of(draft)).touched
    seasons = read_seasons(draft.seasons)
    if seasons is not None and seasons != known.seasons:
        touched |= services.program.keep_seasons(seasons).touched
    for store in changed_stores(draft, known.stores):
        touched |= services.shop.save_store(
            store.store_id, name=store.name.strip(), channel=store.channel, day_end=store.day_end
        ).touched
    return Outcome(None, frozenset(touched), say("Settings are kept."))
