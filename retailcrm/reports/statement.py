"""A member's points statement: what there is, every movement, and why."""

from decimal import Decimal
from math import floor
from pathlib import Path

from retailcrm.core.points_refs import entries_rows
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.reports.document import (
    Block,
    Column,
    Cover,
    DefinitionList,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    PageBreak,
    Row,
    Rule,
    Sentence,
    TableBlock,
    text,
)
from retailcrm.reports.issue import Sheet
from retailcrm.reports.printed import Printed, print_document
from retailcrm.reports.statement_facts import MoveFacts, StatementFacts

_INDENT = "\N{EM SPACE}"


def write_statement(facts: StatementFacts, out: Path) -> Printed:
    """Print a statement to `out`; equal facts give equal bytes."""
    return print_document(statement_document(facts), out)


def statement_document(facts: StatementFacts) -> Document:
    """Write the pages of a statement as blocks."""
    sheet = Sheet(facts.issue)
    blocks = (
        PageBreak(say("Points")),
        _head(sheet, facts),
        Sentence(text(_opening(sheet, facts))),
        _figures(sheet, facts),
        Rule(),
        *_moves(sheet, facts),
        *_lots(sheet, facts),
        *_arithmetic(sheet, facts),
        *_meanings(facts),
    )
    return sheet.document(say("Points statement"), facts.member, blocks)


def _head(sheet: Sheet, facts: StatementFacts) -> Cover:
    period = say(
        "{first} to {last}",
        first=sheet.write.day_year(facts.first),
        last=sheet.write.day_year(facts.issue.day),
    )
    card = say("Card {card}", card=facts.card) if facts.card else ""
    aside = (facts.program, card, period)
    title = say("Points statement for {member}", member=facts.member)
    return Cover(facts.issue.shop, title, tuple(line for line in aside if line))


def _opening(sheet: Sheet, facts: StatementFacts) -> str:
    if facts.balance < 0:
        return say(
            "{points} more were taken back than there were; the next points earned pay them.",
            points=sheet.points(-facts.balance),
        )
    told = say(
        "On {day} there are {points} on this account",
        day=sheet.write.day_year(facts.issue.day),
        points=sheet.points(facts.balance),
    )
    if not facts.available:
        return f"{told}."
    if facts.available == facts.balance:
        rest = say("worth {worth} at the till.", worth=sheet.write.money(facts.worth))
    else:
        rest = say(
            "{count} of them can be used today and are worth {worth}.",
            count=sheet.write.count(facts.available),
            worth=sheet.write.money(facts.worth),
        )
    return f"{told}, {rest}"


def _figures(sheet: Sheet, facts: StatementFacts) -> KeyFigures:
    write = sheet.write
    found: list[KeyFigure] = [
        sheet.counted(
            say("Points"), "balance", facts.balance, _behind(facts, "balance"), facts.tier
        ),
        sheet.counted(
            say("To use today"),
            "available",
            facts.available,
            _behind(facts, "available"),
            say("worth {worth}", worth=write.money(facts.worth)),
        ),
    ]
    if facts.pending:
        when = min(lot.available for lot in facts.lots if lot.available > facts.issue.day)
        under = say("from {day} on", day=write.short_day(when))
        found.append(
            sheet.counted(
                say("To use later"), "pending", facts.pending, _behind(facts, "pending"), under
            )
        )
    if facts.owed:
        under = say("taken back, not yet paid")
        found.append(sheet.counted(say("Owed"), "owed", facts.owed, _behind(facts, "owed"), under))
    if facts.expiring:
        under = say("first on {day}", day=write.day_year(facts.expiring_on))
        found.append(
            sheet.counted(
                say("Expire soon"), "expiring", facts.expiring, _behind(facts, "expiring"), under
            )
        )
    return KeyFigures(tuple(found))


def _behind(facts: StatementFacts, what: str) -> RowsRef:
    """Refer to the movements that make a figure of the member's points."""
    return entries_rows(int(facts.rows.get("customer") or 0), what)


def _moves(sheet: Sheet, facts: StatementFacts) -> tuple[Block, ...]:
    heading = Heading(text(say("Every movement")))
    if not facts.moves:
        return heading, Note(text(say("No points have come or gone in this time.")))
    columns = (
        Column(say("Day")),
        Column(say("What"), wide=True),
        Column(say("Receipt")),
        Column(say("Points"), number=True),
        Column(say("Balance"), number=True),
    )
    write = sheet.write
    first = Row(
        (
            text(write.day_year(facts.first)), text(say("Balance before")), text(""), text(""),
            text(write.count(facts.opening), ref=sheet.number.again("balance")),
        ),
        total=True,
    )  # fmt: skip
    last = Row(
        (
            text(write.day_year(facts.issue.day)), text(say("Balance")), text(""),
            text(write.change(facts.balance - facts.opening)),
            text(write.count(facts.balance), ref=sheet.number.again("balance")),
        ),
        total=True,
    )  # fmt: skip
    rows = (first, *(_move(sheet, one) for one in facts.moves), last)
    return heading, TableBlock(columns, rows)


def _move(sheet: Sheet, move: MoveFacts) -> Row:
    what = f"{move.what}: {move.why}" if move.why else move.what
    return Row(
        (
            text(sheet.write.day_year(move.day)),
            text(what),
            text(move.receipt),
            text(sheet.write.change(move.points)),
            text(sheet.write.count(move.balance)),
        )
    )


def _lots(sheet: Sheet, facts: StatementFacts) -> tuple[Block, ...]:
    if not facts.lots:
        return ()
    write = sheet.write
    columns = (
        Column(say("Last day to use")),
        Column(say("From receipt"), wide=True),
        Column(say("Usable from")),
        Column(say("Points"), number=True),
    )
    rows = tuple(
        Row(
            (
                text(say("no end") if lot.expires is None else write.day_year(lot.expires)),
                text(lot.receipt),
                text(write.day_year(lot.available)),
                text(write.count(lot.points)),
            )
        )
        for lot in facts.lots
    )
    whole = sum(lot.points for lot in facts.lots)
    is_balance = whole == facts.balance
    together = text(write.count(whole), ref=sheet.number.again("balance") if is_balance else None)
    total = Row((text(say("Together")), text(""), text(""), together), total=True)
    under = say("Points that expire first are used first.")
    over = sum(lot.points for lot in facts.lots if lot.expires and lot.expires < facts.issue.day)
    note = say("{points} are past their last day and come off next.", points=sheet.points(over))
    heading = Heading(text(say("What is left, and until when")), under)
    found = (heading, TableBlock(columns, (*rows, total)))
    return (*found, Note(text(note))) if over else found


def _arithmetic(sheet: Sheet, facts: StatementFacts) -> tuple[Block, ...]:
    told = [one for one in facts.moves if one.earned]
    if not told:
        return ()
    columns = (
        Column(say("Goods"), wide=True),
        Column(sheet.unit(say("Amount")), number=True),
        Column(say("How"), wide=True),
        Column(say("Points"), number=True, ref=sheet.number.again("balance")),
    )
    rows = tuple(row for move in told for row in _worked_out(sheet, move))
    return (
        PageBreak(say("Why this balance")),
        Heading(
            text(say("Why this balance")),
            say("Amount that earned and points before rounding, line by line of each receipt"),
            page=True,
        ),
        TableBlock(columns, rows),
    )


def _worked_out(sheet: Sheet, move: MoveFacts) -> tuple[Row, ...]:
    write = sheet.write
    whole = sum((Decimal(line.points) for line in move.earned), Decimal(0))
    head = (
        text(f"{write.day_year(move.day)}, {move.receipt}"),
        text(write.amount(sum(line.amount for line in move.earned))),
        text(_rounding(sheet, whole, move.points)),
        text(write.count(move.points)),
    )
    lines = (
        (line.goods, write.amount(line.amount), line.told, _decimal(sheet, Decimal(line.points)))
        for line in move.earned
    )
    return (
        Row(head, total=True),
        *(Row(tuple(text(f"{_INDENT}{cell}" if not at else cell) for at, cell in enumerate(line)))
          for line in lines),
    )  # fmt: skip


def _rounding(sheet: Sheet, whole: Decimal, booked: int) -> str:
    told = _decimal(sheet, whole)
    if whole == booked:
        return ""
    if floor(whole) == booked:
        return say("{whole}, rounded down", whole=told)
    return say("{whole}, with what was left over before", whole=told)


def _decimal(sheet: Sheet, points: Decimal) -> str:
    plain = format(points.normalize(), "f")
    return sheet.write.number(float(plain), len(plain.partition(".")[2]))


def _meanings(facts: StatementFacts) -> tuple[Block, ...]:
    items = [
        (say("Balance"), say("All points that came, less all that went.")),
        (
            say("Points of a receipt"),
            say(
                "Each line earns by its own rule; the receipt\N{RIGHT SINGLE QUOTATION MARK}s "
                "points are their sum, rounded down to whole points."
            ),
        ),
        (
            say("Returned goods"),
            say("What a line has earned is taken back with it, by the rules of the day it was "
                "bought."),
        ),
    ]  # fmt: skip
    if facts.pending:
        items.append(
            (say("To use later"), say("Points that wait until the time for returns ends."))
        )
    if facts.lots:
        items.append(
            (say("Last day to use"), say("Points still there after it are gone the next day."))
        )
    return Heading(text(say("What the words mean"))), DefinitionList(tuple(items))
