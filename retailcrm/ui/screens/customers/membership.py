"""What makes a customer a member: cards, answers about writing, entries put together."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.questions import NOBODY_ASKS, Asker
from retailcrm.services.card_rows import CardRow
from retailcrm.services.merge_rows import MergeRow
from retailcrm.ui.screens.counter.asking import wording
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane

Consents = tuple[tuple[str, bool | None], ...]
_Found = tuple[tuple[CardRow, ...], Consents, tuple[MergeRow, ...], Asker, str]


@dataclass(frozen=True, slots=True)
class MembershipState:
    """Everything the cards and answers of a customer's page show.

    Attributes:
        consents: (channel, answer); None: never asked.
        asker: for the wording of questions.
        zone: the shop's, for moments.
        swapped: counts the swaps made here, so that the field can be emptied.
    """

    customer_id: int | None = None
    cards: tuple[CardRow, ...] = ()
    consents: Consents = ()
    merges: tuple[MergeRow, ...] = ()
    asker: Asker = NOBODY_ASKS
    zone: str = ""
    is_read: bool = False
    busy: bool = False
    problem: str = ""
    swapped: int = 0

    @property
    def card_in_use(self) -> CardRow | None:
        """The card that is scanned at the counter, blocked or not."""
        held = [one for one in self.cards if one.state in ("in_use", "blocked")]
        return held[0] if held else None


class MembershipView(Protocol):
    """What the presenter may ask of the page."""

    def show_membership(self, state: MembershipState) -> None:
        """Paint this."""


class MembershipPresenter:
    """Swaps and blocks cards, notes answers, parts entries again."""

    def __init__(self, view: MembershipView, services: Callable[[], Services], jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._state = MembershipState()

    def open(self, customer_id: int) -> None:
        """Look at another customer."""
        if customer_id != self._state.customer_id:
            self._show(MembershipState(customer_id=customer_id, swapped=self._state.swapped + 1))
        self.refresh()

    def refresh(self) -> None:
        """Look again."""
        customer = self._state.customer_id
        if customer is None:
            return
        self._jobs.start(
            lambda _: _read(self._services(), customer),
            on_done=self._know,
            on_error=self._failed,
            replaces="membership.read",
        )

    def swap(self, new: str) -> None:
        """Put another card in the place of the lost one; empty: a new number is made."""
        customer, held = self._state.customer_id, self._state.card_in_use
        if customer is None:
            return
        if held is None and new.strip():
            self._write(lambda shop: shop.cards.activate(new.strip(), customer), is_swap=True)
            return
        lost = held.number if held else customer
        self._write(lambda shop: shop.cards.swap(lost, new.strip() or None), is_swap=True)

    def block(self, card: CardRow) -> None:
        """Let a card be refused from now on, or let a blocked one be used again."""
        if card.state == "blocked":
            self._write(lambda shop: shop.cards.unblock(card.number))
        else:
            self._write(lambda shop: shop.cards.block(card.number))

    def answer(self, channel: str, *, given: bool) -> None:
        """Note a yes or no, with the words the person is asked with."""
        customer = self._state.customer_id
        if customer is None:
            return
        asked = wording(channel, self._state.asker)
        self._write(
            lambda shop: shop.members.consent(customer, channel, given=given, wording=asked)
        )

    def part(self, merge: MergeRow) -> None:
        """Let an entry that was put together with this one be its own again."""
        self._write(lambda shop: shop.merging.unmerge(merge.merge_id))

    def _write(self, work: Callable[[Services], Outcome[Any]], *, is_swap: bool = False) -> None:
        if self._state.busy:
            return
        self._show(replace(self._state, busy=True, problem=""))
        self._jobs.start(
            lambda _: work(self._services()),
            on_done=lambda _: self._written(is_swap=is_swap),
            on_error=self._failed,
            lane=Lane.WRITE,
        )

    def _written(self, *, is_swap: bool) -> None:
        swapped = self._state.swapped + is_swap
        self._show(replace(self._state, busy=False, swapped=swapped))
        self.refresh()

    def _know(self, found: _Found) -> None:
        cards, consents, merges, asker, zone = found
        self._show(
            replace(
                self._state, cards=cards, consents=consents, merges=merges, asker=asker, zone=zone,
                is_read=True,
            )
        )  # fmt: skip

    def _failed(self, error: UserError) -> None:
        self._show(replace(self._state, busy=False, problem=str(error)))

    def _show(self, state: MembershipState) -> None:
        self._state = state
        self._view.show_membership(state)


def _read(services: Services, customer: int) -> _Found:
    shop = services.shop.settings()
    return (
        services.cards.of_member(customer),
        services.members.glance(customer).consents,
        services.merging.merges(customer),
        Asker(shop.name, shop.questions),
        shop.zone,
    )
