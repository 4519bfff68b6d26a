"""Who is missing and was worth most, with the evidence."""

from retailcrm.core.vocabulary import GROUPS, stage_title
from retailcrm.core.words import say
from retailcrm.reports.document import (
    Block,
    Column,
    Heading,
    Note,
    PageBreak,
    Row,
    Span,
    TableBlock,
    Text,
    Tone,
    text,
)
from retailcrm.reports.figure_table import without_empty
from retailcrm.reports.monthly_facts import MissingPerson, StageFacts
from retailcrm.reports.monthly_pages.draft import Draft, ratio
from retailcrm.reports.names import group_entry

_MOST = 15  # what a person can call in a month


def missed(draft: Draft) -> tuple[Block, ...]:
    """Write the page; nothing before anybody has a rhythm."""
    facts = draft.facts
    if not facts.stages:
        return ()
    blocks: list[Block] = [
        PageBreak(say("Who is missing")),
        Heading(text(_finding(draft)), _under(draft), page=True),
        _stages(draft),
    ]
    if facts.missing and facts.missing.found:
        blocks.append(Note(text(_found(draft))))
    people = facts.worth_most[:_MOST]
    if not people:
        words = say("Everyone who has a rhythm keeps to it, or has fallen silent for good.")
        return (*blocks, Note(text(words)))
    title = draft.counted(len(people), "The one worth most", "The {n} worth most, to call first")
    return (*blocks, Heading(text(title), _signs(draft)), _people(draft, people))


def _signs(draft: Draft) -> str:
    """Say what the list is sorted by, and what the shapes in it stand for."""
    keys = {one.group for one in draft.facts.worth_most[:_MOST]}
    entries = [group_entry(key) for key in GROUPS if key in keys]
    words = say("By what they are likely to bring when they come back")
    signs = "  ".join(f"{one.shape}\N{NO-BREAK SPACE}{one.label}" for one in entries)
    return f"{words}.  {signs}" if signs else words


def _finding(draft: Draft) -> str:
    stage = next((stage for stage in draft.facts.stages if stage.key == "mia"), None)
    if not stage or not stage.customers:
        return say("Nobody is missing")
    whole = sum(one.net_sales for one in draft.facts.stages)
    share = ratio(stage.net_sales, whole)
    people = draft.counted(stage.customers, "1 customer is missing", "{n} customers are missing")
    if share is None or not 0 < share <= 1:
        return people
    return say(
        "{people}; they brought {share} of what customers buy",
        people=people,
        share=draft.write.percent(share, 0),
    )


def _under(draft: Draft) -> str:
    return say(
        "By the rhythm of each customer, on {day}; net sales in {window}",
        day=draft.write.day_year(draft.last),
        window=draft.window,
    )


def _found(draft: Draft) -> str:
    missing = draft.facts.missing
    if not missing:
        return ""
    people = draft.counted(
        missing.found,
        "1 missing customer came back in {month}",
        "{n} missing customers came back in {month}",
        month=draft.month,
    )
    if missing.found_net <= 0:
        return f"{people}."
    amount = draft.write.money(missing.found_net, whole=True)
    return say("{people} and bought for {amount}.", people=people, amount=amount)


def _stages(draft: Draft) -> TableBlock:
    columns = (
        Column(say("Stage")),
        Column(say("What it means"), wide=True),
        Column(say("Customers"), number=True),
        Column("%", number=True),
        Column(draft.unit(say("Net sales")), number=True),
    )
    return TableBlock(columns, tuple(_stage_row(draft, stage) for stage in draft.facts.stages))


def _stage_row(draft: Draft, stage: StageFacts) -> Row:
    write = draft.write
    ref = draft.count(f"stages.{stage.key}", stage.customers, stage.rows)
    cells = (
        text(stage_title(stage.key), strong=True, ref=ref),
        text(_meaning(draft, stage.key), tone=Tone.MUTED),
        text(write.count(stage.customers), strong=True),
        text(write.bare_percent(stage.share)),
        text(write.whole(stage.net_sales)),
    )
    return Row(cells)


def _meaning(draft: Draft, stage: str) -> str:
    rules, percent = draft.facts.rules, draft.write.percent
    if stage == "active":
        return say("not due yet by their own rhythm")
    if stage == "been_a_while":
        return say("{share} like them would be back by now", share=percent(rules.remind_at, 0))
    if stage == "mia":
        return say("{share} like them would be back by now", share=percent(rules.missing_at, 0))
    if stage == "dead":
        return say("silent for {n} days or more, or never used", n=rules.dead_days)
    return say("nothing bought yet, known for less than {n} days", n=rules.unused_days)


def _people(draft: Draft, people: tuple[MissingPerson, ...]) -> TableBlock:
    columns = (
        Column(say("Customer"), wide=True),
        Column(say("Card")),
        Column(say("Last visit"), number=True),
        Column(say("Usual, days"), number=True),
        Column(say("Now"), number=True),
        Column(draft.unit(say("Net sales")), number=True),
    )
    rows = (_person_row(draft, at, one) for at, one in enumerate(people, start=1))
    return without_empty(TableBlock(columns, tuple(rows)))


def _person_row(draft: Draft, at: int, one: MissingPerson) -> Row:
    write, entry = draft.write, group_entry(one.group) if one.group else None
    ref = draft.amount(f"worth_most.{at}", one.net_sales, one.rows)
    name: Text = (Span(one.name or say("Without a name"), strong=True, ref=ref),)
    cells = (
        name,
        text(one.card, tone=Tone.MUTED),
        text(write.day_year(one.last_on)),
        text(write.count(one.usual)),
        text(write.count(one.gap), strong=True),
        text(write.whole(one.net_sales)),
    )
    return Row(cells, under=one.evidence, shape=entry)
