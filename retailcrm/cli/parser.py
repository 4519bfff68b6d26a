"""The words of the command line."""

import argparse
from pathlib import Path

from retailcrm.cli.ads import ads_words
from retailcrm.cli.basket import basket_words
from retailcrm.cli.campaigns import campaign_words
from retailcrm.cli.cards import cards_words
from retailcrm.cli.codes import code_words
from retailcrm.cli.consents import consents_words
from retailcrm.cli.duplicates import duplicates_words
from retailcrm.cli.grammar import DATE, Command, add_globals, commands_of
from retailcrm.cli.keeping import keeping_words
from retailcrm.cli.lists import lists_words
from retailcrm.cli.mailing import mailing_words
from retailcrm.cli.members import members_words
from retailcrm.cli.moments import moments_words
from retailcrm.cli.money import money_words
from retailcrm.cli.places import places_words
from retailcrm.cli.plan import plan_words
from retailcrm.cli.points import points_words
from retailcrm.cli.privacy import privacy_words
from retailcrm.cli.program import program_words
from retailcrm.cli.retention import retention_words
from retailcrm.cli.value import value_words

_REPORTS = "monthly, retention, value, roi, concentration, campaign, liability or program"


def parser() -> argparse.ArgumentParser:
    """Build the grammar of every command."""
    top = argparse.ArgumentParser(
        prog="retailcrm", description="Know a small shop's customers from what its till exports."
    )
    add_globals(top, top=True)
    command = commands_of(top, "command", required=False)
    command("window", "open the window (what happens without a command)")
    _books(command)
    _people(command)
    members_words(command)
    duplicates_words(command)
    privacy_words(command)
    consents_words(command)
    cards_words(command)
    code_words(command)
    points_words(command)
    program_words(command)
    campaign_words(command)
    mailing_words(command)
    lists_words(command)
    moments_words(command)
    money_words(command)
    retention_words(command)
    value_words(command)
    basket_words(command)
    places_words(command)
    plan_words(command)
    ads_words(command)
    _paper(command)
    keeping_words(command)
    command("self-test", "make a shop, import, print, open every screen")
    return top


def _books(command: Command) -> None:
    """Commands that write the books or count them."""
    demo = command("demo", "fill a demo shop, group its customers, print its month")
    demo.add_argument("--out", type=Path, metavar="DIR", help="folder for shop and report")
    _import(command("import", "take files of tills and customer lists into the books"))
    undo = command("undo", "take an import back entirely")
    undo.add_argument("batch", type=int)
    problems = command("problems", "list rows kept aside")
    problems.add_argument("--out", type=Path, metavar="CSV")
    problems.add_argument("--retry", action="store_true", help="try every open row again")
    command("status", "count the books")
    sales = command("sales", "add up sales")
    sales.add_argument(
        "--by", default="month", choices=("month", "day", "store", "channel", "category")
    )


def _people(command: Command) -> None:
    """Commands about customers."""
    customers = command("customers", "count, find or write out customers")
    customers.add_argument("--find", metavar="TEXT")
    customers.add_argument("--out", type=Path, metavar="CSV")
    one = command("customer", "tell everything about one customer")
    one.add_argument("ref", help="number, card, e-mail, phone or name")
    for name, help_ in (
        ("groups", "group everyone: scores, segments, three groups"),
        ("mia", "list who is missing by their own rhythm"),
    ):
        found = command(name, help_)
        found.add_argument("--as-of", metavar=DATE)
        found.add_argument("--out", type=Path, metavar="CSV")


def _paper(command: Command) -> None:
    """Commands that print."""
    report = command("report", "print a report")
    report.add_argument("key", help=_REPORTS)
    report.add_argument("--month", metavar="YYYY-MM", help="its month; monthly always needs one")
    report.add_argument("--id", type=int, metavar="N", help="number of the campaign")
    report.add_argument("--out", type=Path, required=True, metavar="PDF")
    report.add_argument("--paper", choices=("a4", "letter"), default="a4")


def _import(one: argparse.ArgumentParser) -> None:
    one.add_argument("files", nargs="+", type=Path, metavar="FILE")
    one.add_argument("--dialect", metavar="KEY", help="read the files as this till's")
    one.add_argument("--mapping", type=Path, metavar="FILE", help="see docs/mapping.md")
    one.add_argument("--store", metavar="NAME", help="store of files that name none")
    one.add_argument("--currency", metavar="CODE")
    one.add_argument("--zone", metavar="ZONE", help="time zone of the shop, Europe/Paris")
    one.add_argument("--country", metavar="CC", help="country of phone numbers")
    one.add_argument("--channel", choices=("offline", "online"))
    one.add_argument("--date-order", choices=("dmy", "mdy", "ymd"))
    one.add_argument("--dry-run", action="store_true", help="say what would happen")
