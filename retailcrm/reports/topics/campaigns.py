"""The campaigns of a month on one page."""

from retailcrm.core.words import say
from retailcrm.reports.campaign_facts import CampaignFacts, CampaignsFacts, SeriesFacts
from retailcrm.reports.document import (
    Block,
    Column,
    Heading,
    Note,
    Row,
    TableBlock,
    Text,
    Tone,
    text,
)
from retailcrm.reports.topics.heads import page_head
from retailcrm.reports.topics.writing import Writing


def campaigns_page(writing: Writing, facts: CampaignsFacts) -> tuple[Block, ...]:
    """Write what the campaigns of a month brought; nothing in a month without any."""
    if not facts.closed and not facts.open:
        return ()
    under = say(
        "Against the people left alone, after all costs, {currency}", currency=writing.currency
    )
    blocks: list[Block] = [*page_head(say("Campaigns"), facts.finding, under)]
    if facts.closed:
        blocks.append(_table(writing, facts.closed))
        blocks += [
            Note(text(say("{name}: {verdict}", name=one.name, verdict=one.verdict)))
            for one in facts.closed
        ]
    if facts.series:
        title = say("Like campaigns together")
        blocks += [Heading(text(title), under), _series(writing, facts.series)]
    if facts.open:
        told = ", ".join(
            say("{name} (until {day})", name=name, day=day) for name, day in facts.open
        )
        blocks.append(Note(text(say("Too early to judge: {campaigns}.", campaigns=told))))
    return tuple(blocks)


def _table(writing: Writing, closed: tuple[CampaignFacts, ...]) -> TableBlock:
    columns = (
        Column(say("Campaign and arm"), wide=True),
        Column(say("Members"), number=True),
        Column(say("Came, %"), number=True),
        Column(say("Control, %"), number=True),
        Column(say("Brought"), number=True),
        Column(say("19 times in 20"), number=True),
        Column(say("Verdict")),
    )
    return TableBlock(columns, tuple(row for one in closed for row in _rows(writing, one)))


def _rows(writing: Writing, one: CampaignFacts) -> list[Row]:
    alone: Text | None = None
    made = []
    for arm in one.arms:
        part = f"c{one.number}{arm.letter.lower()}"
        name = (
            one.name
            if len(one.arms) == 1
            else say("{campaign}: {arm}", campaign=one.name, arm=arm.name)
        )
        about = (
            text(name),
            writing.cell(arm.people, part),
            writing.cell(arm.share, part, plain=True),
        )
        # The same people were left alone beside every arm: their share keeps its number.
        alone = alone or _alone(writing, one)
        made.append(
            Row(
                (
                    *about,
                    alone,
                    writing.cell(arm.brought, part),
                    text(writing.span(arm.brought)),
                    text(arm.word),
                )
            )
        )
    return made


def _alone(writing: Writing, one: CampaignFacts) -> Text:
    if one.control is None:
        return text("\N{EN DASH}", tone=Tone.MUTED)
    return writing.cell(one.control.share, f"c{one.number}", plain=True)


def _series(writing: Writing, series: tuple[SeriesFacts, ...]) -> TableBlock:
    columns = (
        Column(say("Series"), wide=True),
        Column(say("Campaigns"), number=True),
        Column(say("Members"), number=True),
        Column(say("Brought"), number=True),
        Column(say("19 times in 20"), number=True),
        Column(say("Verdict")),
    )
    write = writing.write
    rows = tuple(
        Row(
            (
                text(one.name),
                text(write.count(one.campaigns)),
                text(write.count(one.people)),
                writing.cell(one.brought, f"series{at}"),
                text(writing.span(one.brought)),
                text(one.word),
            )
        )
        for at, one in enumerate(series, start=1)
    )
    return TableBlock(columns, rows)
