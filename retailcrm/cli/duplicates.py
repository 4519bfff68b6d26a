"""Commands about people who are in the books twice."""

from argparse import Namespace
from pathlib import Path

from retailcrm.cli.answers import Json
from retailcrm.cli.grammar import Command, add_ref
from retailcrm.cli.tables import write_csv
from retailcrm.cli.whom import whom
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.merge_rows import Merged, Suggestion
from retailcrm.wiring import Services

_COLUMNS = ("first", "second", "score", "first_told", "second_told", "reasons")
_MOST_ID = 2**31 - 1


def duplicates_words(command: Command) -> None:
    """Add the commands that find duplicates, put them together and part them."""
    found = command("duplicates", "list who may be in the books twice; nothing is changed")
    found.add_argument("--limit", type=int, default=200, metavar="N")
    found.add_argument("--out", type=Path, metavar="CSV")
    merge = command("merge", "put two entries of one person together; A stays")
    merge.add_argument("winner", metavar="A", help="card as scanned, number, e-mail, phone, name")
    merge.add_argument("loser", metavar="B", help="becomes part of A")
    unmerge = command("unmerge", "part two entries again, each with what is his")
    unmerge.add_argument("merge", type=int, metavar="ID", help="as merge told it")
    merges = command("merges", "list who was put together with a customer")
    add_ref(merges)
    apart = command("apart", "note that two entries are two people")
    for name in ("A", "B"):
        apart.add_argument(name.lower(), metavar=name)


def run_duplicates(services: Services, told: Namespace, progress: Progress) -> Json:
    """List pairs that may be one person."""
    pairs = services.merging.suggestions(max(0, told.limit), progress)
    answer: Json = {"duplicates": len(pairs), "pairs": [_pair(one) for one in pairs]}
    if told.out is not None:
        services.exports.note("duplicates", len(pairs))
        write_csv(told.out, _COLUMNS, [_cells(one) for one in pairs])
        answer["file"] = str(told.out)
    return answer


def run_merge(services: Services, told: Namespace, _progress: Progress) -> Json:
    """Put two entries together."""
    winner, loser = whom(services, told.winner), whom(services, told.loser)
    return _merged(services.merging.merge(winner, loser))


def run_unmerge(services: Services, told: Namespace, _progress: Progress) -> Json:
    """Part two entries."""
    if not 0 < told.merge <= _MOST_ID:
        raise UserError(say("There is no merge {number} to take back.", number=told.merge))
    return _merged(services.merging.unmerge(told.merge))


def run_merges(services: Services, told: Namespace, _progress: Progress) -> Json:
    """List the merges of a customer."""
    rows = services.merging.merges(whom(services, told.ref))
    return {
        "merges": [
            {
                "merge": one.merge_id,
                "winner": one.winner_id,
                "loser": one.loser_id,
                "name": one.loser,
                "at": one.at.isoformat(),
                "actor": one.actor,
            }
            for one in rows
        ]
    }


def run_apart(services: Services, told: Namespace, _progress: Progress) -> Json:
    """Note that two entries are two people."""
    first, second = whom(services, told.a), whom(services, told.b)
    outcome = services.merging.not_duplicate(first, second)
    return {"said": outcome.summary, "first": first, "second": second}


def _merged(outcome: Outcome[Merged]) -> Json:
    told = outcome.value
    return {
        "said": outcome.summary,
        "merge": told.merge_id or None,
        "customer": told.winner_id,
        "merged": told.loser_id,
    }


def _pair(one: Suggestion) -> Json:
    return {
        "first": one.first_id,
        "second": one.second_id,
        "score": one.score,
        "reasons": list(one.reasons),
        "first_told": list(one.first),
        "second_told": list(one.second),
    }


def _cells(one: Suggestion) -> list[str | int]:
    told = ("; ".join(part for part in parts if part) for parts in (one.first, one.second))
    return [one.first_id, one.second_id, one.score, *told, "; ".join(one.reasons)]
