"""What came back of sendings, as screens and commands see it."""

from dataclasses import dataclass
from pathlib import Path

from retailcrm.core.problem import Problem
from retailcrm.core.words import say
from retailcrm.mailing.back.report import TOLD, Kind

#: what a person can say that a file is, in the order of the choice
KINDS = tuple(str(one) for one in TOLD)


@dataclass(frozen=True, slots=True)
class ReadBack:
    """A wish to read what a mail service reports.

    Attributes:
        path: a CSV, a workbook, or a ZIP of them.
        kind: one of `KINDS`, where the file itself does not tell; empty: it must tell.
        campaign: whose sending it is about; None: found by the lists that left.
    """

    path: Path
    kind: str = ""
    campaign: int | None = None


@dataclass(frozen=True, slots=True)
class BackFile:
    """What one file tells, and what was noted of it.

    Attributes:
        file: its name.
        service: key of the mail service; empty: unknown.
        title: of the service and the kind of report, in the shop's words.
        kind: one of `KINDS`, or `unclear`: nothing is noted until a person says what it is.
        rows: with an address.
        opened: new; of the counts below likewise, each for a person.
        clicked: links.
        bounced: for good.
        bounced_once: this time.
        complained: called a message spam.
        unsubscribed: said no by this.
        refused_before: had said no before, or before the campaign was sent.
        blocked: the service writes to them no more and does not say why.
        away: answers of absence, which are no bounces.
        same: told before.
        stopped: addresses that are not used again from now on.
        unknown: addresses that nobody in the books has.
        unknown_some: a few of them, to look at.
        shared: addresses that several people have.
        shared_by: their customers, to be named in the audit.
        campaigns: (name, what was noted for it), most first.
        problems: rows that tell nothing, and why.
    """

    file: str
    service: str
    title: str
    kind: str
    rows: int = 0
    opened: int = 0
    clicked: int = 0
    bounced: int = 0
    bounced_once: int = 0
    complained: int = 0
    unsubscribed: int = 0
    refused_before: int = 0
    blocked: int = 0
    away: int = 0
    same: int = 0
    stopped: int = 0
    unknown: int = 0
    unknown_some: tuple[str, ...] = ()
    shared: int = 0
    shared_by: tuple[tuple[int, ...], ...] = ()
    campaigns: tuple[tuple[str, int], ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_unclear(self) -> bool:
        """Whether a person has to say what it is."""
        return self.kind == Kind.UNCLEAR


@dataclass(frozen=True, slots=True)
class BackReport:
    """What several files tell (an archive holds some)."""

    files: tuple[BackFile, ...]

    @property
    def is_unclear(self) -> bool:
        """Whether a person has to say what one of them is."""
        return any(one.is_unclear for one in self.files)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that came back, as its code or card tells.

    Attributes:
        code: as it was scanned.
        customer_id: whose it was; None: nobody's.
        name: his.
        address: where it went.
        campaign: by which it was sent; empty: unknown.
        sentence: why it is nobody's letter, or that it came back before; empty: all well.
    """

    code: str
    customer_id: int | None = None
    name: str = ""
    address: str = ""
    campaign: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """Letters noted as returned.

    Attributes:
        letters: all that were scanned.
        noted: how many are new.
        stopped: postal addresses that are not used again until they are corrected.
    """

    letters: tuple[Letter, ...]
    noted: int
    stopped: int


_SERVICES = {
    "constant-contact": "Constant Contact",
    "mailchimp": "Mailchimp",
    "klaviyo": "Klaviyo",
    "brevo": "Brevo",
    "hubspot": "HubSpot",
}
_KINDS = {
    "contacts": "contacts",
    "opens": "who opened",
    "clicks": "who clicked",
    "bounces": "what bounced",
    "unsubscribes": "who unsubscribed",
    "complaints": "who complained",
    "unclear": "unclear",
}


def service_title(service: str) -> str:
    """Name a mail service; an unknown one is a list."""
    return _SERVICES.get(service, say("List"))


def kind_title(kind: str) -> str:
    """Name a kind of report."""
    return say(_KINDS[kind])
