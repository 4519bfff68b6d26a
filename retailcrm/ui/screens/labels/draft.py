"""Cards as set up by a person: texts of fields, and what they mean."""

from dataclasses import dataclass, replace
from pathlib import Path

from retailcrm.cards.check_digits import CheckDigit
from retailcrm.cards.design import CardDesign
from retailcrm.cards.numbers import NumberRange
from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.services.card_rows import PrintCards

MOST_LOGO = 4_000_000


@dataclass(frozen=True, slots=True)
class RangeDraft:
    """A number range as typed."""

    prefix: str = ""
    length: str = ""
    check: str = "luhn"
    sequential: bool = False
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class PrintDraft:
    """What to print as typed; no numbers are the whole stock."""

    sheet: str = "cr80-a4"
    symbology: str = "code128"
    start: str = "1"
    backs: bool = False
    numbers: str = ""


@dataclass(frozen=True, slots=True)
class DesignDraft:
    """A design as typed."""

    colour: str = ""
    line: str = ""
    greeting: str = ""
    address: str = ""
    show_name: bool = True
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """What was measured on the test page, in millimetres."""

    across: str = ""
    down: str = ""
    ruler: str = ""


def range_draft(held: NumberRange) -> RangeDraft:
    """Write a range out for editing."""
    return RangeDraft(
        held.prefix, str(held.length), held.check.value, held.sequential, held.confirmed
    )


def range_of(draft: RangeDraft) -> NumberRange:
    """Read a range.

    Raises:
        UserError: there can be no such range, or a till would take its numbers for goods.
    """
    length = whole(draft.length, say("digits"))
    return NumberRange(
        draft.prefix.strip(), length, CheckDigit(draft.check), draft.sequential, draft.confirmed
    )


def wish_of(draft: PrintDraft, out: Path = Path()) -> PrintCards:
    """Read what to print.

    Raises:
        UserError: the first label is no number.
    """
    return PrintCards(
        out=out,
        numbers=tuple(draft.numbers.replace(",", " ").replace(";", " ").split()),
        sheet=draft.sheet,
        symbology=draft.symbology,
        start=whole(draft.start, say("the first label")),
        backs=draft.backs,
    )


def design_draft(held: CardDesign) -> DesignDraft:
    """Write a design out for editing."""
    return DesignDraft(
        held.colour, held.line, held.greeting, "\n".join(held.address), held.show_name, held.logo
    )


def design_of(draft: DesignDraft, held: CardDesign) -> CardDesign:
    """Read a design.

    Raises:
        UserError: the colour is none.
    """
    return replace(
        held,
        colour=draft.colour.strip(),
        line=draft.line.strip(),
        greeting=draft.greeting.strip(),
        address=tuple(line.strip() for line in draft.address.splitlines() if line.strip()),
        show_name=draft.show_name,
        logo=draft.logo,
    )


def logo_from(path: Path) -> bytes:
    """Read a picture.

    Raises:
        UserError: it cannot be read, or is far too large for a card.
    """
    try:
        if path.stat().st_size > MOST_LOGO:
            raise UserError(
                say("{file} is too large for a card.", file=path.name),
                say("Save it smaller, such as 800 pixels wide."),
            )
        return path.read_bytes()
    except OSError as fault:
        raise UserError(
            say("{file} cannot be read.", file=path.name), say("Choose another picture.")
        ) from fault


def millimetres(text: str, what: str) -> float:
    """Read a length.

    Raises:
        UserError: it is none.
    """
    try:
        return float(text.strip().removesuffix("mm").strip().replace(",", "."))
    except ValueError as fault:
        raise UserError(
            say("{text} is no length for {what}.", text=text.strip() or "–", what=what),
            say("Type millimetres, such as 20.5."),
        ) from fault


def whole(text: str, what: str) -> int:
    """Read a whole number.

    Raises:
        UserError: it is none.
    """
    try:
        return int("".join(text.split()).replace(",", ""))
    except ValueError as fault:
        raise UserError(
            say("{text} is no number for {what}.", text=text.strip() or "–", what=what),
            say("Type a whole number, such as 10."),
        ) from fault
