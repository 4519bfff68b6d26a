"""The first page: the month in one sentence, five figures, three groups, and what to do."""

from datetime import date

from retailcrm.core.rows import rows
from retailcrm.core.words import say
from retailcrm.reports.document import (
    Block,
    Column,
    Cover,
    Filler,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    Notes,
    PageBreak,
    Row,
    Rule,
    Sentence,
    Span,
    StackedBars,
    StackedPart,
    StackedRow,
    SumBox,
    TableBlock,
    Tasks,
    Text,
    Tone,
    text,
)
from retailcrm.reports.monthly_facts import Compared, GroupFacts, MissingFacts
from retailcrm.reports.monthly_pages import cover_notes, moves, sentences
from retailcrm.reports.monthly_pages.aims import aims
from retailcrm.reports.monthly_pages.draft import Draft, growth, listed
from retailcrm.reports.monthly_pages.todo import tasks
from retailcrm.reports.names import group_entry

_MISSING = "groups.missing"


def cover(draft: Draft) -> tuple[Block, ...]:
    """Write the first page."""
    blocks: list[Block] = [
        PageBreak(say("The month")),
        _head(draft),
        Sentence(text(sentences.opening(draft))),
    ]
    if draft.facts.headline.receipts.value:
        blocks += [_key_figures(draft), *aims(draft), Rule()]
    blocks += _groups(draft)
    missing = draft.facts.missing
    if missing and (missing.now or missing.before):
        blocks.append(_missing(draft, missing))
    blocks += _to_do(draft)
    notes = cover_notes.notes(draft)
    if notes:
        blocks += [Filler(), Notes(notes)]
    return tuple(blocks)


def _head(draft: Draft) -> Cover:
    facts = draft.facts
    through = (
        say("data through {day}", day=draft.write.day(facts.data_through))
        if facts.data_through
        else say("no data yet")
    )
    aside = (say("Monthly report"), listed(facts.stores), through)
    return Cover(facts.shop, draft.write.month(facts.month), tuple(line for line in aside if line))


def _key_figures(draft: Draft) -> KeyFigures:
    write, headline = draft.write, draft.facts.headline
    amounts = (
        ("net_sales", draft.unit(say("Net sales")), headline.net_sales, write.whole),
        ("margin", draft.unit(say("Margin")), headline.margin, write.whole),
        ("receipts", say("Receipts"), headline.receipts, write.count),
        ("ticket", draft.unit(say("Average ticket")), headline.ticket, write.amount),
    )
    number = draft.number
    figures = []
    for key, label, figure, shape in amounts:
        shown = shape(figure.value)
        give = number.count if key == "receipts" else number.amount
        ref = give(key, figure.value, shown, figure.rows)
        figures.append(KeyFigure(label, shown, ref, _changes(draft, figure)))
    share = headline.member_share
    shown = write.percent(share.value)
    ref = number.share("member_share", share.value, shown, share.rows)
    label = say("Members\N{RIGHT SINGLE QUOTATION MARK} share")
    figures.append(KeyFigure(label, shown, ref, _changes(draft, share, points=True)))
    return KeyFigures(tuple(figures))


def _changes(
    draft: Draft, figure: Compared, *, points: bool = False
) -> tuple[tuple[str, str], ...]:
    if not draft.facts.complete:
        return (("", say("so far")),)
    lines = []
    for year, month in draft.comparisons:
        change = _points(figure, year=year) if points else growth(figure, year=year)
        if change is not None:
            shown = draft.write.points(change) if points else draft.write.change_percent(change)
            lines.append((shown, say("on {month}", month=month)))
    return tuple(lines)


def _points(figure: Compared, *, year: bool) -> float | None:
    base = figure.year_before if year else figure.before
    return None if base is None or figure.value is None else figure.value - base


def _groups(draft: Draft) -> list[Block]:
    groups = draft.facts.groups
    if not groups:
        reason = draft.facts.groups_reason
        return [Heading(text(say("Groups"))), Note(text(reason))] if reason else []
    people = sum(group.customers for group in groups)
    sales = sum(group.net_sales for group in groups)
    ref = draft.count("customers", people, rows("customers", as_of=draft.last.isoformat()))
    under = say(
        "Share of {people} customers and of their net sales of {sales} {currency} in {window}",
        people=draft.write.count(people),
        sales=draft.write.whole(sales),
        currency=draft.facts.currency,
        window=draft.window,
    )
    finding = sentences.best_share(draft, groups[0])
    return [
        Heading(text(finding, ref=ref), under),
        _bars(draft, groups),
        _group_table(draft, groups),
    ]


def _bars(draft: Draft, groups: tuple[GroupFacts, ...]) -> StackedBars:
    people = [group.share_of_customers or 0.0 for group in groups]
    sales = [max(group.share_of_sales or 0.0, 0.0) for group in groups]
    bars = []
    for label, shares in ((say("Customers"), people), (say("Their sales"), sales)):
        whole = max(sum(shares), 1.0)
        parts = (StackedPart(share / whole, draft.write.percent(share, 0)) for share in shares)
        bars.append(StackedRow(label, tuple(parts)))
    return StackedBars(tuple(group_entry(group.key) for group in groups), tuple(bars))


def _group_table(draft: Draft, groups: tuple[GroupFacts, ...]) -> TableBlock:
    lines = tuple(_group_row(draft, group) for group in groups)
    columns = (
        Column(say("Group")),
        Column(say("Customers"), number=True),
        Column(say("Change"), number=True),
        Column(draft.unit(say("Sales")), number=True),
        Column("%", number=True),
        Column(draft.unit(say("Brought")), number=True),
        Column(say("In {month}", month=draft.month), wide=True),
    )
    return TableBlock(columns, (*lines, _all_row(draft, groups)), dense=False)


def _group_row(draft: Draft, group: GroupFacts) -> Row:
    write, entry = draft.write, group_entry(group.key)
    ref = draft.count(f"groups.{group.key}", group.customers, group.rows)
    cells = (
        text(entry.label, strong=True, tone=entry.tone, ref=ref),
        text(write.count(group.customers), strong=True),
        text(write.change(group.change)),
        signed(write.whole(group.net_sales), group.net_sales),
        text(write.bare_percent(group.share_of_sales)),
        signed(write.whole(group.contribution), group.contribution),
        text(moves.story(draft, group.key), tone=Tone.MUTED),
    )
    return Row(cells, shape=entry)


def _all_row(draft: Draft, groups: tuple[GroupFacts, ...]) -> Row:
    write = draft.write
    changes = [group.change for group in groups]
    change = None if None in changes else sum(change or 0 for change in changes)
    shares = [group.share_of_sales for group in groups]
    whole = None if None in shares else sum(share or 0.0 for share in shares)
    brought = sum(group.contribution for group in groups)
    cells = (
        text(say("All customers"), ref=draft.number.again("customers")),
        text(write.count(sum(group.customers for group in groups))),
        text(write.change(change)),
        text(write.whole(sum(group.net_sales for group in groups))),
        text(write.bare_percent(whole)),
        signed(write.whole(brought), brought),
        text(""),
    )
    return Row(cells, total=True)


def signed(shown: str, value: float) -> Text:
    """Show negative money in its own colour besides its minus."""
    return (Span(shown, tone=Tone.BAD if value < 0 else Tone.INK),)


def _missing(draft: Draft, missing: MissingFacts) -> SumBox:
    write = draft.write
    title = text(say("Missing"))
    note = say("customers, by their own rhythm")
    terms = [] if missing.since is None else _moved(draft, missing, missing.since)
    ref = draft.count("missing", missing.now, missing.rows)
    now = (write.count(missing.now), say("on {day}", day=write.short_day(draft.last)), ref)
    return SumBox(title, note, (*terms, now))


def _moved(draft: Draft, missing: MissingFacts, since: date) -> list[tuple[str, str, int | None]]:
    """Write who was missing before and what became of them; each opens its people."""
    write, day = draft.write, draft.last.isoformat()

    def ref(part: str, people: int) -> int | None:
        behind = rows("customers", finding=_MISSING, part=part, measure="people", as_of=day)
        return draft.count(f"missing.{part}", people, behind) if people else None

    before = say("on {day}", day=write.short_day(since))
    return [
        (write.count(missing.before), before, ref("before", missing.before)),
        (write.change(missing.newly), say("newly missing"), ref("newly", missing.newly)),
        (write.change(-missing.found), say("found again"), ref("found", missing.found)),
        (write.change(-missing.dead), say("now dead cards"), ref("dead", missing.dead)),
    ]


def _to_do(draft: Draft) -> list[Block]:
    items = tasks(draft)
    if not items:
        return []
    following = draft.write.month_name(draft.facts.month + 1)
    complete = draft.facts.complete and draft.facts.headline.receipts.value
    title = say("To do in {month}", month=following) if complete else say("To do next")
    return [Heading(text(title)), Tasks(items)]
