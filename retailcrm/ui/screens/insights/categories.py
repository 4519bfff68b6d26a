"""Categories: who buys what, what goes together, and what to show to whom next."""

from retailcrm.core.figures import Figures
from retailcrm.core.progress import Progress
from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.words import say
from retailcrm.services.category_rows import CategoriesOverview, CategoryRow, NextRow, PairRow
from retailcrm.services.finding import Told, Unit
from retailcrm.ui.kit.picture.facts import (
    Axis,
    Bar,
    Cell,
    Head,
    Heat,
    HeatRow,
    PictureFacts,
    PictureTable,
    Ranked,
    Scale,
    TableLine,
)
from retailcrm.ui.screens.insights.topic import (
    ChoiceFacts,
    Chosen,
    PageFacts,
    ShownFigure,
    TableFacts,
)
from retailcrm.ui.screens.phrases import figures_of
from retailcrm.ui.services_seen import Services

SHOWN_BARS = 14
LONGEST_HEAD = 11
SHOWN_PEOPLE = 12
SHOWN_PAIRS = 12
SHOW = "show"


def read(services: Services, chosen: Chosen, progress: Progress) -> PageFacts:
    """Read everything about categories; at the first time all receipts are read."""
    found = services.insights.categories.overview(progress=progress)
    figures = figures_of(services.shop)
    if not found.rows or found.customers is None or not found.customers.value:
        return PageFacts(lacking=_lacking(found))
    wanted = _wanted(found.rows, chosen.get(SHOW))
    suggests = any(one.show_to.value for one in found.rows)
    people = services.insights.categories.show_to(wanted.name, limit=SHOWN_PEOPLE)
    return PageFacts(
        finding=_finding(found, figures),
        doubt=_doubt(found, figures),
        figures=_figures(found, figures),
        pictures=(_bars(found, figures), _shown_to(found, figures), _matrix(found, figures)),
        tables=(
            *((_show_table(wanted, people, figures),) if suggests else ()),
            _category_table(found, figures),
            *([_pair_table(found.pairs)] if found.pairs else []),
        ),
        choices=(_choice(found, wanted),) if suggests else (),
        writes=figures,
    )


def _lacking(found: CategoriesOverview) -> tuple[str, str]:
    if found.customers is not None and found.customers.value:
        return (
            say("Your till names no categories"),
            say(
                "Give your articles categories in the till, and export the sales with them: "
                "then you see who buys what, and what to show to whom."
            ),
        )
    return (
        say("Nobody whom the books know has bought anything yet"),
        say("Categories are told once customers are named on their receipts."),
    )


def _wanted(rows: tuple[CategoryRow, ...], told: str | None) -> CategoryRow:
    """Give the category chosen; by itself the one that most may be shown."""
    by_id = {str(one.category_id): one for one in rows}
    if told in by_id:
        return by_id[str(told)]
    return max(rows, key=lambda one: one.show_to.value or 0)


def _choice(found: CategoriesOverview, wanted: CategoryRow) -> ChoiceFacts:
    options = tuple((str(one.category_id), _asked(one)) for one in found.rows)
    return ChoiceFacts(SHOW, say("Whom to show"), options, str(wanted.category_id))


def _asked(row: CategoryRow) -> str:
    return say("Whom to show {category}", category=row.name)


def _finding(found: CategoriesOverview, figures: Figures) -> str:
    told = found.breadth.value if found.breadth is not None else None
    return say(
        "A customer buys in {breadth} of your {all} categories; {moved} tried a new one lately",
        breadth=figures.number(told),
        all=figures.count(len(found.rows) + found.left_out),
        moved=figures.count(found.moved.value if found.moved else None),
    )


def _doubt(found: CategoriesOverview, figures: Figures) -> str:
    since = (
        say("since {day}", day=figures.day_year(found.since)) if found.since else say("at any time")
    )
    return say(
        "Customers who came {since}. What is suggested is mostly what is popular with people who "
        "buy alike: leave some out of each letter to see what it really brings.",
        since=since,
    )


def _figures(found: CategoriesOverview, figures: Figures) -> tuple[ShownFigure, ...]:
    before = figures.count(found.moved_before.value if found.moved_before else None)
    shown: list[tuple[Told | None, str]] = [
        (found.customers, ""),
        (found.breadth, ""),
        (found.moved, say("{n} in the 90 days before", n=before)),
    ]
    return tuple(ShownFigure(told, why) for told, why in shown if told is not None)


def _bars(found: CategoriesOverview, figures: Figures) -> PictureFacts:
    rows = found.rows[:SHOWN_BARS]
    best = rows[0]
    bars = tuple(
        Bar(
            one.name,
            one.penetration.value,
            low=one.penetration.low,
            high=one.penetration.high,
            is_strong=one is best,
            rows=one.penetration.rows,
            tip=say(
                "{category}: {n} customers, {share}",
                category=one.name,
                n=figures.count(one.buyers.value),
                share=figures.percent(one.penetration.value),
            ),
        )
        for one in rows
    )
    return PictureFacts(
        name="category_penetration",
        title=say(
            "{category} reaches {share} of your customers",
            category=best.name,
            share=figures.percent(best.penetration.value, 0),
        ),
        caption=say("Share of customers who bought in the category, %"),
        marks=Ranked(bars, Axis(say("Customers, %"), Scale.SHARE), label_heading=say("Category")),
        figures=figures,
        key="category.penetration",
        rows=found.customers.rows if found.customers else None,
    )


def _shown_to(found: CategoriesOverview, figures: Figures) -> PictureFacts:
    rows = sorted(found.rows, key=lambda one: (-(one.show_to.value or 0), one.name))[:SHOWN_BARS]
    rows = [one for one in rows if one.show_to.value]
    if not rows:
        return PictureFacts(
            name="category_show_to",
            title=say("Nothing to suggest yet"),
            marks=None,
            figures=figures,
            caption=say("Customers by the best category they have not bought"),
            nothing=say(
                "Too few have bought to tell what goes with what: a category is suggested once "
                "thirty customers have bought it."
            ),
        )
    best = rows[0]
    bars = tuple(
        Bar(
            one.name,
            one.show_to.value,
            is_strong=one is best,
            rows=one.show_to.rows,
            tip=say(
                "{category}: the best next thing for 1 customer"
                if one.show_to.value == 1
                else "{category}: the best next thing for {n} customers",
                category=one.name,
                n=figures.count(one.show_to.value),
            ),
        )
        for one in rows
    )
    return PictureFacts(
        name="category_show_to",
        title=say(
            "Show {category} first: to 1 customer"
            if best.show_to.value == 1
            else "Show {category} first: to {n} customers",
            category=best.name,
            n=figures.count(best.show_to.value),
        ),
        caption=say("Customers by the best category they have not bought this year"),
        marks=Ranked(bars, Axis(say("Customers")), label_heading=say("Category")),
        figures=figures,
        key="category.show_to",
    )


def _matrix(found: CategoriesOverview, figures: Figures) -> PictureFacts:
    held = found.matrix
    pairs = {(one.first, one.second): one for one in found.pairs}
    rows = tuple(
        HeatRow(
            name,
            tuple(
                _cell(share, (pairs.get((a, b)), sure), (name, other), figures)
                for b, other, share, sure in zip(held.ids, held.names, shares, holds, strict=True)
            ),
        )
        for a, name, shares, holds in zip(
            held.ids, held.names, held.shares, held.holds, strict=True
        )
    )
    return PictureFacts(
        name="category_matrix",
        title=_pair_title(found, figures),
        caption=say("Of those who buy the row, so many also buy the column, %"),
        marks=Heat(
            tuple(map(_short, held.names)),
            rows,
            column_heading=say("also buy"),
            row_heading=say("Buyers of"),
        ),
        figures=figures,
        key="category.confidence",
        is_wide=True,
    )


def _short(name: str) -> str:
    """Give a name that fits above a narrow cell; the row of the same name has the whole."""
    return name if len(name) <= LONGEST_HEAD else f"{name[: LONGEST_HEAD - 1].rstrip(' &')}…"


def _cell(
    share: float | None,
    known: tuple[PairRow | None, bool],
    names: tuple[str, str],
    figures: Figures,
) -> Cell | None:
    if share is None:
        return None
    pair, holds = known
    first, second = names
    told = say(
        "{share} of those who buy {first} also buy {second}",
        share=figures.percent(share),
        first=first,
        second=second,
    )
    if pair is not None:
        often = figures.number(pair.lift.value)
        told += " · " + say("{n} times as often as everybody", n=often)
    elif not holds:
        told += " · " + say("no more than chance would have it")
    return Cell(share, rows=None if pair is None else pair.confidence.rows, tip=told)


def _pair_title(found: CategoriesOverview, figures: Figures) -> str:
    if not found.pairs:
        return say("No two categories go together more than by chance")
    best = max(found.pairs, key=lambda one: one.confidence.value or 0)
    return say(
        "{share} of those who buy {first} also buy {second}",
        share=figures.percent(best.confidence.value, 0),
        first=best.first_name,
        second=best.second_name,
    )


def _show_table(wanted: CategoryRow, people: tuple[NextRow, ...], figures: Figures) -> TableFacts:
    many = wanted.show_to.value or 0
    title = (
        say(
            "Show {category} to 1 customer" if many == 1 else "Show {category} to {n} customers",
            category=wanted.name,
            n=figures.count(many),
        )
        if many
        else say("Nobody has {category} as the best next thing", category=wanted.name)
    )
    return TableFacts(
        "category_next",
        title,
        PictureTable(
            (
                Head(say("Customer")),
                Head(say("Card")),
                Head(say("Similar buyers who buy it, %"), Unit.SHARE),
                Head(say("Because they buy")),
            ),
            tuple(
                TableLine(
                    (one.name, one.card, one.chance, one.because),
                    rows("customers", customer=str(one.customer_id)),
                )
                for one in people
            ),
        ),
        say("The likeliest first; a line opens the person."),
    )


def _category_table(found: CategoriesOverview, figures: Figures) -> TableFacts:
    def line(one: CategoryRow, rows: RowsRef) -> TableLine:
        told = (one.buyers, one.penetration, one.net_sales, one.new_buyers, one.show_to)
        return TableLine((one.name, *(cell.value for cell in told)), rows)

    return TableFacts(
        "categories",
        say("Every category"),
        PictureTable(
            (
                Head(say("Category")),
                Head(say("Buyers"), Unit.COUNT, "category.buyers"),
                Head(say("Bought by, %"), Unit.SHARE, "category.penetration"),
                Head(
                    say("Net sales to them, {currency}", currency=figures.currency),
                    Unit.MONEY,
                    "category.net_sales",
                ),
                Head(say("First-time buyers, 90 days"), Unit.COUNT, "category.new_buyers"),
                Head(say("Show it to"), Unit.COUNT, "category.show_to"),
            ),
            tuple(line(one, one.buyers.rows) for one in found.rows),
        ),
        say("A line opens its buyers."),
    )


def _pair_table(pairs: tuple[PairRow, ...]) -> TableFacts:
    return TableFacts(
        "category_pairs",
        say("Bought the one, never the other"),
        PictureTable(
            (
                Head(say("Bought")),
                Head(say("Goes with")),
                Head(say("Never bought it"), Unit.COUNT, "category.never"),
                Head(say("Buy both"), Unit.COUNT, "category.both"),
                Head(say("Also buy, %"), Unit.SHARE, "category.confidence"),
                Head(say("Against everybody, times"), Unit.RATIO, "category.lift"),
            ),
            tuple(
                TableLine(
                    (
                        one.first_name,
                        one.second_name,
                        one.never.value,
                        one.both.value,
                        one.confidence.value,
                        one.lift.value,
                    ),
                    one.never.rows,
                )
                for one in pairs[:SHOWN_PAIRS]
            ),
        ),
        say(
            "Pairs with at least ten buyers of both that are no accident, most buyers first; "
            "a line opens those who never bought the other."
        ),
    )
