"""The columns of the tables about lists."""

from retailcrm.core.words import say
from retailcrm.services.left_out import LeftOutRow
from retailcrm.services.list_rows import ExportRow, ListRow
from retailcrm.ui.kit.table import Column
from retailcrm.ui.screens.phrases import PLAIN

LEFT_OUT: tuple[Column[LeftOutRow], ...] = (
    Column("reason", say("Why"), lambda one: one.title, is_strong=True),
    Column("people", say("People"), lambda one: PLAIN.count(one.people), is_number=True, width=90),
)
SAVED: tuple[Column[ListRow], ...] = (
    Column("name", say("List"), lambda one: one.name, is_strong=True),
    Column(
        "people",
        say("People"),
        lambda one: "" if one.people is None else PLAIN.count(one.people),
        is_number=True,
        width=80,
    ),
    Column(
        "kind",
        say("Kind"),
        lambda one: say("grows with the books") if one.follows else say("as pasted"),
        width=150,
        tone=lambda _: "muted",
    ),
)


LOG: tuple[Column[ExportRow], ...] = (
    Column("at", say("Written"), lambda one: PLAIN.day_year(one.at.date()), width=100),
    Column(
        "title", say("List"), lambda one: one.title, is_strong=True, whole=lambda one: one.title
    ),
    Column("service", say("For"), lambda one: one.made_for, width=128),
    Column("in", say("In it"), lambda one: PLAIN.count(one.included), is_number=True, width=56),
    Column(
        "left_out",
        say("Left out"),
        lambda one: PLAIN.count(sum(count for _, count in one.excluded)),
        is_number=True,
        width=72,
    ),
)
