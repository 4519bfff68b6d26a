"""What a table that came back is, and how each of its rows is understood."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from retailcrm.mailing.back.happenings import What
from retailcrm.mailing.back.headings import Heads


class Kind(StrEnum):
    """What a report tells of; UNCLEAR: a person has to say."""

    CONTACTS = "contacts"
    OPENS = "opens"
    CLICKS = "clicks"
    BOUNCES = "bounces"
    UNSUBSCRIBES = "unsubscribes"
    COMPLAINTS = "complaints"
    UNCLEAR = "unclear"


#: what a person can say that a report is
TOLD = (Kind.UNSUBSCRIBES, Kind.BOUNCES, Kind.OPENS, Kind.CLICKS, Kind.COMPLAINTS, Kind.CONTACTS)


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a row may tell.

    Attributes:
        what: happened, if the rule holds.
        when: column that decides; None: every row.
        says: whether its cell says so.
        at: column of the moment.
        detail: column of the reason, code or link.
        word: detail where no column holds one.
        final: the address is gone for good.
        reads: the detail tells what a bounce means.
        phone: column of the phone number, for what is told of text messages.
    """

    what: What
    when: int | None = None
    says: Callable[[str], bool] = bool
    at: int | None = None
    detail: int | None = None
    word: str = ""
    final: bool = False
    reads: bool = False
    phone: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One table, recognised.

    Attributes:
        service: constant-contact, mailchimp, klaviyo, brevo, hubspot; empty: unknown.
        kind: of report.
        address: column of e-mail addresses.
        rules: what a row may tell.
        in_utc: clocks without a zone are universal time; else the shop's.
        months_first: 3/4/2026 is the fourth of March, where nothing settles it.
        sure: the report says by itself what it is, even where nothing in it happened.
    """

    service: str
    kind: Kind
    address: int
    rules: tuple[Rule, ...] = ()
    in_utc: bool = False
    months_first: bool = True
    sure: bool = True

    @property
    def wanted(self) -> tuple[int, ...]:
        """Columns that are read, ascending."""
        used = {self.address}
        for rule in self.rules:
            used.update(
                at for at in (rule.when, rule.at, rule.detail, rule.phone) if at is not None
            )
        return tuple(sorted(used))


def rules_of(kind: Kind, heads: Heads) -> tuple[Rule, ...]:
    """Give the rules of a report of which a person, or a heading, says what it is."""
    if kind is Kind.OPENS:
        return (Rule(What.OPENED, at=_moment(heads, ("open",))),)
    if kind is Kind.CLICKS:
        link = heads.at("clickedlinkaddress", "linkurl", "url", "link")
        return (Rule(What.CLICKED, at=_moment(heads, ("click",)), detail=link),)
    if kind is Kind.BOUNCES:
        return (_bounce(heads),)
    if kind is Kind.UNSUBSCRIBES:
        why = heads.at("confirmedoptoutreason", "unsubreason", "unsubscribereason", "reason")
        return (Rule(What.UNSUBSCRIBED, at=_moment(heads, _LEFT), detail=why),)
    if kind is Kind.COMPLAINTS:
        at = _moment(heads, ("complain", "spam", "abuse"))
        return (Rule(What.COMPLAINED, at=at, final=True),)
    return ()


_LEFT = ("confirmedoptoutdate", "unsub", "optout", "optedout")
#: how headings of moments end
MOMENT_ENDS = ("at", "date", "time", "timestamp")
_ANY_MOMENT = ("date", "time", "timestamp", "createdtime", "eventtime", "datetime")


def _moment(heads: Heads, stems: tuple[str, ...]) -> int | None:
    """Find the column of the moment: one that is named after what happened, else a bare date."""
    for stem in stems:
        named = heads.all_at(
            lambda name, stem=stem: stem in name and name.endswith(MOMENT_ENDS)  # type: ignore[misc]
        )
        if named:
            return named[0]
    return heads.at(*_ANY_MOMENT)


def _bounce(heads: Heads) -> Rule:
    at = _moment(heads, ("bounce", "clean"))
    named = [
        one
        for one in heads.all_at(lambda name: "bounce" in name)
        if one != at and not heads.plain[one].endswith(("count", "date", "time"))
    ]
    # The most telling column first: a code or type rather than the words of a server.
    named.sort(key=lambda one: not heads.plain[one].endswith(("code", "type", "category")))
    detail = named[0] if named else heads.at("type", "reason", "code", "category", "status")
    return Rule(What.BOUNCED, at=at, detail=detail, reads=True)
