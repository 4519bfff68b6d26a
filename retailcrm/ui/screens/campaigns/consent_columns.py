"""The columns of the tables about consent."""

from collections.abc import Callable

from retailcrm.core.definitions import meaning_of, name_of
from retailcrm.core.words import say
from retailcrm.services.consent_rows import ChannelRow, EventRow, WordingRow
from retailcrm.services.consents import how_title
from retailcrm.services.finding import Told
from retailcrm.ui.kit.table import Column
from retailcrm.ui.screens.counter.asking import channel_title
from retailcrm.ui.screens.moments import day_words
from retailcrm.ui.screens.phrases import PLAIN

RULES = {
    "yes": "needs a yes",
    "implied": "a yes or a purchase",
    "unless_refused": "unless refused",
}


#: counts of those whose purchase stands for a yes, or did
BY_PURCHASE = frozenset({"implied", "expired"})


def channel_columns() -> tuple[Column[ChannelRow], ...]:
    """Give the columns of how everyone stands."""
    return (
        Column("channel", say("Channel"), lambda one: channel_title(one.channel), is_strong=True),
        _count("yes", lambda one: one.yes, 78),
        _count("no", lambda one: one.no, 72),
        _count("never", lambda one: one.never, 92),
        _count("implied", lambda one: one.implied, 150),
        _count("expired", lambda one: one.expired, 156),
        Column("rule", say("To write"), lambda one: say(RULES[one.rule]), width=136,
               tone=lambda _: "muted"),
    )  # fmt: skip


def event_columns(zone: str) -> tuple[Column[EventRow], ...]:
    """Give the columns of the newest answers."""
    return (
        Column("at", say("Day"), lambda one: day_words(one.at, zone), width=108),
        Column("name", say("Who"), lambda one: one.name, is_strong=True),
        Column("channel", say("Channel"), lambda one: channel_title(one.channel), width=112),
        Column("given", say("Answer"), lambda one: say("yes") if one.given else say("no"),
               width=64, is_strong=True),
        Column("how", say("Came"), lambda one: how_title(one.how), width=180,
               tone=lambda _: "muted", whole=lambda one: one.source),
        Column("wording", say("Asked with"), lambda one: one.wording, width=220,
               tone=lambda _: "muted", whole=lambda one: one.wording),
    )  # fmt: skip


def wording_columns() -> tuple[Column[WordingRow], ...]:
    """Give the columns of a question's versions."""
    return (
        Column("since", say("Since"), _since, width=104),
        Column("text", say("Words"), lambda one: one.text, is_strong=True,
               whole=lambda one: one.text),
        Column("asked", say("Asked"), lambda one: PLAIN.count(one.asked), is_number=True, width=64),
    )  # fmt: skip


def _since(one: WordingRow) -> str:
    return say("always") if one.since is None else PLAIN.day_year(one.since)


def _count(key: str, figure: Callable[[ChannelRow], Told], width: int) -> Column[ChannelRow]:
    def text(one: ChannelRow) -> str:
        is_told = key not in BY_PURCHASE or one.rule == "implied"
        return PLAIN.count(figure(one).value) if is_told else ""

    return Column(
        key, name_of(f"consent.{key}"), text,
        is_number=True, width=width, tip=meaning_of(f"consent.{key}"),
    )  # fmt: skip
