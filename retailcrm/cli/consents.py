"""Consent on the command line: how everyone stands, and the words people are asked with."""

from argparse import Namespace
from pathlib import Path

from retailcrm.cli.answers import Json
from retailcrm.cli.grammar import Command
from retailcrm.cli.tables import write_csv
from retailcrm.core.consents import CHANNELS
from retailcrm.core.errors import UserError
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.consent_rows import ConsentTold, EventRow, WordingRow
from retailcrm.wiring import Services

_COLUMNS = ("at", "customer", "name", "channel", "answer", "came_by", "source", "wording",
            "noted_by")  # fmt: skip
_MOST = 1_000_000


def consents_words(command: Command) -> None:
    """Add the command about consent."""
    found = command("consents", "who may be written to: yes, no, never asked, by channel")
    found.add_argument("--out", type=Path, metavar="CSV", help="every answer with its wording")
    found.add_argument(
        "--takes",
        metavar="CHANNEL=RULE",
        help="what it takes: email=yes, email=implied (or a purchase), post=unless_refused",
    )
    found.add_argument("--ask", choices=CHANNELS, help="change the question of a channel")
    found.add_argument("--words", metavar="TEXT", help="the new question; empty: the usual one")


def run_consents(services: Services, told: Namespace, _progress: Progress) -> Json:
    """Tell how everyone stands, or change a question."""
    consents = services.campaigns.consents
    if (told.ask is None) != (told.words is None):
        raise UserError(say("Give --ask and --words together."))
    said: Json = {}
    if told.ask is not None:
        said["said"] = consents.ask_with(told.ask, told.words).summary
    if told.takes is not None:
        channel, _, rule = told.takes.partition("=")
        said["said"] = consents.take(channel.strip(), rule.strip()).summary
    found = consents.read(_MOST if told.out is not None else 20)
    answer = {**said, **_answer(found)}
    if told.out is not None:
        services.exports.note("consents", len(found.newest))
        write_csv(told.out, _COLUMNS, [_cells(one) for one in found.newest])
        answer["file"] = str(told.out)
    return answer


def _answer(found: ConsentTold) -> Json:
    return {
        "customers": found.customers,
        "channels": [
            {
                "channel": one.channel,
                "rule": one.rule,
                **{told.key.partition(".")[2]: int(told.value or 0) for told in one.figures()},
            }
            for one in found.channels
        ],
        "came_by": [
            {"channel": one.channel, "how": one.how, "yes": one.yes, "no": one.no}
            for one in found.came
        ],
        "questions": [_wording(one) for one in found.wordings],
    }


def _wording(one: WordingRow) -> Json:
    return {
        "channel": one.channel,
        "version": one.version,
        "since": None if one.since is None else one.since.isoformat(),
        "text": one.text,
        "in_use": one.is_used,
        "asked": one.asked,
    }


def _cells(one: EventRow) -> list[str | int]:
    return [
        one.at.isoformat(), one.customer_id, one.name, one.channel, "yes" if one.given else "no",
        one.how, one.source, one.wording, one.actor,
    ]  # fmt: skip
