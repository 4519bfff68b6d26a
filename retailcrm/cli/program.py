"""Commands about the program's rules."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from retailcrm.cli.answers import Json, day
from retailcrm.cli.grammar import DATE, Command, commands_of
from retailcrm.cli.moving import moving_words, run_progress, run_transition
from retailcrm.cli.program_files import program_in, today
from retailcrm.cli.trying import run_preview, run_replay, trying_words
from retailcrm.cli.typed import day_typed
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import Progress
from retailcrm.loyalty.program_text import program_to
from retailcrm.services.program import VersionRow
from retailcrm.wiring import Services


def program_words(command: Command) -> None:
    """Add the commands about the program."""
    action = commands_of(command("program", "the rules by which points are earned and used"),
                         "action")  # fmt: skip
    show = action("show", "the rules in force, and every earlier and later version")
    show.add_argument("--on", metavar=DATE, help="the rules of another day")
    given = action("set", "let the rules of a file hold from a day on")
    given.add_argument("file", type=Path, metavar="FILE", help="TOML or JSON, see docs/program.md")
    given.add_argument("--from", dest="first", metavar=DATE, help="first day; left out: today")
    given.add_argument("--note", default="", metavar="TEXT")
    end = action("end", "let the program end on a day")
    end.add_argument("--from", dest="first", required=True, metavar=DATE)
    end.add_argument("--note", default="", metavar="TEXT")
    trying_words(action)
    moving_words(action)


def run_program(services: Services, told: Namespace, progress: Progress) -> Json:
    """Do what was asked with the program."""
    return _ACTIONS[told.action](services, told, progress)


def _shown(services: Services, told: Namespace, _progress: Progress) -> Json:
    held = services.program.current(day_typed(told.on))
    return {
        **(_version(held) if held is not None else {"number": None}),
        "program": _rules(held),
        "versions": [_version(one) for one in services.program.versions()],
    }


def _given(services: Services, told: Namespace, progress: Progress) -> Json:
    program = program_in(told.file)
    first = day_typed(told.first) or today(services, told)
    outcome = services.program.save(program, first, note=told.note)
    answer = _saved(outcome)
    if first > today(services, told):
        return {**answer, "booked": 0}
    # Receipts may be in the books already, and whoever was stopped here can ask again.
    return {**answer, "booked": services.posting.catch_up(progress).value.entries}


def _ended(services: Services, told: Namespace, _progress: Progress) -> Json:
    first = day_typed(told.first)
    assert first is not None
    return _saved(services.program.save(None, first, note=told.note))


def _saved(outcome: Outcome[VersionRow]) -> Json:
    return {"said": outcome.summary, **_version(outcome.value)}


def _version(row: VersionRow) -> Json:
    return {
        "number": row.number,
        "starts": day(row.starts),
        "state": row.state,
        "name": row.program.name if row.program is not None else None,
        "note": row.note,
        "actor": row.actor,
    }


def _rules(row: VersionRow | None) -> Json | None:
    return None if row is None or row.program is None else program_to(row.program)


_ACTIONS: dict[str, Callable[[Services, Namespace, Progress], Json]] = {
    "show": _shown,
    "set": _given,
    "end": _ended,
    "preview": run_preview,
    "replay": run_replay,
    "transition": run_transition,
    "progress": run_progress,
}
