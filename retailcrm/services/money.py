"""Money: where it comes from, where discounts go, what cards and the program bring."""

import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from retailcrm.core.days import day_number
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.programs import versions
from retailcrm.db.settings import read_setting, write_setting
from retailcrm.services.assumptions import (
    ASSUMPTIONS,
    Assumptions,
    assumptions_from,
    assumptions_to,
)
from retailcrm.services.base import Base
from retailcrm.services.best_customers import BestAnswers, Expected, no_model
from retailcrm.services.campaign_program import NoTrials, Trials
from retailcrm.services.card_ranking import ranked_cards
from retailcrm.services.concentration import ConcentrationAnswers
from retailcrm.services.finding import Finder
from retailcrm.services.leakage import LeakageAnswers
from retailcrm.services.liability import LiabilityService
from retailcrm.services.money_base import MoneyBase
from retailcrm.services.money_rows import (
    BestTold,
    ConcentrationTold,
    LeakageTold,
    ReturnTold,
    TicketTold,
)
from retailcrm.services.program_worth import ReturnAnswers
from retailcrm.services.standing import Standing
from retailcrm.services.tickets import TicketAnswers

_KEPT = 16
_Key = tuple[object, ...]
Answer = TypeVar("Answer")


class MoneyService:
    """Questions about money; an answer is kept until the books or the rules change."""

    def __init__(
        self,
        books: Books,
        base: Base,
        standing: Standing,
        liability: LiabilityService,
        expected: Expected = no_model,
        trials: Trials | None = None,
    ) -> None:
        self._books = books
        self._standing = standing
        everyone = MoneyBase(base, standing)
        self._concentration = ConcentrationAnswers(books, everyone)
        self._leakage = LeakageAnswers(everyone, self.assumptions)
        self._tickets = TicketAnswers(books, everyone)
        self._best = BestAnswers(everyone, self.assumptions, expected)
        self._return = ReturnAnswers(
            books,
            everyone,
            self._tickets,
            self._leakage,
            liability,
            self.assumptions,
            trials or NoTrials(),
        )
        self._kept: dict[_Key, Any] = {}
        self._lock = threading.Lock()

    def concentration(
        self, as_of: date | None = None, days: int | None = None
    ) -> ConcentrationTold:
        """Tell what share of sales the best cards bring.

        Args:
            as_of: the day it holds for (default: the last with data).
            days: how far back it looks; None as far as the groups do, 0 is all history.
        """
        return self._once(
            ("concentration", as_of, days), lambda: self._concentration.told(as_of, days)
        )

    def cards_table(
        self, as_of: date | None = None, days: int | None = None
    ) -> Iterator[tuple[str, ...]]:
        """Give every card by what it brings, as cells of `RANKED_COLUMNS`."""
        digits = self._standing.shop().digits
        return ranked_cards(self._books, self._concentration, (as_of, days), digits)

    def leakage(self, as_of: date | None = None, days: int | None = None) -> LeakageTold:
        """Tell who gets the discount for nothing, by segment; by default over a year."""
        return self._once(("leakage", as_of, days), lambda: self._leakage.told(as_of, days))

    def tickets(self, as_of: date | None = None, days: int | None = None) -> TicketTold:
        """Tell what members spend at a time, beside others and beside themselves."""
        return self._once(("tickets", as_of, days), lambda: self._tickets.told(as_of, days))

    def best(self, as_of: date | None = None) -> BestTold:
        """Tell what keeping one of the best is worth against winning somebody new."""
        return self._once(("best", as_of), lambda: self._best.told(as_of))

    def program_return(self, as_of: date | None = None, days: int | None = None) -> ReturnTold:
        """Tell whether the program brings more than it costs."""
        return self._return.told(as_of, days)

    def has_program(self, as_of: date | None = None) -> bool:
        """Say whether a program of points had begun by a day, by default ever."""
        with self._books.read() as connection:
            begun = [one.starts for one in versions(connection) if one.program is not None]
        return bool(begun) and (as_of is None or min(begun) <= day_number(as_of))

    def assumptions(self) -> Assumptions:
        """Read what the owner says that no receipt tells."""
        with self._books.read() as connection:
            return assumptions_from(read_setting(connection, ASSUMPTIONS, {}))

    def assume(self, told: Assumptions, *, actor: Actor = OWNER) -> Outcome[Assumptions]:
        """Keep what the owner says.

        Raises:
            UserError: the role does not allow it, or a number makes no sense.
        """
        actor.need(Right.BACK_OFFICE)
        held = assumptions_to(told)
        with self._books.write() as unit:
            write_setting(unit.connection, ASSUMPTIONS, held)
        return Outcome(told, frozenset({Topic.GROUPS}), say("Your numbers are kept."))

    def finders(self) -> Mapping[str, Finder]:
        """Give what finds the customers behind every figure about money."""
        parts = (self._concentration, self._leakage, self._tickets, self._best, self._return)
        return {name: finder for part in parts for name, finder in part.finders().items()}

    def _once(self, key: _Key, ask: Callable[[], Answer]) -> Answer:
        """Answer a question once for the same books, rules and assumptions."""
        whole = (*key, self._books.version(), self._standing.rules(), self.assumptions())
        with self._lock:
            found: Answer | None = self._kept.get(whole)
        if found is None:
            found = ask()
            with self._lock:
                while len(self._kept) >= _KEPT:
                    self._kept.pop(next(iter(self._kept)))
                self._kept[whole] = found
        return found
