"""Commands about what comes back of sendings."""

from argparse import Namespace
from pathlib import Path

from retailcrm.cli.answers import Json
from retailcrm.cli.grammar import Command
from retailcrm.core.errors import UserError
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.mail_back import KINDS, BackFile, BackReport, ReadBack
from retailcrm.wiring import Services

_COUNTS = (
    "rows", "opened", "clicked", "bounced", "bounced_once", "complained", "unsubscribed",
    "refused_before", "blocked", "away", "same", "stopped", "unknown", "shared",
)  # fmt: skip


def back_words(action: Command) -> None:
    """Add the commands that read reports and note returned letters."""
    one = action("import", "read what a mail service reports: opens, bounces, unsubscribes")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--kind", choices=KINDS, default="", help="what it is, if it does not tell")
    one.add_argument("--campaign", type=int, metavar="N", help="the campaign it is about")
    one.add_argument("--dry-run", action="store_true", help="say what would be noted")
    letters = action("returned", "note letters that came back")
    letters.add_argument("codes", nargs="+", metavar="CODE", help="printed code, or the card")


def run_back(services: Services, told: Namespace, progress: Progress) -> Json:
    """Read a report."""
    wish = ReadBack(told.file, told.kind, told.campaign)
    if told.dry_run:
        found = services.campaigns.back.preview(wish, progress)
    else:
        found = services.campaigns.back.read(wish, progress).value
    return {"dry_run": told.dry_run, **_report(found)}


def run_returned(services: Services, told: Namespace, _progress: Progress) -> Json:
    """Note returned letters."""
    found = services.campaigns.back.returned(told.codes).value
    if not any(letter.customer_id for letter in found.letters):
        raise UserError(found.letters[0].sentence, say("Type the code as it is printed."))
    return {
        "returned": found.noted,
        "stopped": found.stopped,
        "letters": [
            {
                "code": one.code,
                "customer": one.customer_id,
                "name": one.name,
                "campaign": one.campaign,
                "said": one.sentence,
            }
            for one in found.letters
        ],
    }


def file_told(one: BackFile) -> Json:
    """Tell what one file, or one answer over the network, came to."""
    return {
        "file": one.file,
        "service": one.service,
        "kind": one.kind,
        **{name: getattr(one, name) for name in _COUNTS},
        "campaigns": dict(one.campaigns),
        "problems": len(one.problems),
        "problem_rows": [
            {"line": bad.line, "column": bad.column, "value": bad.value, "reason": bad.reason}
            for bad in one.problems
        ],
    }


def _report(found: BackReport) -> Json:
    return {"files": [file_told(one) for one in found.files]}
