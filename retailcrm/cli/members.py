"""Commands that make members."""

from argparse import Namespace

from retailcrm.cli.answers import Json
from retailcrm.cli.grammar import Command
from retailcrm.core.errors import UserError
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.member_rows import Enrolment
from retailcrm.wiring import Services

_TOLD = (
    ("first-name", "TEXT"),
    ("last-name", "TEXT"),
    ("phone", "NUMBER"),
    ("email", "ADDRESS"),
    ("postcode", "CODE"),
    ("street", "TEXT"),
    ("city", "TEXT"),
    ("birthday", "DATE"),
    ("language", "XX"),
    ("source", "TEXT"),
    ("note", "TEXT"),
    ("card", "NUMBER"),
)
_ANSWERS = {"yes": True, "no": False}


def members_words(command: Command) -> None:
    """Add the command that enrols."""
    enrol = command("enrol", "make a member of somebody new or already known")
    for name, kind in _TOLD:
        enrol.add_argument(f"--{name}", default="", metavar=kind)
    enrol.add_argument(
        "--consent", action="append", default=[], metavar="CHANNEL=yes|no",
        help="the answer for email, sms, post or phone; may be repeated",
    )  # fmt: skip
    enrol.add_argument(
        "--wording", default="", metavar="TEXT", help="the words consents were asked with"
    )
    enrol.add_argument(
        "--someone-else", action="store_true", help="shares a phone or e-mail with another person"
    )


def run_enrol(services: Services, told: Namespace, _progress: Progress) -> Json:
    """Make a member."""
    fields = [name.replace("-", "_") for name, _ in _TOLD]
    wish = Enrolment(
        **{name: getattr(told, name) for name in fields},
        consents=tuple((*_consent(one), told.wording) for one in told.consent),
        someone_else=told.someone_else,
    )
    outcome = services.members.enrol(wish)
    made = outcome.value
    return {
        "said": outcome.summary,
        "customer": made.customer_id,
        "card": made.card,
        "was_known": made.was_known,
    }


def _consent(text: str) -> tuple[str, bool]:
    channel, _, answer = text.partition("=")
    if answer.strip().lower() not in _ANSWERS:
        raise UserError(
            say("{text} is no answer to a channel.", text=text), say("Write it as email=yes.")
        )
    return channel.strip().lower(), _ANSWERS[answer.strip().lower()]
