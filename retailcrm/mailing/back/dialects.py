"""The reports of the mail services, each recognised by the headings it has."""

import re
from collections.abc import Callable

from retailcrm.mailing.back.happenings import What
from retailcrm.mailing.back.headings import Heads, plain_heading
from retailcrm.mailing.back.report import MOMENT_ENDS, Kind, Report, Rule, rules_of
from retailcrm.mailing.back.values import bare, is_no, is_yes

CONSTANT_CONTACT, MAILCHIMP, KLAVIYO, BREVO, HUBSPOT = (
    "constant-contact", "mailchimp", "klaviyo", "brevo", "hubspot",
)  # fmt: skip
_MAILCHIMP = ("memberrating", "leid", "euid", "lastchanged", "optintime", "confirmtime", "gmtoff")
_CONTACTS = ("emailstatus", "emailpermissionstatus")
_NAMES = (
    (Kind.UNSUBSCRIBES, re.compile(r"un-?sub|opt-?_?outs?|abmeld", re.IGNORECASE)),
    (Kind.BOUNCES, re.compile(r"bounce|cleaned", re.IGNORECASE)),
    (Kind.COMPLAINTS, re.compile(r"complain|spam|abuse", re.IGNORECASE)),
    (Kind.OPENS, re.compile(r"(?<!un)open(?:s|ed|ers)?(?![a-z])", re.IGNORECASE)),
    (Kind.CLICKS, re.compile(r"click", re.IGNORECASE)),
)


def hubspot(heads: Heads, address: int, _name: str) -> Report | None:
    """Recognise HubSpot's export of unsubscribes and bounces; a type of letter is not all."""
    bounce, away = heads.at("portalbounce"), heads.at("portalunsubscribe")
    if bounce is None and away is None:
        return None
    rules = []
    for column, what in (
        (bounce, What.BOUNCED),
        (heads.at("globalbounce"), What.BOUNCED),
        (heads.at("portalspamreport"), What.COMPLAINED),
        (away, What.UNSUBSCRIBED),
    ):
        if column is not None:
            rules.append(
                Rule(what, when=column, says=is_yes, detail=column, final=what != What.UNSUBSCRIBED)
            )
    return Report(HUBSPOT, Kind.CONTACTS, address, tuple(rules))


def mailchimp(heads: Heads, address: int, name: str) -> Report | None:
    """Recognise one part of Mailchimp's export; only its name tells whom it lists."""
    left, cleaned = heads.at("unsubtime"), heads.at("cleantime")
    known = heads.count(_MAILCHIMP)
    if known < 2 and left is None and cleaned is None:  # noqa: PLR2004
        return None
    said = _mailchimp_name(name)
    shown = {
        kind
        for kind, column in ((Kind.UNSUBSCRIBES, left), (Kind.BOUNCES, cleaned))
        if column is not None
    }
    kinds = {said} | shown if said else shown
    kind = kinds.pop() if len(kinds) == 1 else Kind.UNCLEAR
    why = heads.at("unsubreason")
    rules = {
        Kind.UNSUBSCRIBES: (Rule(What.UNSUBSCRIBED, at=left, detail=why),),
        Kind.BOUNCES: (Rule(What.BOUNCED, at=cleaned, word="cleaned", final=True),),
    }
    return Report(MAILCHIMP, kind, address, rules.get(kind, ()), in_utc=True)


def _mailchimp_name(name: str) -> Kind | None:
    told = re.search(r"(?:^|[/\\ _-])(unsubscribed|cleaned|subscribed|nonsubscribed)_", f"/{name}")
    return None if told is None else {
        "unsubscribed": Kind.UNSUBSCRIBES, "cleaned": Kind.BOUNCES,
        "subscribed": Kind.CONTACTS, "nonsubscribed": Kind.CONTACTS,
    }[told.group(1)]  # fmt: skip


def klaviyo(heads: Heads, address: int, _name: str) -> Report | None:
    """Recognise Klaviyo's profiles: consent, and why an address is suppressed."""
    consent = heads.at("emailmarketingconsent")
    held = heads.at("emailsuppressions", "suppressionreason", "suppressionreasons")
    if consent is None and held is None:
        return None
    rules = []
    if consent is not None:
        at = heads.at("emailmarketingconsenttimestamp")
        rules.append(Rule(What.UNSUBSCRIBED, when=consent, says=_says("unsubscribed"), at=at))
    if held is not None:
        left = heads.at("suppressiondate", "suppressedat", "timestamp", "date")
        rules += [
            Rule(What.UNSUBSCRIBED, when=held, says=_holds("UNSUBSCRIBE", "USER_SUPPRESSED"),
                 at=left if consent is None else None),
            Rule(What.COMPLAINED, when=held, says=_holds("SPAM"), at=left, word="spam", final=True),
            Rule(What.BOUNCED, when=held, says=_holds("HARD_BOUNCE", "INVALID_EMAIL"), at=left,
                 word="hard bounce", final=True),
        ]  # fmt: skip
    phone, texts = heads.at("phonenumber"), heads.at("smsmarketingconsent")
    if phone is not None and texts is not None:
        when = heads.at("smsmarketingconsenttimestamp")
        says = _says("unsubscribed")
        rules.append(Rule(What.UNSUBSCRIBED, when=texts, says=says, at=when, phone=phone))
    rules += _last_seen(heads)
    return Report(KLAVIYO, Kind.CONTACTS, address, tuple(rules), in_utc=True)


def _last_seen(heads: Heads) -> list[Rule]:
    found = ((What.OPENED, heads.at("lastopen")), (What.CLICKED, heads.at("lastclick")))
    return [Rule(what, when=at, says=is_yes, at=at) for what, at in found if at is not None]


def brevo(heads: Heads, address: int, _name: str) -> Report | None:
    """Recognise Brevo's contacts: whom it writes to no more, without saying why."""
    blocked = heads.at("emailblacklisted")
    if blocked is None:
        return None
    # The contact's last change is no moment of refusal: the refusal counts from today.
    rules = [Rule(What.BLOCKED, when=blocked, says=is_yes)]
    phone, texts = heads.at("sms"), heads.at("smsblacklisted")
    if phone is not None and texts is not None:
        rules.append(Rule(What.BLOCKED, when=texts, says=is_yes, phone=phone))
    return Report(BREVO, Kind.CONTACTS, address, tuple(rules), months_first=False)


def constant_contact(heads: Heads, address: int, name: str) -> Report | None:
    """Recognise Constant Contact's reports by the column they add, and its contacts."""
    contacts = bool(
        heads.all_at(lambda one: one.startswith(_CONTACTS)) or heads.has("confirmedoptoutdate")
    )
    kind = _added(heads)
    if kind is None and not contacts:
        return None
    if kind is not None:
        return Report(CONSTANT_CONTACT, kind, address, rules_of(kind, heads))
    said = said_by_name(name)
    if said is Kind.UNSUBSCRIBES:
        return Report(CONSTANT_CONTACT, said, address, rules_of(said, heads))
    if said is not None:
        return Report(CONSTANT_CONTACT, Kind.UNCLEAR, address)
    sure = plain_heading(name).startswith("contactexport")
    return Report(CONSTANT_CONTACT, Kind.CONTACTS, address, contact_rules(heads), sure=sure)


def contact_rules(heads: Heads) -> tuple[Rule, ...]:
    """Give the rules of a list of contacts: whoever opted out is named with the day."""
    why = heads.at("confirmedoptoutreason")
    at = heads.at("confirmedoptoutdate")
    status = heads.all_at(lambda one: one.startswith(_CONTACTS))
    by_word = [Rule(What.UNSUBSCRIBED, when=one, says=_left, at=at, detail=why) for one in status]
    if at is None:
        return tuple(by_word)
    return (Rule(What.UNSUBSCRIBED, when=at, says=is_yes, at=at, detail=why), *by_word)


def _added(heads: Heads) -> Kind | None:
    if heads.at("clickedat", "clickedlinkaddress") is not None:
        return Kind.CLICKS
    if heads.at("openedat") is not None:
        return Kind.OPENS
    if heads.all_at(lambda one: "bounce" in one):
        return Kind.BOUNCES
    if heads.at("unsubscribedat", "optedoutat") is not None:
        return Kind.UNSUBSCRIBES
    return None


def said_by_name(name: str) -> Kind | None:
    """Give what a file is called after, if it is one thing only."""
    found = [kind for kind, word in _NAMES if word.search(name)]
    return found[0] if len(found) == 1 else None


def addresses_alone(heads: Heads, address: int, name: str) -> Report:
    """Take any other table with addresses: what it is, its headings or name or a person say."""
    rules = tuple(rule for what, stems in _STEMS for rule in _flagged(heads, what, stems))
    if (asked := heads.at(*_AGREED)) is not None:
        rules += (Rule(What.UNSUBSCRIBED, when=asked, says=is_no),)
    if rules:
        return Report("", Kind.CONTACTS, address, rules)
    kind = said_by_name(name) or Kind.UNCLEAR
    return Report("", kind, address, rules_of(kind, heads))


_STEMS = (
    (What.BOUNCED, ("bounce", "cleaned")),
    (What.COMPLAINED, ("complain", "spamreport", "abuse")),
    (What.UNSUBSCRIBED, ("unsub", "optout", "optedout", "abgemeldet")),
    (What.OPENED, ("opened",)),
    (What.CLICKED, ("clicked",)),
)
_AGREED = ("subscribed", "optin", "emailoptin", "optedin", "emailconsent", "mayemail", "consent")


def _flagged(heads: Heads, what: What, stems: tuple[str, ...]) -> tuple[Rule, ...]:
    """Give the rule of columns that say of each row whether it happened, when, and why."""
    named = heads.all_at(lambda one: any(stem in one for stem in stems))
    if not named:
        return ()
    moments = [at for at in named if heads.plain[at].endswith(MOMENT_ENDS)]
    others = [at for at in named if at not in moments]
    at = moments[0] if moments else None
    when = others[0] if others else at
    reads = what is What.BOUNCED
    final = what is What.COMPLAINED
    detail = others[-1] if others and what is not What.CLICKED else None
    return (Rule(what, when=when, says=is_yes, at=at, detail=detail, reads=reads, final=final),)


#: asked in this order with the column of addresses and the name of the file; the first that
#: knows a table has it, the last takes any
DIALECTS: tuple[Callable[[Heads, int, str], Report | None], ...] = (
    hubspot, mailchimp, klaviyo, brevo, constant_contact, addresses_alone,
)  # fmt: skip


def _says(word: str) -> Callable[[str], bool]:
    return lambda cell: plain_heading(bare(cell)) == word


def _left(cell: str) -> bool:
    return plain_heading(bare(cell)).startswith(("unsub", "optout", "optedout"))


def _holds(*words: str) -> Callable[[str], bool]:
    return lambda cell: any(word in bare(cell).upper().replace(" ", "_") for word in words)
