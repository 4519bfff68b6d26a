"""Commands that try a program before anybody's points depend on it."""

from argparse import Namespace
from pathlib import Path

from retailcrm.cli.answers import Json
from retailcrm.cli.grammar import DATE, Command
from retailcrm.cli.program_files import program_in
from retailcrm.cli.tried_answers import preview_answer, tried_answer
from retailcrm.cli.typed import day_typed
from retailcrm.core.progress import Progress
from retailcrm.wiring import Services


def trying_words(action: Command) -> None:
    """Add what tries the program of a file."""
    for name, help_ in (
        ("preview", "what a change to the rules of a file would do to the members there are"),
        ("replay", "what the rules of a file would have done with past receipts"),
    ):
        one = action(name, help_)
        one.add_argument("file", type=Path, metavar="FILE", help="TOML or JSON")
        if name == "replay":
            one.add_argument("--from", dest="first", metavar=DATE)
            one.add_argument("--to", dest="last", metavar=DATE)


def run_preview(services: Services, told: Namespace, progress: Progress) -> Json:
    """Try a change of the rules on the live base."""
    found = services.replaying.preview(program_in(told.file), progress)
    return preview_answer(found, services.shop.settings().digits)


def run_replay(services: Services, told: Namespace, progress: Progress) -> Json:
    """Try rules on the shop's own past."""
    program = program_in(told.file)
    first, last = day_typed(told.first), day_typed(told.last)
    found = services.replaying.replay(program, first, last, progress)
    return tried_answer(found, services.shop.settings().digits)
