"""The head of a report of its own, and what its pages share."""

from collections.abc import Callable
from datetime import date

from retailcrm.core.words import say
from retailcrm.reports.document import (
    Block,
    Cover,
    Document,
    Heading,
    PageBreak,
    Sentence,
    text,
)
from retailcrm.reports.issue import Issue, Sheet
from retailcrm.reports.topics.writing import Writing, meanings_page

Pages = Callable[[Writing], tuple[Block, ...]]


def topic_document(issue: Issue, month: int, title: str, pages: Pages) -> Document:
    """Bind the pages of a report of a month; what its figures mean stands at the end."""
    sheet = Sheet(issue)
    writing = Writing(sheet.write, sheet.number, issue.currency)
    written = pages(writing)
    blocks = (*written, *meanings_page(writing))
    return sheet.document(title, sheet.write.month(month), blocks)


def first_page(
    writing: Writing, issue: Issue, title: str, month: int, sentence: str
) -> tuple[Block, ...]:
    """Head the first page with the one thing to remember."""
    through = (
        say("data through {day}", day=writing.write.day(issue.data_through))
        if issue.data_through
        else say("no data yet")
    )
    aside = (writing.write.month(month), through, issue.currency)
    return (
        PageBreak(title),
        Cover(issue.shop, title, aside),
        Sentence(text(sentence)),
    )


def page_head(mark: str, finding: str, under: str) -> tuple[Block, ...]:
    """Head a further page with its finding."""
    return (PageBreak(mark), Heading(text(finding), under, page=True))


def window(writing: Writing, days: int, as_of: date | None) -> str:
    """Say the time that figures look back over."""
    day = writing.write.day_year(as_of).replace(" ", "\N{NO-BREAK SPACE}")
    if not days:
        return say("all time to {day}", day=day)
    return say("the {n}\N{NO-BREAK SPACE}days to {day}", n=days, day=day)
