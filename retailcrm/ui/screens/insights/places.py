"""Places: where customers live, which places promise most, and which look alike."""

from retailcrm.core.figures import Figures
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.finding import Told, Unit
from retailcrm.services.place_rows import AlikeRow, PlaceRow, PlacesOverview
from retailcrm.ui.kit.picture.facts import (
    Axis,
    Bar,
    Bubble,
    Bubbles,
    Head,
    PictureFacts,
    PictureTable,
    Ranked,
    Rule,
    Scale,
    TableLine,
)
from retailcrm.ui.screens.insights.topic import Chosen, PageFacts, ShownFigure, TableFacts
from retailcrm.ui.screens.phrases import figures_of
from retailcrm.ui.services_seen import Services

SHOWN_BARS = 12
SHOWN_BUBBLES = 60
_USUAL = 100.0


def read(services: Services, _chosen: Chosen, _progress: Progress) -> PageFacts:
    """Read everything about places."""
    found, figures = services.insights.places.overview(), figures_of(services.shop)
    if found.known is None or not found.known.value:
        return PageFacts(lacking=_lacking())
    served = tuple(one for one in found.places if one.customers.value)
    return PageFacts(
        finding=_finding(found, served, figures),
        doubt=_doubt(found, figures),
        figures=_figures(found, figures),
        pictures=_pictures(found, served, figures),
        tables=(
            _place_table(found, figures),
            *([_alike_table(found, figures)] if found.alike else []),
        ),
        writes=figures,
    )


def place_name(place: PlaceRow | AlikeRow) -> str:
    """Name a place: "03801 Portsmouth"."""
    return f"{place.postcode} {place.name}".strip()


def _lacking() -> tuple[str, str]:
    return (
        say("No postcode of a customer is known yet"),
        say(
            "Ask for it when you enrol somebody, or import your customer list with addresses: "
            "then you see where your best customers live, and where more of them may."
        ),
    )


def _finding(found: PlacesOverview, served: tuple[PlaceRow, ...], figures: Figures) -> str:
    ranked = [one for one in served if one.inside and one.index.value is not None]
    if ranked and (ranked[0].index.low or 0) > _USUAL:
        times = (ranked[0].index.value or 0) / _USUAL
        return say(
            "{place} has {times} times the best customers of other places its size",
            place=place_name(ranked[0]),
            times=figures.number(times),
        )
    most = max(served, key=lambda one: one.customers.value or 0)
    known = found.known.value if found.known else None
    share = (most.customers.value or 0) / known if known else None
    return say(
        "{share} of your customers live in {place}",
        share=figures.percent(share, 0),
        place=place_name(most),
    )


def _doubt(found: PlacesOverview, figures: Figures) -> str:
    said = [
        say(
            "Customers of the year until {day}; the best are {best}.",
            day=figures.day_year(found.as_of),
            best=found.best_are,
        )
    ]
    if found.table is not None and found.table.people:
        said.append(say("{column} stands for households.", column=found.table.people))
    if found.lacking and not found.alike:
        said.append(found.lacking)
    return " ".join(said)


def _figures(found: PlacesOverview, figures: Figures) -> tuple[ShownFigure, ...]:
    del figures
    shown: list[Told | None] = [found.known, found.area, found.without]
    return tuple(ShownFigure(one) for one in shown if one is not None)


def _pictures(
    found: PlacesOverview, served: tuple[PlaceRow, ...], figures: Figures
) -> tuple[PictureFacts, ...]:
    ranked = tuple(one for one in served if one.inside and one.index.value is not None)
    if not ranked:
        return (_customers(served, figures),)
    return (_index(ranked, figures), _sizes(found, ranked, figures))


def _customers(served: tuple[PlaceRow, ...], figures: Figures) -> PictureFacts:
    """Rank places by customers where nobody told how many households they have."""
    rows = sorted(served, key=lambda one: (-(one.customers.value or 0), one.postcode))
    bars = tuple(
        Bar(
            place_name(one),
            one.customers.value,
            is_strong=one is rows[0],
            rows=one.customers.rows,
            tip=_tip(one, figures),
        )
        for one in rows[:SHOWN_BARS]
    )
    return PictureFacts(
        name="customers_by_place",
        title=say(
            "Most customers live in {place}: {n}",
            place=place_name(rows[0]),
            n=figures.count(rows[0].customers.value),
        ),
        caption=say("Customers of the year by postcode"),
        marks=Ranked(bars, Axis(say("Customers")), label_heading=say("Postcode")),
        figures=figures,
        key="place.customers",
        is_wide=True,
    )


def _index(ranked: tuple[PlaceRow, ...], figures: Figures) -> PictureFacts:
    bars = tuple(
        Bar(
            place_name(one),
            one.index.value,
            low=one.index.low,
            high=one.index.high,
            note=figures.count(one.index.value),
            is_strong=(one.index.low or 0) > _USUAL,
            rows=one.index.rows,
            tip=_tip(one, figures),
        )
        for one in ranked[:SHOWN_BARS]
    )
    sure = sum((one.index.low or 0) > _USUAL for one in ranked)
    title = (
        say("{n} places have more best customers than is usual", n=figures.count(sure))
        if sure > 1
        else say("One place has more best customers than is usual")
        if sure
        else say("No place stands out for sure")
    )
    return PictureFacts(
        name="best_by_place",
        title=title,
        caption=say(
            "Best customers per household against the trade area; on its line the truth almost "
            "certainly lies, and by the lower end the places are sorted"
        ),
        marks=Ranked(
            bars,
            Axis(say("Index")),
            label_heading=say("Postcode"),
            rule=Rule(_USUAL, say("100: usual")),
        ),
        figures=figures,
        key="place.index",
    )


def _sizes(found: PlacesOverview, ranked: tuple[PlaceRow, ...], figures: Figures) -> PictureFacts:
    shown = [one for one in ranked if one.households and one.per_thousand.value is not None]
    bubbles = tuple(
        Bubble(
            place_name(one),
            float(one.households or 0),
            one.per_thousand.value or 0.0,
            size=one.best.value or 0.0,
            is_strong=(one.index.low or 0) > _USUAL,
            rows=one.customers.rows,
            tip=_tip(one, figures),
        )
        for one in shown[:SHOWN_BUBBLES]
    )
    room = max(shown, key=lambda one: (one.prospects or 0) * (one.found.value or 0), default=None)
    title = say("Customers among the households of each place")
    if room is not None:
        title = say(
            "{place} has most to win: {n} households do not buy yet",
            place=place_name(room),
            n=figures.count(room.prospects),
        )
    return PictureFacts(
        name="places_by_size",
        title=title,
        caption=say("Size: best customers; dark: more of them than is usual, for sure"),
        marks=Bubbles(
            bubbles,
            Axis(say("Households"), low=0),
            Axis(say("Customers per 1,000 households"), Scale.RATIO, low=0),
            size_heading=say("Best customers"),
            label_heading=say("Postcode"),
        ),
        figures=figures,
        key="place.per_thousand",
        rows=found.area.rows if found.area else None,
    )


def _tip(place: PlaceRow, figures: Figures) -> str:
    said = [
        place_name(place),
        say("{n} customers", n=figures.count(place.customers.value)),
        say("{n} of the best", n=figures.count(place.best.value)),
    ]
    if place.households is not None:
        said.append(say("{n} households", n=figures.count(place.households)))
    return " · ".join(said)


def _place_table(found: PlacesOverview, figures: Figures) -> TableFacts:
    currency = figures.currency
    bare = (
        Head(say("Postcode")),
        Head(say("Customers"), Unit.COUNT, "place.customers"),
        Head(say("Best customers"), Unit.COUNT, "place.best"),
        Head(say("Net sales, {currency}", currency=currency), Unit.MONEY, "place.net_sales"),
    )
    compared = (
        Head(say("Households"), Unit.COUNT, "households"),
        Head(say("Per 1,000"), Unit.RATIO, "place.per_thousand"),
        Head(say("Index, 100 is usual"), Unit.COUNT, "place.index"),
        Head(say("At least"), Unit.COUNT, "place.index_low"),
        Head(say("In 1,000 letters"), Unit.RATIO, "place.found"),
    )
    with_table = found.table is not None

    def line(one: PlaceRow) -> TableLine:
        own = (place_name(one), one.customers.value, one.best.value, one.net_sales.value)
        more = (
            one.households,
            one.per_thousand.value,
            one.index.value if one.inside else None,
            one.index.low if one.inside else None,
            one.found.value if one.inside else None,
        )
        return TableLine((*own, *more) if with_table else own, one.customers.rows)

    return TableFacts(
        "places",
        say("Every place"),
        PictureTable(
            (*bare, *compared) if with_table else bare, tuple(line(one) for one in found.places)
        ),
        say("First the places that almost certainly hold most of the best; a line opens who "
            "lives there.") if with_table else say("A line opens who lives there."),
    )  # fmt: skip


def _alike_table(found: PlacesOverview, figures: Figures) -> TableFacts:
    by_model = found.way == "model"
    best = found.alike[0]
    title = say("{place} looks most like the places of your best customers", place=place_name(best))
    heads = (
        Head(say("Postcode")),
        Head(say("Households"), Unit.COUNT, "households"),
        Head(say("Customers so far"), Unit.COUNT, "customers"),
        *([Head(say("Best customers per 1,000"), Unit.RATIO, "place.alike")] if by_model else []),
        *(
            Head(
                say("{name} (your best: {usual})", name=name, usual=_plain(usual, figures)),
                Unit.COUNT if abs(usual) >= _USUAL else Unit.RATIO,
            )
            for name, _, usual in best.traits
        ),
    )
    lines = tuple(
        TableLine(
            (
                place_name(one),
                one.households,
                one.customers,
                *([one.expected] if by_model else []),
                *(here for _, here, _ in one.traits),
            )
        )
        for one in found.alike
    )
    caption = (
        say("Places without a best customer yet, by what the table tells of them.")
        if by_model
        else say("Places without a best customer yet, the most alike first. {why}",
                 why=found.lacking)
    )  # fmt: skip
    return TableFacts("places_alike", title, PictureTable(heads, lines), caption)


def _plain(value: float, figures: Figures) -> str:
    return figures.number(value, 0 if abs(value) >= _USUAL else 1)
