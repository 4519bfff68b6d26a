"""Member cards: number ranges, stock, handing out, swapping, blocking, printing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from random import Random

from retailcrm.cards.calibration import Calibration
from retailcrm.cards.design import Card, CardDesign
from retailcrm.cards.numbers import NumberRange, clashes
from retailcrm.cards.scanning import ScannerHabits
from retailcrm.cards.sheets import sheet_named
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.words import say
from retailcrm.db.audit import note_event
from retailcrm.db.books import Books, Unit
from retailcrm.db.cards import (
    KnownCard,
    State,
    add_stock,
    cards_of,
    counted,
    known_cards,
    listed,
    product_codes,
    retire,
)
from retailcrm.db.hand import ByHand
from retailcrm.db.kin import survivor_of
from retailcrm.services.base import Base
from retailcrm.services.card_looks import (
    Looks,
    calibration_of,
    design_of,
    keep_calibration,
    keep_design,
)
from retailcrm.services.card_print import cards_to_print
from retailcrm.services.card_range import (
    habits_of,
    keep_habits,
    keep_range,
    new_numbers,
    ranges_of,
)
from retailcrm.services.card_rows import (
    STATES,
    CardCounts,
    CardQuery,
    CardRow,
    CardsPrinted,
    PrintCards,
    Swapped,
    state_of,
)
from retailcrm.services.card_table import card_row, own_card_row
from retailcrm.services.catching_up import PointsPosting
from retailcrm.services.handing import Handing
from retailcrm.services.member_scan import scanned
from retailcrm.services.moments import Moment, moment_here

CHANGED = frozenset({Topic.CARDS, Topic.CUSTOMERS})
MOST_ISSUED = 100_000


class CardService:
    """Everything the shop does with its card numbers.

    Args:
        books: the shop's books.
        base: told who changed.
        posting: lets points follow receipts.
        clock: gives the time now.
        random: where new numbers come from.
    """

    def __init__(
        self,
        books: Books,
        base: Base,
        posting: PointsPosting,
        clock: Callable[[], datetime],
        random: Random,
    ) -> None:
        self._books = books
        self._base = base
        self._posting = posting
        self._clock = clock
        self._random = random

    def range(self) -> NumberRange:
        """Give the range that new numbers come from."""
        with self._books.read() as connection:
            return ranges_of(connection)[0]

    def save_range(self, new: NumberRange, *, actor: Actor = OWNER) -> Outcome[NumberRange]:
        """Let new numbers come from another range; cards given out stay good.

        Raises:
            UserError: a product of the shop carries such a number.
        """
        actor.need(Right.CARDS)
        with self._books.write() as unit:
            odd = clashes(new, product_codes(unit.connection))
            if odd:
                raise UserError(
                    say("{count} of the shop's products have such a number, {code} for one.",
                        count=len(odd), code=odd[0]),
                    say("Choose another prefix or length."),
                )  # fmt: skip
            keep_range(unit.connection, new)
            self._note(unit, actor, "cards.range", {"prefix": new.prefix, "length": new.length})
        return Outcome(new, frozenset({Topic.CARDS, Topic.SETTINGS}), say("Number range kept."))

    def habits(self) -> ScannerHabits:
        """Give what the shop's scanner puts around every code."""
        with self._books.read() as connection:
            return habits_of(connection)

    def save_habits(self, habits: ScannerHabits) -> Outcome[ScannerHabits]:
        """Keep what the shop's scanner puts around every code."""
        with self._books.write() as unit:
            keep_habits(unit.connection, habits)
        return Outcome(habits, frozenset({Topic.SETTINGS}), say("Scanner kept."))

    def design(self) -> CardDesign:
        """Give how the shop's cards look."""
        with self._books.read() as connection:
            return design_of(connection)

    def save_design(self, design: CardDesign, *, actor: Actor = OWNER) -> Outcome[CardDesign]:
        """Keep how the shop's cards look; the name printed is the shop's."""
        actor.need(Right.CARDS)
        with self._books.write() as unit:
            keep_design(unit.connection, design)
        return Outcome(design, frozenset({Topic.SETTINGS}), say("Card design kept."))

    def calibration(self, sheet: str) -> Calibration:
        """Give what sets off the printer on a sheet."""
        with self._books.read() as connection:
            return calibration_of(connection, sheet_named(sheet).key)

    def save_calibration(self, sheet: str, by: Calibration) -> Outcome[Calibration]:
        """Keep what sets off the printer on a sheet."""
        with self._books.write() as unit:
            keep_calibration(unit.connection, sheet_named(sheet).key, by)
        return Outcome(by, frozenset({Topic.SETTINGS}), say("Printer kept."))

    def issue(self, count: int, *, actor: Actor = OWNER) -> Outcome[tuple[str, ...]]:
        """Make numbers for stock, to be printed and handed out later.

        Raises:
            UserError: the range has not so many left, or the count makes no sense.
        """
        actor.need(Right.CARDS)
        if not 1 <= count <= MOST_ISSUED:
            raise UserError(say("Issue 1 to {most} cards at once.", most=MOST_ISSUED))
        with self._books.write() as unit:
            now = moment_here(self._clock, unit.connection)
            numbers = new_numbers(unit.connection, count, self._random)
            add_stock(unit.connection, numbers, now.at)
            self._note(unit, actor, "cards.issue", {"count": count})
        said = say("{count} cards are in stock now.", count=count)
        return Outcome(numbers, frozenset({Topic.CARDS}), said)

    def activate(self, number: str, customer_id: int, *, actor: Actor = OWNER) -> Outcome[str]:
        """Hand a card from the stock, or a pre-printed one, to a customer without a card.

        Raises:
            UserError: the card is not free, or the customer has one already.
        """
        with self._books.write() as unit:
            hand, handing = self._hands(unit)
            customer = survivor_of(unit.connection, customer_id)
            free = handing.free(number, customer)
            used = handing.card_in_use(customer)
            if used is not None and used.state is State.IN_USE and used.number != free:
                raise UserError(
                    say("This member has the card {number} already.", number=used.number),
                    say("Swap it for the new one, so that the points stay with it."),
                )
            handing.admit(customer)
            handing.give(customer, free)
            self._note(unit, actor, "cards.activate", {"customer": customer})
            version = self._finish(unit, hand)
        self._base.note(version, hand.touched)
        return Outcome(free, CHANGED, say("The card {number} is in use now.", number=free))

    def swap(
        self, held: str | int, new: str | None = None, *, actor: Actor = OWNER
    ) -> Outcome[Swapped]:
        """Give a member another card; points and history stay, the old number stays known.

        Args:
            held: the old card, or the customer.
            new: the new card as scanned; None: a new number is made.
            actor: who swaps.

        Raises:
            UserError: there is no such card, it was replaced before, or the new one is not free.
        """
        with self._books.write() as unit:
            hand, handing = self._hands(unit)
            old = self._held(unit, handing, held)
            assert old.customer is not None
            number = handing.free(new, old.customer) if new else handing.fresh()
            if number == old.number:
                raise UserError(
                    say("The card {number} is in use already.", number=number),
                    say("Scan the new card."),
                )
            handing.replace(old, number)
            self._note(unit, actor, "cards.swap", {"customer": old.customer})
            version = self._finish(unit, hand)
        self._base.note(version, hand.touched)
        swapped = Swapped(old.customer, old.number, number)
        said = say("{new} is in the place of {old} now.", new=number, old=old.number)
        return Outcome(swapped, CHANGED, said)

    def block(self, number: str, *, actor: Actor = OWNER) -> Outcome[str]:
        """Let a card be refused from now on; the member stays a member.

        Raises:
            UserError: there is no such card.
        """
        return self._set(number, State.BLOCKED, actor)

    def unblock(self, number: str, *, actor: Actor = OWNER) -> Outcome[str]:
        """Let a blocked card be used again.

        Raises:
            UserError: there is no such card, or it is not blocked.
        """
        return self._set(number, State.IN_USE, actor)

    def counts(self) -> CardCounts:
        """Count the cards by what they are good for."""
        with self._books.read() as connection:
            found = counted(connection)
        return CardCounts(*(found.get(state, 0) for state in State))

    def listing(self, query: CardQuery | None = None) -> tuple[CardRow, ...]:
        """List cards by number.

        Raises:
            UserError: there is no such state.
        """
        wanted = query or CardQuery()
        if wanted.state and wanted.state not in STATES:
            raise UserError(say("Cards are {states}.", states=", ".join(STATES)))
        with self._books.read() as connection:
            rows = listed(
                connection, state=state_of(wanted.state), after=wanted.after, limit=wanted.limit
            )
        return tuple(card_row(row) for row in rows)

    def of_member(self, customer_id: int) -> tuple[CardRow, ...]:
        """List every number a member goes by, the one in use first."""
        with self._books.read() as connection:
            held = cards_of(connection, survivor_of(connection, customer_id))
        ordered = sorted(held, key=lambda card: (card.state is not State.IN_USE, card.number))
        return tuple(own_card_row(card) for card in ordered)

    def to_print(self, numbers: Sequence[str] = ()) -> tuple[Card, ...]:
        """Give cards as they are printed, with the member's name; without numbers the stock.

        Raises:
            UserError: a number is no card of this shop, or there is nothing in stock.
        """
        with self._books.read() as connection:
            return cards_to_print(connection, numbers)

    def print_sheet(
        self, wish: PrintCards, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> Outcome[CardsPrinted]:
        """Print cards on sheets, as PDF.

        Whoever stands at the counter may print the one card of the member in front.

        Raises:
            UserError: the role does not allow it, a number cannot be such a code, there is no
                such sheet, or the file cannot be written.
        """
        if not self._is_one_members(wish.numbers):
            actor.need(Right.CARDS)
        cards = self.to_print(wish.numbers)
        sheet = sheet_named(wish.sheet)
        with self._books.read() as connection:
            looks = Looks(sheet, design_of(connection), calibration_of(connection, sheet.key))
        # What draws pages takes longer to load than the books to open.
        from retailcrm.services.card_sheets import print_on  # noqa: PLC0415

        printed = print_on(cards, wish, looks, progress)
        with self._books.write() as unit:
            self._note(unit, actor, "cards.print", {"cards": len(cards), "sheet": sheet.key})
        return printed

    def _is_one_members(self, numbers: Sequence[str]) -> bool:
        if len(numbers) != 1:
            return False
        with self._books.read() as connection:
            card = known_cards(connection, numbers).get(numbers[0])
        return card is not None and card.customer is not None and card.state is State.IN_USE

    def _set(self, text: str, state: State, actor: Actor) -> Outcome[str]:
        with self._books.write() as unit:
            now = moment_here(self._clock, unit.connection)
            card = self._scanned(unit, text)
            before = State.IN_USE if state is State.BLOCKED else State.BLOCKED
            if card.state is not before or card.customer is None:
                raise UserError(
                    say("The card {number} is not in use.", number=card.number)
                    if state is State.BLOCKED
                    else say("The card {number} is not blocked.", number=card.number)
                )
            retire(unit.connection, card, state, "", now.at)
            action = "cards.block" if state is State.BLOCKED else "cards.unblock"
            self._note(unit, actor, action, {"customer": card.customer})
        said = (
            say("The card {number} is blocked.", number=card.number)
            if state is State.BLOCKED
            else say("The card {number} may be used again.", number=card.number)
        )
        return Outcome(card.number, frozenset({Topic.CARDS}), said)

    def _held(self, unit: Unit, handing: Handing, held: str | int) -> KnownCard:
        """Find the card to be swapped."""
        if isinstance(held, int):
            card = handing.card_in_use(survivor_of(unit.connection, held))
            if card is None:
                raise UserError(
                    say("This customer has no card yet."), say("Enrol him to give him one.")
                )
            return card
        card = self._scanned(unit, held)
        if card.state is State.REPLACED:
            raise UserError(
                say("The card {number} was replaced by {new} already.", number=card.number,
                    new=card.replaced_by),
                say("Swap {new} if that one is lost too.", new=card.replaced_by),
            )  # fmt: skip
        if card.customer is None:
            raise UserError(
                say("The card {number} has not been given to anyone.", number=card.number),
                say("Enrol a member with it."),
            )
        return card

    def _scanned(self, unit: Unit, text: str) -> KnownCard:
        """Find a card by what was scanned or typed."""
        found = scanned(unit.connection, text)
        known = known_cards(unit.connection, [found.number]).get(found.number)
        if known is None:
            raise UserError(found.sentence, found.hint)
        return known

    def _hands(self, unit: Unit) -> tuple[ByHand, Handing]:
        hand = ByHand(unit.connection)
        now = moment_here(self._clock, unit.connection)
        return hand, Handing(unit, hand, now, self._random)

    def _finish(self, unit: Unit, hand: ByHand) -> int:
        hand.finish()
        self._posting.follow(unit, hand.touched)
        return unit.touch()

    def _note(self, unit: Unit, actor: Actor, action: str, detail: Mapping[str, object]) -> None:
        now: Moment = moment_here(self._clock, unit.connection)
        note_event(unit.connection, at=now.at, actor=actor.name, action=action, detail=detail)
