"""Everything done with the member in front; each ends with the keyboard back in the field."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.words import say
from retailcrm.services.card_rows import CardsPrinted, PrintCards
from retailcrm.services.code_rows import CodeGlance, CodeUsed, UseCode
from retailcrm.services.member_rows import Enrolment
from retailcrm.services.points_rows import Booked, Change, Redemption
from retailcrm.ui.desk import Action
from retailcrm.ui.screens.counter.asking import unasked, wording
from retailcrm.ui.screens.counter.spending import awarding, money, redeeming
from retailcrm.ui.screens.counter.state import CounterState, Member, Panel, Undo
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane

T = TypeVar("T")


class Show(Protocol):
    """Changes what is shown."""

    def __call__(self, **changes: object) -> None:
        """Change these and paint."""


class Tell(Protocol):
    """Says one sentence in the message bar, with one thing that may be done about it."""

    def __call__(self, text: str, kind: str, action: Action | None = None) -> None:
        """Say it."""


class Acting:
    """Awards, redeems, swaps, asks and notes.

    Args:
        services: the open shop.
        jobs: where writes run.
        get: gives what is shown.
        show: changes what is shown.
        acted: told after everything that was written.
        tell: says one sentence in the message bar, with a button if there is one.
        open_: puts somebody in front, with what may be taken back.
    """

    def __init__(
        self,
        services: Services,
        jobs: Jobs,
        get: Callable[[], CounterState],
        show: Show,
        acted: Callable[[], None],
        tell: Tell,
        open_: Callable[[int, Undo], None],
    ) -> None:
        self._open = open_
        self._services, self._jobs = services, jobs
        self._get, self._show, self._acted, self._tell = get, show, acted, tell

    def start(self, panel: Panel) -> bool:
        """Open a panel, if there is a member and the panel makes sense; say whether."""
        state = self._get()
        if state.member is None or state.is_enrolling or state.text:
            return False
        if panel in (Panel.AWARD, Panel.REDEEM):
            if state.member.account is None or state.shop.program is None:
                self._tell(say("The shop has no points program yet."), "warn")
                return False
            if state.member.card_blocked and panel is Panel.REDEEM:
                self._tell(say("The card is blocked; swap it before points are used."), "warn")
                return False
        self._show(panel=panel, problem="")
        return True

    def award(self, text: str, reason: str) -> None:
        """Give points, for a reason."""
        member, state = self._get().member, self._get()
        if member is None or member.account is None:
            return
        typed = awarding(text, member.account, state.shop.figures)
        if not typed.points:
            self._show(problem=typed.words)
            return
        change = Change(customer_id=member.customer_id, points=typed.points, reason=reason)
        told = say("{points} points awarded", points=state.shop.figures.count(typed.points))
        self._write(
            lambda: self._services.points.award(change),
            lambda booked: self._remember(member, booked, told),
        )

    def redeem(self, text: str, *, reward: str = "", total: str = "", receipt: str = "") -> None:
        """Use points, for money off or for a reward."""
        member, shop = self._get().member, self._get().shop
        if member is None or member.account is None or shop.program is None:
            return
        prices = {one.key: one.points for one in shop.program.rewards}
        typed = redeeming(text, total, member.account, shop.program, shop.figures)
        points = prices.get(reward, 0) if reward else typed.points
        if not points:
            self._show(problem=typed.words)
            return
        wish = Redemption(
            customer_id=member.customer_id,
            points=0 if reward else points,
            reward=reward,
            receipt=receipt.strip(),
            total=None if reward else money(total, shop.figures.digits),
        )
        told = say("{points} points used", points=shop.figures.count(points))
        self._write(
            lambda: self._services.points.redeem(wish),
            lambda booked: self._remember(member, booked, told),
        )

    def use_code(self) -> bool:
        """Use the code on the screen, if it is good; say whether there is one."""
        state = self._get()
        if state.code is None or not state.code.is_good:
            return False
        code = state.code
        customer = None if state.member is None else state.member.customer_id
        wish = UseCode(code.shown, customer)
        self._write(
            lambda: self._services.campaigns.codes.use(wish),
            lambda used: self._code_used(code, used),
        )
        return True

    def take_back(self, undo: Undo | None = None) -> bool:
        """Take back the last award, redemption or code used; say whether there is one."""
        slip = undo or self._get().undo
        if slip is None:
            return False
        if slip.is_code:
            self._write(
                lambda: self._services.campaigns.codes.take_back(slip.entry),
                lambda _used: self._code_back(slip),
            )
            return True
        self._write(
            lambda: self._services.points.take_back(slip.entry),
            lambda booked: self._forget(slip, booked),
        )
        return True

    def swap(self, text: str) -> None:
        """Give the member another card, scanned or made; or the first one."""
        member = self._get().member
        if member is None:
            return
        cards, members = self._services.cards, self._services.members
        if member.card:
            self._write(lambda: cards.swap(member.customer_id, text.strip() or None))
        else:
            wish = Enrolment(customer_id=member.customer_id, card=text.strip())
            self._write(lambda: members.enrol(wish))

    def consent(self, *, given: bool) -> bool:
        """Note the answer to the question on the screen; say whether there is one."""
        member, shop = self._get().member, self._get().shop
        missing = unasked(member) if member is not None else ()
        if member is None or not missing or self._get().panel is not Panel.NONE:
            return False
        asked = wording(missing[0], shop.asker)
        self._write(
            lambda: self._services.members.consent(
                member.customer_id, missing[0], given=given, wording=asked
            )
        )
        return True

    def note(self, text: str) -> None:
        """Add a line to the member's note."""
        if member := self._get().member:
            self._write(lambda: self._services.members.note(member.customer_id, text))

    def answered(self, question: str) -> None:
        """Mark what the member waited for as answered."""
        if member := self._get().member:
            self._write(lambda: self._services.members.answered(member.customer_id, question))

    def correct(self, fields: dict[str, str]) -> None:
        """Add contacts that were missing."""
        told = {name: text for name, text in fields.items() if text.strip()}
        member = self._get().member
        if member is not None and told:
            self._write(lambda: self._services.members.correct(member.customer_id, told))

    def print_card(
        self, card: str, folder: Path, printed: Callable[[CardsPrinted], object]
    ) -> None:
        """Write a card as PDF and hand it over to be printed."""
        wish = PrintCards(out=folder / f"card-{card}.pdf", numbers=(card,))
        self._write(lambda: self._services.cards.print_sheet(wish), printed)

    def _write(
        self,
        work: Callable[[], Outcome[T]],
        then: Callable[[T], object] | None = None,
    ) -> None:
        if self._get().is_busy:
            return
        member = self._get().member
        self._show(is_busy=True, problem="")
        self._jobs.start(
            lambda _: work(),
            on_done=lambda outcome: self._written(outcome, then, member),
            on_error=self._failed,
            lane=Lane.WRITE,
        )

    def _written(
        self, outcome: Outcome[T], then: Callable[[T], Any] | None, member: Member | None
    ) -> None:
        self._show(is_busy=False)
        if then is not None:
            then(outcome.value)
        if _is_same(member, self._get().member):
            self._acted()

    def _remember(self, member: Member, booked: Booked, told: str) -> None:
        undo = Undo(booked.entry, member.name or say("No name"), told)
        said = say("{name}: {what}; {balance} now.", name=undo.name, what=told,
                   balance=self._get().shop.figures.count(booked.balance))  # fmt: skip
        self._tell(said, "news", (say("Take back"), lambda: self.take_back(undo)))
        if _is_same(member, self._get().member):  # the next one may be in front by now
            self._show(undo=undo)

    def _forget(self, undo: Undo, booked: Booked) -> None:
        balance = self._get().shop.figures.count(booked.balance)
        said = say("{name}: taken back ({what}); {balance} now.", name=undo.name, what=undo.told,
                   balance=balance)  # fmt: skip
        self._tell(said, "news")
        if self._get().undo == undo:
            self._show(undo=None)

    def _code_used(self, code: CodeGlance, used: CodeUsed) -> None:
        undo = Undo(used.use, code.shown, say("code {code} used", code=code.shown), is_code=True)
        said = say("{code} is used: {gives}.", code=code.shown,
                   gives=code.gives.rstrip(".") or code.campaign)  # fmt: skip
        self._tell(said, "news", (say("Take back"), lambda: self.take_back(undo)))
        self._show(undo=undo, code=None)
        if self._get().member is None and code.customer_id is not None:
            self._open(code.customer_id, undo)

    def _code_back(self, undo: Undo) -> None:
        self._tell(say("The code {code} is good again.", code=undo.name), "news")
        if self._get().undo == undo:
            self._show(undo=None)

    def _failed(self, error: UserError) -> None:
        """Leave what was typed where it is; without a panel, say it above."""
        self._show(is_busy=False, problem=str(error))
        if self._get().panel is Panel.NONE:
            self._tell(str(error), "error")


def _is_same(one: Member | None, other: Member | None) -> bool:
    ids = [None if member is None else member.customer_id for member in (one, other)]
    return ids[0] == ids[1]
