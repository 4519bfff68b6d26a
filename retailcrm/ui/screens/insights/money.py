"""Money: who brings it, where discounts go, what cards and the program bring."""

from retailcrm.core.figures import Figures
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.finding import Unit
from retailcrm.services.money_rows import (
    BestTold,
    ConcentrationTold,
    LeakageTold,
    ReturnTold,
    Spread,
    TopShare,
)
from retailcrm.ui.kit.picture.facts import (
    Axis,
    Curve,
    Head,
    Marked,
    PictureFacts,
    PictureTable,
    Scale,
    TableLine,
)
from retailcrm.ui.screens.insights.money_best import best_picture
from retailcrm.ui.screens.insights.money_leak import ASSUMED, leak_picture, leak_table
from retailcrm.ui.screens.insights.money_program import program_table
from retailcrm.ui.screens.insights.money_ticket import ticket_pictures
from retailcrm.ui.screens.insights.topic import ChoiceFacts, Chosen, PageFacts, ShownFigure
from retailcrm.ui.screens.phrases import figures_of
from retailcrm.ui.services_seen import Services

MARKED = 0.08
WORTH_SAYING = 0.005  # less would be written as 0 %
WINDOW, WHOSE = "days", "of"
YEAR, ALWAYS = "365", "0"
ISSUED, ACTIVE = "issued", "active"
LEAST = 20
"""Buyers without whom shares of them say nothing: a twentieth would be less than one."""


def read(services: Services, chosen: Chosen, progress: Progress) -> PageFacts:
    """Read everything about money."""
    money, figures = services.insights.money, figures_of(services.shop)
    days = int(chosen.get(WINDOW, YEAR))
    progress.step(0, 3, say("Who brings it"))
    spread = money.concentration(None, days)
    if spread.issued is None:
        return PageFacts(
            lacking=(say("Nothing to tell about money yet"), spread.why_empty), writes=figures
        )
    whose = chosen.get(WHOSE, ISSUED)
    if _buyers(spread) < LEAST:
        return _too_few(spread, money.concentration(None, int(ALWAYS)), (str(days), whose), figures)
    progress.step(1, 3, say("Where discounts go"))
    leak = money.leakage()
    progress.step(2, 3, say("What cards bring"))
    worth, program = money.best(), money.program_return()
    shown = spread.active if whose == ACTIVE and spread.active is not None else spread.issued
    pictures = (_curve(spread, shown, figures), best_picture(worth, figures))
    tables = (leak_table(leak, figures), program_table(program, figures))
    return PageFacts(
        finding=_finding(spread, shown, figures),
        doubt=_doubt(spread, figures),
        figures=_strip(spread, shown, (leak, worth, program), figures),
        pictures=(
            *pictures,
            leak_picture(leak, figures),
            *ticket_pictures(money.tickets(), figures),
        ),
        tables=tuple(one for one in tables if one is not None),
        choices=_choices(str(days), whose),
        writes=figures,
    )


def _buyers(spread: ConcentrationTold) -> float:
    return 0.0 if spread.active is None else spread.active.cards.value or 0.0


def _too_few(
    spread: ConcentrationTold,
    ever: ConcentrationTold,
    chosen: tuple[str, str],
    figures: Figures,
) -> PageFacts:
    """Say that there are too few to compare; keep the choices where another one has enough."""
    many = int(_buyers(spread))
    words = {"count": figures.count(many), "least": figures.count(LEAST)}
    if not many:
        bought = say("Nobody you know has bought in this time.")
    elif spread.are_cards:
        bought = say(
            "Only 1 card was used in this time."
            if many == 1
            else "Only {count} cards were used in this time.",
            **words,
        )
    else:
        bought = say(
            "Only 1 customer bought in this time."
            if many == 1
            else "Only {count} customers bought in this time.",
            **words,
        )
    title = say("Too few customers to compare")
    needs = say("Who brings the money is told from {least} on.", **words)
    if _buyers(ever) < LEAST:
        return PageFacts(lacking=(title, f"{bought} {needs}"), writes=figures)
    return PageFacts(
        finding=title, doubt=f"{bought} {needs}", choices=_choices(*chosen), writes=figures
    )


def _finding(spread: ConcentrationTold, shown: Spread, figures: Figures) -> str:
    best = _marked(shown)
    words = {
        "part": figures.percent(best.share, 0),
        "share": figures.percent(best.told.value, 0),
    }
    if spread.are_cards:
        return say("{part} of your cards bring {share} of your sales", **words)
    return say("{part} of your customers bring {share} of your sales", **words)


def _doubt(spread: ConcentrationTold, figures: Figures) -> str:
    said = [_period(spread, figures)]
    if (spread.without or 0.0) >= WORTH_SAYING:
        share = figures.percent(spread.without, 0)
        said.append(
            say("{share} of all sales came without a card and are in the whole.", share=share)
            if spread.are_cards
            else say("{share} of all sales came from nobody you know.", share=share)
        )
    if spread.dead is not None and (spread.dead.value or 0.0) >= WORTH_SAYING:
        share = figures.percent(spread.dead.value, 0)
        said.append(
            say("{share} of the cards are dead.", share=share)
            if spread.are_cards
            else say("{share} of the customers are as good as lost.", share=share)
        )
    return " ".join(said)


def _period(spread: ConcentrationTold, figures: Figures) -> str:
    until = figures.day_year(spread.as_of)
    if not spread.days:
        return say("Net sales from the first receipt to {day}.", day=until)
    return say("Net sales of the {days} to {day}.", days=figures.days(spread.days), day=until)


def _strip(
    spread: ConcentrationTold,
    shown: Spread,
    known: tuple[LeakageTold, BestTold, ReturnTold],
    figures: Figures,
) -> tuple[ShownFigure, ...]:
    best, (leak, worth, program) = _marked(shown), known
    half = (
        say("All cards together bring less than half.")
        if shown.half.value is None
        else say("{share} of them", share=figures.percent(shown.half_share.value, 0))
    )
    told = [
        (best.told, _many(spread, best.cards, figures)),
        (shown.half, half),
        (spread.dead, ""),
        (leak.leak_share, _all_assumed(leak, figures)),
        (worth.ratio, say("new customers, by a year’s margin")),
        (program.multiple, _if_assumed(program, figures)),
    ]
    return tuple(ShownFigure(one, why) for one, why in told if one is not None)


def _all_assumed(leak: LeakageTold, figures: Figures) -> str:
    if any(row.basis != ASSUMED for row in leak.rows):
        return say("of all discounts given")
    share = figures.percent(leak.assumed, 0)
    return say("if the program brings {share}", share=share)


def _if_assumed(program: ReturnTold, figures: Figures) -> str:
    if program.multiple is None or program.multiple.value is None:
        return say("It costs nothing yet.")
    if program.basis != ASSUMED or program.brought is None:
        return say("1 is break-even")
    return say(
        "if it brings {share}; 1 is break-even", share=figures.percent(program.brought.value, 0)
    )


def _choices(days: str, whose: str) -> tuple[ChoiceFacts, ...]:
    return (
        ChoiceFacts(
            WINDOW,
            say("Sales of"),
            ((YEAR, say("The last year")), (ALWAYS, say("All years"))),
            days,
        ),
        ChoiceFacts(
            WHOSE,
            say("Counted"),
            ((ISSUED, say("All cards")), (ACTIVE, say("Only cards used"))),
            whose,
        ),
    )


def _many(spread: ConcentrationTold, count: float, figures: Figures) -> str:
    """Count cards, or customers in a shop without cards."""
    if spread.are_cards:
        return say("1 card" if count == 1 else "{count} cards", count=figures.count(count))
    return say("1 customer" if count == 1 else "{count} customers", count=figures.count(count))


def _marked(shown: Spread) -> TopShare:
    return next(one for one in shown.top if one.share == MARKED)


def _curve(spread: ConcentrationTold, shown: Spread, figures: Figures) -> PictureFacts:
    best = _marked(shown)
    points = tuple(zip(shown.across, shown.up, strict=True))
    whose = say("Cards, the best first, %") if spread.are_cards else say("Customers, %")
    marks = Curve(
        points,
        x=Axis(whose, Scale.SHARE, 0.0, 1.0),
        y=Axis(say("Sales, %"), Scale.SHARE, 0.0, shown.up[-1]),
        marked=_points(shown, best, figures),
        has_diagonal=True,
        diagonal_words=say("if all brought the same"),
    )
    half = shown.half.value
    title = (
        say("All cards together bring less than half of your sales")
        if half is None
        else say("Half of your sales come from {who}", who=_many(spread, half, figures))
    )
    return PictureFacts(
        name="concentration",
        title=title,
        marks=marks,
        figures=figures,
        caption=say("Share of all sales that the best bring together"),
        key="money.top_share",
        table=_table(spread, shown),
        rows=shown.cards.rows,
    )


def _points(shown: Spread, best: TopShare, figures: Figures) -> tuple[Marked, ...]:
    made = [
        Marked(
            best.cards / max(shown.cards.value or 1.0, 1.0),
            best.told.value or 0.0,
            say(
                "{part} bring {share}",
                part=figures.percent(best.share, 0),
                share=figures.percent(best.told.value, 0),
            ),
            best.told.rows,
        )
    ]
    if shown.half_share.value is not None:
        words = say("{part} bring half", part=figures.percent(shown.half_share.value, 0))
        made.append(Marked(shown.half_share.value, 0.5, words, shown.half.rows))
    return tuple(made)


def _table(spread: ConcentrationTold, shown: Spread) -> PictureTable:
    heads = (
        Head(say("The best, %"), Unit.SHARE),
        Head(say("Cards") if spread.are_cards else say("Customers"), Unit.COUNT, "money.cards"),
        Head(say("Part of all sales, %"), Unit.SHARE, "money.top_share"),
    )
    lines = tuple(
        TableLine((one.share, float(one.cards), one.told.value), one.told.rows) for one in shown.top
    )
    return PictureTable(heads, lines)
