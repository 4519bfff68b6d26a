"""At the till: rates that stand out, and the receipts behind them; nobody is accused."""

from retailcrm.core.figures import Figures
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.finding import Unit
from retailcrm.services.till_watch_rows import CardRow, HandRow, TillWatchTold
from retailcrm.ui.kit.picture.facts import Head, PictureTable, TableLine
from retailcrm.ui.screens.insights.topic import (
    ChoiceFacts,
    Chosen,
    PageFacts,
    ShownFigure,
    TableFacts,
)
from retailcrm.ui.screens.phrases import figures_of, listed
from retailcrm.ui.services_seen import Services

MONTH = "month"


def read(services: Services, chosen: Chosen, _progress: Progress) -> PageFacts:
    """Read a month at the till."""
    picked = chosen.get(MONTH)
    found = services.insights.till_watch.look(int(picked) if picked else None)
    figures = figures_of(services.shop)
    if found.month is None:
        return PageFacts(lacking=(say("Nothing to look at yet"), found.why_empty), writes=figures)
    told = (found.used, found.shown) if found.has_cards else ()
    strip = [ShownFigure(one) for one in told if one is not None]
    return PageFacts(
        finding=_finding(found, figures),
        doubt=_doubt(found, figures),
        figures=tuple(strip),
        tables=tuple(one for one in (_cards(found, figures), _people(found)) if one is not None),
        choices=(_choice(found, figures),),
        writes=figures,
    )


def _finding(found: TillWatchTold, figures: Figures) -> str:
    if found.is_quiet:
        return say("Nothing stands out")
    cards, people = len(found.cards), sum(bool(one.reasons) for one in found.people)
    said = []
    if cards:
        said.append(
            say("one card") if cards == 1 else say("{count} cards", count=figures.count(cards))
        )
    if people:
        said.append(
            say("entries of one person")
            if people == 1
            else say("entries of {count} people", count=figures.count(people))
        )
    return say("Worth a look in {month}: {what}", month=figures.month(found.month),
               what=listed(tuple(said)))  # fmt: skip


def _doubt(found: TillWatchTold, figures: Figures) -> str:
    said = []
    if found.is_quiet:
        said.append(
            say(
                "Looked at in {month}: {what}.",
                month=figures.month(found.month),
                what=listed(_looked_at(found)),
            )
        )
    else:
        said.append(
            say(
                "There may be a good reason, such as an office that shops with one card. Look at "
                "the receipts and ask before you think the worse of anybody."
            )
        )
    if not found.has_cards:
        said.append(say("Nobody has a card of yours, so there is no use of cards to look at."))
        return " ".join(said)
    if not found.names_staff:
        said.append(say("Your till does not say who served, so that is left out."))
    if not found.tells_time:
        said.append(say("Your till does not say the time of day, so that is left out."))
    return " ".join(said)


def _looked_at(found: TillWatchTold) -> tuple[str, ...]:
    """Name what the till's own words allow to be looked at."""
    return tuple(
        words
        for words, told in (
            (say("cards used many times a day"), found.has_cards),
            (say("cards always served by one person"), found.has_cards and found.names_staff),
            (say("cards at two tills at once"), found.has_cards and found.tells_time),
            (say("points given by hand"), True),
        )
        if told
    )


def _choice(found: TillWatchTold, figures: Figures) -> ChoiceFacts:
    options = tuple((str(one), figures.month(one)) for one in found.months)
    return ChoiceFacts(MONTH, say("Month"), options, str(found.month))


def _cards(found: TillWatchTold, figures: Figures) -> TableFacts | None:
    if not found.cards:
        return None
    heads = (
        Head(say("Customer")),
        Head(say("Card")),
        Head(say("Receipts"), Unit.COUNT, "till.receipts"),
        Head(say("Days"), Unit.COUNT),
        Head(say("Mostly served by")),
        Head(say("Of them"), Unit.COUNT, "till.by_main"),
        Head(say("What stands out")),
    )
    return TableFacts(
        "till_cards",
        say("Cards used in an unusual way"),
        PictureTable(heads, tuple(_card_line(one, figures) for one in found.cards)),
        say("A line opens the receipts."),
    )


def _card_line(row: CardRow, figures: Figures) -> TableLine:
    only = row.reasons == ("one_person",) and row.by_main is not None
    behind = row.by_main if only and row.by_main is not None else row.receipts
    return TableLine(
        (
            row.name,
            row.card,
            row.receipts.value,
            float(row.days),
            row.mainly,
            None if row.by_main is None else row.by_main.value,
            "; ".join(_card_reason(one, row, figures) for one in row.reasons),
        ),
        behind.rows,
    )


def _card_reason(key: str, row: CardRow, figures: Figures) -> str:
    if key == "often":
        many = figures.number((row.receipts.value or 0.0) / max(row.days, 1), 1)
        return say("{many} receipts a day when used", many=many)
    if key == "one_person":
        return say("by chance it would be {expected}", expected=figures.number(row.expected, 0))
    return say("{count} times at two tills within minutes", count=figures.count(row.at_once))


def _people(found: TillWatchTold) -> TableFacts | None:
    if not found.people:
        return None
    heads = (
        Head(say("Who booked")),
        Head(say("By hand"), Unit.COUNT, "till.entries"),
        Head(say("Customers"), Unit.COUNT),
        Head(say("Points given"), Unit.COUNT, "till.given"),
        Head(say("Points taken"), Unit.COUNT),
        Head(say("Used within the hour"), Unit.COUNT, "till.soon"),
        Head(say("What stands out")),
    )
    lines = tuple(
        TableLine(
            (
                one.actor,
                one.entries.value,
                float(one.customers),
                one.given.value,
                float(one.taken),
                one.used_soon.value,
                listed(tuple(_in_short(reason) for reason in one.reasons)),
            ),
            one.used_soon.rows if one.reasons == ("soon",) else one.entries.rows,
        )
        for one in found.people
    )
    return TableFacts(
        "points_by_hand",
        say("Points given and taken by hand"),
        PictureTable(heads, lines),
        " ".join((*_reasons(found), say("A line opens the customers whose points were changed."))),
    )


def _reasons(found: TillWatchTold) -> tuple[str, ...]:
    """Say in a sentence for each person what stands out."""
    return tuple(
        say(
            "{name}: {reasons}.",
            name=one.actor,
            reasons=listed(tuple(_hand_reason(key, one) for key in one.reasons)),
        )
        for one in found.people
        if one.reasons
    )


def _in_short(key: str) -> str:
    if key == "many":
        return say("many")
    return say("one card") if key == "one_card" else say("used soon")


def _hand_reason(key: str, row: HandRow) -> str:
    if key == "many":
        return say("several times as many entries as others")
    if key == "one_card":
        return say("nearly all to {name}", name=row.main or say("one card"))
    return say("{count} times used within the hour", count=int(row.used_soon.value or 0))
