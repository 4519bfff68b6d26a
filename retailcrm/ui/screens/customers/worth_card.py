"""What the customer is to the shop: group and reason, scores, rhythm, sales, categories."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from retailcrm.core.definitions import meaning_of
from retailcrm.core.figures import NONE, Figures
from retailcrm.core.vocabulary import group_title, segment_title, stage_title
from retailcrm.core.words import say
from retailcrm.services.category_rows import CustomerCategories
from retailcrm.services.customers import CustomerProfile
from retailcrm.services.finding import Told
from retailcrm.services.value_rows import CustomerValue
from retailcrm.ui.kit.bars import SplitBar
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.chips import Chip, group_word
from retailcrm.ui.kit.layout import clear, column, line, row
from retailcrm.ui.kit.shown_figure import value_words
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.customers.behind import category_told, sales_figures, value_figures
from retailcrm.ui.screens.phrases import PLAIN

SHOWN_CATEGORIES = 5
SHOWN_NEVER = 3


class WorthCard(Card):
    """Group, scores and rhythm, each with its reason in words; figures open their rows.

    Signals:
        rows_requested: a `RowsRef`.
    """

    rows_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._customer = 0
        self._group: QHBoxLayout = row()
        self._reason = Text("", "body", "muted", wrap=True)
        self._chips: QHBoxLayout = row(gap=6)
        self._rhythm = Text("", "body", wrap=True)
        self._figures: QHBoxLayout = row(gap=24)
        self.add(self._group, self._reason, 6, self._chips, 2, self._rhythm, None)
        self._expected: QHBoxLayout = row(gap=24)
        self._doubt = Text("", "caption", "muted", wrap=True)
        self.add(line(), 4, self._figures, 4, self._expected, self._doubt)

    def show_profile(self, profile: CustomerProfile, figures: Figures) -> None:
        """Show this customer."""
        who = profile.row
        self._customer = who.customer_id
        clear(self._group)
        if who.group:
            self._group.addLayout(group_word(who.group, group_title(who.group)))
        else:
            self._group.addWidget(Text(say("In no group yet"), "medium", "muted"))
        self._reason.show_text(profile.group_reason)
        self._show_chips(profile)
        self._rhythm.show_text(profile.rhythm)
        clear(self._figures)
        names = (say("net sales, {currency}", currency=figures.currency), say("visits"),
                 say("a visit, {currency}", currency=figures.currency))  # fmt: skip
        for name, told in zip(names, sales_figures(profile), strict=False):
            if told.value is not None:
                words = value_words(told.value, told.unit, figures)
                self._add_figure(self._figures, told, name, words)
        for name, value in _days(profile, figures):
            self._figures.addLayout(
                column(Text(value, "number"), Text(name, "caption", "muted"), gap=0)
            )
        self._figures.addStretch(1)

    def show_value(self, value: CustomerValue | None, figures: Figures) -> None:
        """Show what the customer brought and will probably bring; nothing before a visit."""
        clear(self._expected)
        told = value_figures(self._customer, value)
        words = () if value is None else _value_words(value, figures)
        for (name, shown), one in zip(words, told, strict=True):
            self._add_figure(self._expected, one, name, shown)
        self._expected.addStretch(1)
        self._doubt.show_text("" if value is None else value.words)
        self._doubt.setVisible(value is not None)

    def _add_figure(self, into: QHBoxLayout, told: Told, name: str, words: str) -> None:
        opens = Button(words, "number", on_click=partial(self.rows_requested.emit, told.rows))
        opens.setAccessibleName(f"{name}: {words}")
        opens.setAccessibleDescription(meaning_of(told.key))
        below = Text(name, "caption", "muted")
        for part in (opens, below):
            part.setToolTip(meaning_of(told.key))
        into.addLayout(column(row(opens, None), below, gap=0))

    def _show_chips(self, profile: CustomerProfile) -> None:
        clear(self._chips)
        who = profile.row
        scores = (("R", profile.r), ("F", profile.f), ("M", profile.m))
        for letter, score in scores:
            if score is not None:
                self._chips.addWidget(Chip(f"{letter} {score}"))
        if who.segment:
            self._chips.addWidget(Chip(segment_title(who.segment), "accent"))
        if who.stage:
            is_alarm = who.stage in ("mia", "been_a_while")
            self._chips.addWidget(Chip(stage_title(who.stage), "warn" if is_alarm else "neutral"))
        self._chips.addStretch(1)


def _value_words(value: CustomerValue, figures: Figures) -> tuple[tuple[str, str], ...]:
    """Give amounts as ranges of whole money: nobody knows a customer's cents to come."""
    if value.low is None or value.high is None:
        expected = figures.whole(value.expected)
    elif value.high <= 0:
        expected = say("probably nothing")
    else:
        low, high = figures.whole(value.low), figures.whole(value.high)
        expected = say("{low} to {high}", low=low, high=high)
    currency = figures.currency
    return (
        (say("margin so far, {currency}", currency=currency), figures.amount(value.so_far)),
        (say("margin in the next 12 months, {currency}", currency=currency), expected),
        (say("visits in the next 12 months"), say("about {n}", n=figures.number(value.visits))),
    )


class CategoriesCard(Card):
    """What the customer buys, largest first; amounts open their receipts.

    Signals:
        rows_requested: a `RowsRef`.
    """

    rows_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__(say("Buys"), "-")
        self._bars = QGridLayout()
        self._bars.setContentsMargins(0, 4, 0, 0)
        self._bars.setHorizontalSpacing(12)
        self._bars.setVerticalSpacing(4)
        self._bars.setColumnStretch(1, 1)
        self._next = Text("", "body", wrap=True)
        self._reward = Text("", "caption", "muted", wrap=True)
        self.add(self._bars, 4, self._next, self._reward, None)
        self.show_next(None, PLAIN)

    def show_profile(self, profile: CustomerProfile, figures: Figures) -> None:
        """Show this customer."""
        clear(self._bars)
        bought = tuple(pair for pair in profile.categories if pair[1] > 0)
        total = sum(net for _name, net in bought)
        self.show_title(
            _title(bought, total, figures),
            say("Net sales by category, {currency}", currency=figures.currency),
        )
        for number, (name, net) in enumerate(bought[:SHOWN_CATEGORIES]):
            bar = SplitBar()
            bar.show_share(net / bought[0][1])
            label = Text(name or say("Without a category"))
            there = category_told(profile.row.customer_id, name, net).rows
            value = Button(
                figures.amount(net), "line", on_click=partial(self.rows_requested.emit, there)
            )
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            self._bars.addWidget(label, number, 0)
            self._bars.addWidget(bar, number, 1)
            self._bars.addWidget(value, number, 2, right)
        if words := _rest(bought, figures):
            self._bars.addWidget(Text(words, "caption", "muted"), SHOWN_CATEGORIES, 0, 1, 3)

    def show_next(self, known: CustomerCategories | None, figures: Figures) -> None:
        """Say what to show to the customer next, and which reward means something to them."""
        words = next_words(known, figures)
        self._next.show_text(words)
        self._next.setVisible(bool(words))
        reward = known.reward.text if known is not None and known.reward is not None else ""
        self._reward.show_text(reward)
        self._reward.setVisible(bool(reward))


def next_words(known: CustomerCategories | None, figures: Figures) -> str:
    """Say what to show next and why; else what was never bought."""
    if known is None:
        return ""
    if known.nexts:
        name, chance, because = known.nexts[0]
        return say(
            "Show {category} next: {share} of customers who buy alike have it; {because} points "
            "to it most.",
            category=name,
            share=figures.percent(chance, 0),
            because=because,
        )
    never = known.not_bought[:SHOWN_NEVER]
    if not never or not known.bought:
        return ""
    return say("Never bought: {categories}.", categories=", ".join(never))


def _rest(bought: tuple[tuple[str, int], ...], figures: Figures) -> str:
    if not bought:
        return say("Nothing with a category yet.")
    more = bought[SHOWN_CATEGORIES:]
    if not more:
        return ""
    return say(
        "{n} more, {amount}", n=len(more), amount=figures.amount(sum(net for _name, net in more))
    )


def _title(bought: tuple[tuple[str, int], ...], total: int, figures: Figures) -> str:
    if not bought or not total:
        return say("Buys")
    name, net = bought[0]
    return say(
        "{share} of it is {category}",
        share=figures.percent(net / total, 0),
        category=name or say("without a category"),
    )


def _days(profile: CustomerProfile, figures: Figures) -> tuple[tuple[str, str], ...]:
    who = profile.row
    if not profile.receipts:
        return ()
    days = (
        (say("first visit"), figures.day_year(who.first_on)),
        (say("last visit"), figures.day_year(who.last_on)),
    )
    return tuple(pair for pair in days if pair[1] != NONE)
