"""What share of sales the best cards bring, and who they are."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from retailcrm.analytics.concentration import Concentration
from retailcrm.analytics.history import NO_DAY, Ints
from retailcrm.analytics.rhythm import DEAD
from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.money_sums import net_between
from retailcrm.services.finding import Finder, Found, How, Told, Unit
from retailcrm.services.money_base import Crowd, Flags, Floats, MoneyBase
from retailcrm.services.money_rows import ConcentrationTold, Spread, TopShare

SHARES = (0.01, 0.08, 0.10, 0.20)
ISSUED, ACTIVE = "issued", "active"
TOP, CARDS, HALF, HALF_SHARE, GINI, DEAD_SHARE = (
    "money.top", "money.cards", "money.half", "money.half_share", "money.gini", "money.dead",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Ranked:
    """Cards of one kind and how sales are spread over them."""

    crowd: Crowd
    days: int
    of: str
    who: Ints  # positions in the crowd
    net: Ints
    used: Flags  # whether each was used in the window
    spread: Concentration

    def active(self) -> "_Ranked":
        """Leave only cards that were used."""
        net, who = self.net[self.used], self.who[self.used]
        spread = self.spread.only(self.used)
        return replace(self, of=ACTIVE, who=who, net=net, used=self.used[self.used], spread=spread)

    def ids(self, count: int | None = None) -> Ints:
        """Give the ids of the best, ascending."""
        return np.sort(self.crowd.ids[self.who[self.spread.order[:count]]])


class ConcentrationAnswers:
    """Answers how sales are spread over cards."""

    def __init__(self, books: Books, base: MoneyBase) -> None:
        self._books = books
        self._base = base

    def told(self, as_of: date | None, days: int | None) -> ConcentrationTold:
        """Tell it over a window; None takes that of the groups, 0 all history."""
        crowd = self._base.crowd(as_of)
        if crowd is None or not crowd.ids.size:
            return _nothing(crowd, say("There are no receipts yet."))
        window = crowd.scored.rules.window_days if days is None else days
        issued = self._ranked(crowd, window, ISSUED)
        if not issued.spread.turnover:
            return _nothing(crowd, say("Nothing was sold in this time."))
        carded = int(issued.spread.spend.sum())
        return ConcentrationTold(
            as_of=crowd.as_of,
            days=window,
            are_cards=bool(crowd.member.any()),
            issued=_spread(issued),
            active=_spread(issued.active()),
            dead=_dead(crowd),
            without=1 - carded / issued.spread.turnover,
        )

    def ranking(self, as_of: date | None, days: int | None) -> tuple[Ints, Ints, int] | None:
        """Give ids and sales of all cards, the best first, and all sales; None without any."""
        crowd = self._base.crowd(as_of)
        if crowd is None:
            return None
        window = crowd.scored.rules.window_days if days is None else days
        ranked = self._ranked(crowd, window, ISSUED)
        if not ranked.spread.turnover:
            return None
        ids = crowd.ids[ranked.who[ranked.spread.order]]
        return ids, ranked.spread.spend, ranked.spread.turnover

    def finders(self) -> Mapping[str, Finder]:
        """Give what finds the cards behind each figure."""
        return {
            TOP: self._top,
            CARDS: self._cards,
            HALF: self._half,
            HALF_SHARE: self._half_share,
            GINI: self._gini,
            DEAD_SHARE: self._dead,
        }

    def _ranked(self, crowd: Crowd, days: int, of: str) -> _Ranked:
        since = crowd.since(days)
        sums = crowd.between(since)
        net, receipts = sums.net(), sums.receipts()
        with self._books.read() as connection:
            everything = net_between(connection, NO_DAY if since is None else since, crowd.day)
        besides = everything - int(net[crowd.cards].sum())
        who = np.flatnonzero(crowd.cards)
        spread = Concentration.of(net[who], besides)
        found = _Ranked(crowd, days, ISSUED, who, net[who], receipts[who] > 0, spread)
        return found.active() if of == ACTIVE else found

    def _meant(self, told: RowsRef) -> _Ranked:
        crowd = self._base.meant(told)
        days = int(told.get("days") or crowd.scored.rules.window_days)
        days = 0 if told.get("days") == "0" else days
        return self._ranked(crowd, days, told.get("of") or ISSUED)

    def _top(self, told: RowsRef) -> Found:
        ranked = self._meant(told)
        count = ranked.spread.best(float(told.get("share") or SHARES[1]))
        at = np.sort(ranked.spread.order[:count])
        brings = np.maximum(ranked.net[at], 0) / _whole(ranked)
        title = say("The best {count} cards", count=count)
        heading = say("Part of all sales")
        return Found(title, ranked.crowd.ids[ranked.who[at]], heading, Unit.SHARE, brings, How.SUM)

    def _cards(self, told: RowsRef) -> Found:
        ranked = self._meant(told)
        said = say("Cards used") if ranked.of == ACTIVE else say("All cards given out")
        return Found(said, ranked.ids())

    def _half(self, told: RowsRef) -> Found:
        ranked = self._meant(told)
        half = ranked.spread.for_half()
        if half is None:
            raise UserError(say("All cards together do not bring half of the sales."))
        return Found(say("The best cards, who bring half of the sales"), ranked.ids(half))

    def _half_share(self, told: RowsRef) -> Found:
        ranked = self._meant(told)
        half = ranked.spread.for_half()
        if half is None:
            raise UserError(say("All cards together do not bring half of the sales."))
        among = np.zeros(ranked.who.size)
        among[ranked.spread.order[:half]] = 1.0
        return _among(ranked.crowd.ids[ranked.who], among, say("Among those who bring half"))

    def _gini(self, told: RowsRef) -> Found:
        ranked = self._meant(told)
        spent = np.maximum(ranked.net, 0).astype(np.float64)
        ids = ranked.crowd.ids[ranked.who]
        return Found(say("All cards"), ids, say("Net sales"), Unit.MONEY, spent, How.MODEL)

    def _dead(self, told: RowsRef) -> Found:
        crowd = self._base.meant(told)
        cards = crowd.cards
        dead = (crowd.scored.stage[cards] == DEAD).astype(np.float64)
        return _among(crowd.ids[cards], dead, say("Dead card"))


def _among(ids: Ints, flags: Floats, heading: str) -> Found:
    return Found(say("All cards"), ids, heading, Unit.COUNT, flags, How.MEAN)


def _whole(ranked: _Ranked) -> int:
    return max(ranked.spread.turnover, 1)


def _spread(ranked: _Ranked) -> Spread:
    spread = ranked.spread
    inputs = {"days": str(ranked.days), "of": ranked.of}
    half = spread.for_half()
    share = half / spread.cards if half is not None and spread.cards else None
    many = None if half is None else float(half)
    across, up = spread.curve()
    few = spread.cards < _FEW

    def rows(name: str, **more: str) -> RowsRef:
        return ranked.crowd.rows(name, **inputs, **more)

    return Spread(
        cards=Told("money.cards", float(spread.cards), Unit.COUNT, rows(CARDS)),
        top=tuple(
            TopShare(
                one,
                spread.best(one),
                Told(
                    "money.top_share",
                    spread.top_share(one),
                    Unit.SHARE,
                    rows(TOP, share=f"{one:g}"),
                    few_data=few,
                ),
            )
            for one in SHARES
        ),
        half=Told("money.cards_half", many, Unit.COUNT, rows(HALF)),
        half_share=Told("money.cards_for_half", share, Unit.SHARE, rows(HALF_SHARE), few_data=few),
        gini=Told("money.gini", spread.gini(), Unit.RATIO, rows(GINI), few_data=few),
        across=tuple(across.tolist()),
        up=tuple(up.tolist()),
    )


_FEW = 30


def _dead(crowd: Crowd) -> Told:
    cards: Flags = crowd.cards
    dead = int((crowd.scored.stage[cards] == DEAD).sum())
    every = int(cards.sum())
    rows = crowd.rows(DEAD_SHARE)
    return Told("money.dead_share", dead / every if every else None, Unit.SHARE, rows,
                few_data=every < _FEW)  # fmt: skip


def _nothing(crowd: Crowd | None, why: str) -> ConcentrationTold:
    return ConcentrationTold(
        as_of=None if crowd is None else crowd.as_of,
        days=0,
        are_cards=False,
        issued=None,
        active=None,
        dead=None,
        without=None,
        why_empty=why,
    )
