"""Commands about member cards."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from retailcrm.cards.alignment_page import print_test_page
from retailcrm.cards.barcodes import Symbology
from retailcrm.cards.calibration import Calibration
from retailcrm.cards.check_digits import CheckDigit
from retailcrm.cards.numbers import NumberRange
from retailcrm.cards.sheets import sheet_named, sheets
from retailcrm.cli.answers import Json
from retailcrm.cli.grammar import Command, add_ref, commands_of
from retailcrm.cli.whom import whom
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import Progress
from retailcrm.core.whole_file import put_whole
from retailcrm.core.words import say
from retailcrm.services.card_rows import PrintCards
from retailcrm.services.member_rows import ScanKind
from retailcrm.wiring import Services

_RANGE = ("prefix", "length", "check", "sequential", "confirmed")
_SHIFTS = ("offset_x_mm", "offset_y_mm", "scale")


def cards_words(command: Command) -> None:
    """Add the commands about cards."""
    action = commands_of(command("cards", "numbers, printing, swapping and blocking"), "action")
    issue = action("issue", "make numbers for stock")
    issue.add_argument("--count", type=int, required=True, metavar="N")
    _print(action("print", "print cards on sheets; without CARD the whole stock"))
    swap = action("replace", "put another card in the place of a lost one; points stay")
    swap.add_argument("old", metavar="OLD", help="the lost card, or whose it is")
    swap.add_argument("new", nargs="?", metavar="NEW", help="left out: a new number is made")
    activate = action("activate", "hand a card to a customer who has none")
    activate.add_argument("card", metavar="CARD")
    add_ref(activate)
    for name, help_ in (
        ("block", "let a card be refused from now on"),
        ("unblock", "let a blocked card be used again"),
    ):
        action(name, help_).add_argument("card", metavar="CARD")
    _range(action("range", "show which numbers new cards get; with options, change it"))
    action("count", "count cards in stock, in use, replaced and blocked")


def run_cards(services: Services, told: Namespace, progress: Progress) -> Json:
    """Do what was asked with cards."""
    return _ACTIONS[told.action](services, told, progress)


def _print(one: ArgumentParser) -> None:
    one.add_argument("cards", nargs="*", metavar="CARD")
    one.add_argument("--sheet", default="cr80", metavar="KEY", help="see --list")
    one.add_argument("--symbology", choices=[*Symbology], default=Symbology.CODE128)
    one.add_argument("--out", type=Path, metavar="PDF")
    one.add_argument("--start", type=int, default=1, metavar="N", help="first label to use")
    one.add_argument("--backs", action="store_true", help="a back behind every front")
    for axis, way in (("x", "right"), ("y", "down")):
        one.add_argument(
            f"--offset-{axis}", dest=f"offset_{axis}_mm", type=float, metavar="MM",
            help=f"shift to the {way}; kept for this sheet",
        )  # fmt: skip
    one.add_argument("--scale", type=float, metavar="FACTOR", help="enlarge; kept for this sheet")
    one.add_argument("--calibration", action="store_true", help="print the sheet's test page")
    one.add_argument("--list", action="store_true", help="list the sheets instead")


def _range(one: ArgumentParser) -> None:
    one.add_argument("--prefix", metavar="DIGITS")
    one.add_argument("--length", type=int, metavar="N")
    one.add_argument("--check", choices=[*CheckDigit])
    for name, help_ in (
        ("sequential", "one after the other"),
        ("random", "in no order, so that none can be guessed"),
    ):
        one.add_argument(
            f"--{name}", dest="sequential", action="store_const", const=name == "sequential",
            help=help_,
        )  # fmt: skip
    one.add_argument(
        "--confirmed", action="store_true", default=None,
        help="a card with this prefix was tried at the till, which took it for no goods",
    )  # fmt: skip


def _issued(services: Services, told: Namespace, _progress: Progress) -> Json:
    outcome = services.cards.issue(told.count)
    return {"said": outcome.summary, "cards": list(outcome.value)}


def _printed(services: Services, told: Namespace, progress: Progress) -> Json:
    if told.list:
        return {
            "sheets": [
                {"key": one.key, "name": one.name, "labels": one.per_page} for one in sheets()
            ]
        }
    if told.out is None:
        raise UserError(say("Say where the cards go."), say("Add --out cards.pdf."))
    _keep_shift(services, told)
    if told.calibration:
        return _test_page(services, told)
    wish = PrintCards(
        numbers=tuple(told.cards),
        sheet=told.sheet,
        symbology=told.symbology,
        out=told.out,
        start=told.start,
        backs=told.backs,
    )
    outcome = services.cards.print_sheet(wish, progress)
    printed = outcome.value
    return {
        "said": outcome.summary,
        "file": str(printed.file),
        "pages": printed.pages,
        "cards": printed.cards,
        "nameless": list(printed.nameless),
    }


def _keep_shift(services: Services, told: Namespace) -> None:
    """Keep what sets off the printer, if it was told."""
    shift = {name: getattr(told, name) for name in _SHIFTS if getattr(told, name) is not None}
    if shift:
        held = services.cards.calibration(told.sheet)
        services.cards.save_calibration(told.sheet, replace(held, **shift))


def _test_page(services: Services, told: Namespace) -> Json:
    held: Calibration = services.cards.calibration(told.sheet)
    page = print_test_page(sheet_named(told.sheet), held)
    try:
        put_whole(page, told.out)
    except OSError as fault:
        raise UserError(
            say("{file} cannot be written.", file=told.out.name), say("Choose another folder.")
        ) from fault
    return {"file": str(told.out), "pages": 1, "cards": 0}


def _replaced(services: Services, told: Namespace, _progress: Progress) -> Json:
    scan = services.members.scan(told.old)
    is_card = scan.customer_id is not None or scan.kind is ScanKind.STOCK
    outcome = services.cards.swap(told.old if is_card else whom(services, told.old), told.new)
    swapped = outcome.value
    return {
        "said": outcome.summary,
        "customer": swapped.customer_id,
        "old": swapped.old,
        "card": swapped.new,
    }


def _activated(services: Services, told: Namespace, _progress: Progress) -> Json:
    customer = whom(services, told.ref)
    outcome = services.cards.activate(told.card, customer)
    return {"said": outcome.summary, "customer": customer, "card": outcome.value}


def _blocked(services: Services, told: Namespace, _progress: Progress) -> Json:
    return _set(services.cards.block(told.card), "blocked")


def _unblocked(services: Services, told: Namespace, _progress: Progress) -> Json:
    return _set(services.cards.unblock(told.card), "in_use")


def _set(outcome: Outcome[str], state: str) -> Json:
    return {"said": outcome.summary, "card": outcome.value, "state": state}


def _ranged(services: Services, told: Namespace, _progress: Progress) -> Json:
    new: dict[str, Any] = {
        name: getattr(told, name) for name in _RANGE if getattr(told, name) is not None
    }
    held = services.cards.range()
    if new:
        held = services.cards.save_range(_changed(held, new)).value
    return {
        **{name: getattr(held, name) for name in _RANGE},
        "numbers": held.size,
        "first": held.number(0),
    }


def _changed(held: NumberRange, new: dict[str, Any]) -> NumberRange:
    """Give the range with what was told; a till was tried with one prefix and length alone."""
    if "check" in new:
        new["check"] = CheckDigit(new["check"])
    return replace(held, **{"confirmed": False, **new})


def _counted(services: Services, _told: Namespace, _progress: Progress) -> Json:
    held = services.cards.counts()
    return {name: getattr(held, name) for name in ("stock", "in_use", "replaced", "blocked")}


_ACTIONS: dict[str, Callable[[Services, Namespace, Progress], Json]] = {
    "issue": _issued,
    "print": _printed,
    "replace": _replaced,
    "activate": _activated,
    "block": _blocked,
    "unblock": _unblocked,
    "range": _ranged,
    "count": _counted,
}
