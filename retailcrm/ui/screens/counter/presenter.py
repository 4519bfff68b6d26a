"""The Counter: find the member in front, and keep her there while things are done."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Topic
from retailcrm.services.code_rows import CodeGlance
from retailcrm.ui.desk import Action
from retailcrm.ui.screens.counter.acting import Acting
from retailcrm.ui.screens.counter.looking import (
    Found,
    look_scan_up,
    look_up,
    read_more,
    read_shop,
    refusal_of,
    warning_of,
)
from retailcrm.ui.screens.counter.state import (
    CounterState,
    Member,
    More,
    Page,
    Panel,
    Shop,
    Told,
    Undo,
)
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs


class CounterView(Protocol):
    """What the presenter may ask of the screen."""

    def show_state(self, state: CounterState) -> None:
        """Paint this."""

    def focus_field(self) -> None:
        """Put the keyboard into the big field, ready to be typed over."""

    def once_painted(self, work: Callable[[], None]) -> None:
        """Do something as soon as what was shown last stands on the screen."""

    def tell(self, text: str, kind: str, action: Action | None = None) -> None:
        """Say one sentence in the message bar, with one thing that may be done about it."""


class CounterPresenter:
    """Finds people and holds the one in front.

    Args:
        view: the screen.
        services: the open shop.
        jobs: where questions and writes run.
        open_profile: shows a customer's whole page; None where that is for others.
    """

    watches = frozenset(
        {Topic.CUSTOMERS, Topic.CARDS, Topic.POINTS, Topic.PROGRAM, Topic.SETTINGS, Topic.RECEIPTS}
    )

    def __init__(
        self,
        view: CounterView,
        services: Services,
        jobs: Jobs,
        open_profile: Callable[[int], object] | None,
    ) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._open_profile = open_profile
        self._state = CounterState()
        self._found = Found("")
        self._opens_first = False
        self._is_warm = False
        self._kept: Undo | None = None
        self.acting = Acting(
            services, jobs, self._get, self._show, self._acted, view.tell, self._open_after
        )

    @property
    def state(self) -> CounterState:
        """What is shown now."""
        return self._state

    def refresh(self) -> None:
        """Look at the shop, and at the member in front, anew."""
        self._jobs.start(
            lambda _: read_shop(self._services),
            on_done=self._know,
            on_error=self._failed,
            replaces="shop",
        )
        if self._state.member is not None:
            self.open(self._state.member.customer_id, banner=self._state.banner)
        self._warm()

    def type(self, text: str) -> None:
        """Look up what is in the field now."""
        asked = text.strip()
        self._opens_first = False
        self._found = Found(asked)
        if not asked:
            self._show(text="", hits=(), is_looking=False, typed_code="")
            return
        self._show(text=asked, is_looking=True, told=None, typed_code="")
        self._jobs.start(
            lambda _: look_up(self._services, asked),
            on_done=self._list,
            on_error=self._failed,
            replaces="look",
        )

    def enter(self, number: int | None = None) -> None:
        """Open a hit; before the answer is there, the first as soon as it comes.

        Args:
            number: of the hit; None: whatever comes first, a code before all people.
        """
        if self._state.is_looking:
            self._opens_first = True
        elif self._state.text:
            self._open_found(number)

    def scan(self, code: str) -> None:
        """Take what a scanner read: the new card of a swap, or somebody to open."""
        if self._state.panel is Panel.SWAP:
            self.acting.swap(code)
            return
        self._forget_typing(panel=Panel.NONE, problem="")
        self._jobs.start(
            lambda _: look_scan_up(self._services, code),
            on_done=self._scanned,
            on_error=self._failed,
            replaces="look",
        )

    def open(self, customer_id: int, *, banner: str = "") -> None:
        """Put somebody in front."""
        self._jobs.start(
            lambda _: self._services.members.glance(customer_id),
            on_done=lambda member: self._put_in_front(member, banner),
            on_error=self._failed,
            replaces="member",
        )

    def enrol(self) -> tuple[str, str]:
        """Begin with a new member; give what was typed for her and the card that was scanned."""
        told = self._state.told or Told("", typed=self._state.text)
        self._show(is_enrolling=True, panel=Panel.NONE, text="", hits=(), told=None, problem="")
        return told.typed, told.card

    def enrolled(self, customer_id: int) -> None:
        """Put a new member in front."""
        self._show(is_enrolling=False, member=None, more=None, banner="")
        self.open(customer_id)

    def profile(self) -> bool:
        """Show everything of the member in front; say whether there is one."""
        if self._state.page is not Page.MEMBER or self._state.member is None:
            return False
        if self._open_profile is None:
            return False
        self._open_profile(self._state.member.customer_id)
        return True

    def back(self) -> bool:
        """Close what is open, the latest first; False if nothing is."""
        state = self._state
        if state.is_enrolling:
            self._show(is_enrolling=False)
        elif state.text:
            self.type("")
        elif state.panel is not Panel.NONE:
            self._show(panel=Panel.NONE, problem="")
        elif state.code is not None:
            self._show(code=None)
        elif state.told is not None:
            self._show(told=None)
        elif state.member is not None:
            self._show(member=None, more=None, banner="", undo=None)
        else:
            return False
        self._view.focus_field()
        return True

    def _warm(self) -> None:
        """Score the base once behind the open Counter, so that the first scan need not wait."""
        if not self._is_warm:
            self._is_warm = True
            self._jobs.start(
                lambda _: self._services.members.warm(),
                on_done=lambda _none: None,
                on_error=self._failed,
                replaces="warm",
            )

    def _know(self, shop: Shop) -> None:
        self._show(shop=shop)

    def _list(self, found: Found) -> None:
        if found.text != self._state.text:
            return
        self._found = found
        self._show(hits=found.hits, is_looking=False, typed_code=found.exact_code)
        if self._opens_first:
            self._opens_first = False
            self._open_found(None)

    def _open_found(self, number: int | None) -> None:
        found, at = self._found, number or 0
        if found.scan is not None and found.scan.customer_id is not None and at == 0:
            self._forget_typing()
            self.open(found.scan.customer_id, banner=warning_of(found.scan))
        elif number is None and found.exact_code and found.code is not None:
            self._show_code(found.code)
        elif at < len(found.hits):
            self._forget_typing()
            self.open(found.hits[at].customer_id)
        elif found.code is not None:
            self._show_code(found.code)
        else:
            self._refuse(refusal_of(found, is_typed=True))

    def _scanned(self, found: Found) -> None:
        if found.member is None and found.code is not None:
            self._show_code(found.code)
        elif found.member is None:
            self._refuse(refusal_of(found, is_typed=False))
        else:
            self._put_in_front(found.member, warning_of(found.scan))

    def _show_code(self, code: CodeGlance) -> None:
        """Show a code; with somebody in front it is looked at again, whether it is theirs."""
        self._forget_typing(panel=Panel.NONE, problem="", told=None)
        member = self._state.member
        if not code.is_known:
            self._refuse(Told(code.sentence, code.hint, typed=code.shown))
            return
        self._show(code=code)
        if member is not None and code.is_good:
            self._jobs.start(
                lambda _: self._services.campaigns.codes.check(code.shown, member.customer_id),
                on_done=lambda again: self._show(code=again),
                on_error=self._failed,
                replaces="code",
            )
        self._view.focus_field()

    def _open_after(self, customer_id: int, undo: Undo) -> None:
        """Put the person in front whose code was used, who may still take it back."""
        self._kept = undo
        self.open(customer_id)

    def _refuse(self, told: Told) -> None:
        self._show(
            told=told, text="", hits=(), member=None, more=None, banner="", undo=None, code=None
        )
        self._view.focus_field()

    def _put_in_front(self, member: Member, banner: str) -> None:
        before = self._state.member
        is_same = before is not None and before.customer_id == member.customer_id
        if is_same:
            self._show(member=member, banner=banner, told=None, code=None)
        else:
            self._show(
                member=member, banner=banner, told=None, more=None, undo=self._kept, code=None,
                panel=Panel.NONE, problem="", is_enrolling=False,
            )  # fmt: skip
            self._kept = None
            self._view.focus_field()
        self._view.once_painted(partial(self._read_more, member.customer_id))

    def _read_more(self, customer_id: int) -> None:
        """Read what takes longer; whoever is in front by then has been seen already."""
        if self._state.member is None or self._state.member.customer_id != customer_id:
            return
        self._jobs.start(
            lambda _: read_more(self._services, customer_id),
            on_done=lambda more: self._add(customer_id, more),
            on_error=self._failed,
            replaces="more",
        )

    def _add(self, customer_id: int, more: More) -> None:
        if self._state.member is not None and self._state.member.customer_id == customer_id:
            self._show(more=more)

    def _acted(self) -> None:
        """Look at the member again after something was done; the keyboard is back above."""
        if self._state.member is not None:
            swapped = self._state.panel is Panel.SWAP
            self._show(panel=Panel.NONE, problem="", is_busy=False)
            banner = "" if swapped else self._state.banner
            self.open(self._state.member.customer_id, banner=banner)
        self._view.focus_field()

    def _forget_typing(self, **changes: object) -> None:
        self._opens_first = False
        self._show(text="", hits=(), is_looking=False, typed_code="", is_enrolling=False, **changes)

    def _failed(self, error: UserError) -> None:
        self._show(is_looking=False, is_busy=False)
        self._view.tell(str(error), "error")

    def _get(self) -> CounterState:
        return self._state

    def _show(self, **changes: object) -> None:
        now = replace(self._state, **changes)  # type: ignore[arg-type]
        if now == self._state:
            return  # a scan begins with what is shown already; nothing is painted for that
        self._state = now
        self._view.show_state(now)
