"""What every command's grammar is built of."""

import argparse
from collections.abc import Callable

DATE = "YYYY-MM-DD"
#: Makes the parser of a command: its name, and what it is for.
Command = Callable[[str, str], argparse.ArgumentParser]


def commands_of(parser: argparse.ArgumentParser, dest: str, *, required: bool = True) -> Command:
    """Give what adds commands to a parser; the global words may stand behind each."""
    every = parser.add_subparsers(dest=dest, metavar=dest.upper(), required=required)
    shared = argparse.ArgumentParser(add_help=False)
    add_globals(shared, top=False)

    def command(name: str, help_: str) -> argparse.ArgumentParser:
        return every.add_parser(name, help=help_, description=help_, parents=[shared])

    return command


def add_globals(one: argparse.ArgumentParser, *, top: bool) -> None:
    """Global words may stand before or after the command."""
    absent = argparse.SUPPRESS
    one.add_argument(
        "--shop",
        metavar="PATH_OR_URL",
        default=None if top else absent,
        help="a file (made if missing) or a postgresql:// address; also RETAILCRM_SHOP",
    )
    one.add_argument(
        "--as",
        dest="person",
        metavar="NAME",
        default=None if top else absent,
        help="who asks, where people have PINs; the PIN is asked for, or taken from RETAILCRM_PIN",
    )
    one.add_argument(
        "--json",
        action="store_true",
        default=False if top else absent,
        help="one JSON object on standard output",
    )


def add_ref(one: argparse.ArgumentParser) -> None:
    """Say whom a command is about."""
    one.add_argument("ref", metavar="REF", help="card as scanned, number, e-mail, phone or name")
