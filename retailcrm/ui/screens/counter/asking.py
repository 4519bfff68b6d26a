"""What to ask a member aloud: consents with their wording, and contacts that are missing."""

from retailcrm.core.questions import Asker
from retailcrm.core.words import say
from retailcrm.services.member_rows import CONTACTS
from retailcrm.ui.screens.counter.state import Member

#: what a channel needs before it makes sense to ask
_NEEDS = {"email": "email", "sms": "phone", "phone": "phone", "post": "postcode"}
CHANNELS = ("email", "sms", "post", "phone")
_TITLE = {"email": "E-mail", "sms": "Text messages", "post": "Letters", "phone": "Calls"}
_CONTACT = {
    "last_name": "last name", "phone": "phone number", "email": "e-mail", "postcode": "postcode",
}  # fmt: skip


def wording(channel: str, asker: Asker) -> str:
    """Give the question as it is asked, which is kept beside the answer."""
    return asker.words(channel)


def channel_title(channel: str) -> str:
    """Name a channel."""
    return say(_TITLE[channel])


def askable(contacts: dict[str, str]) -> tuple[str, ...]:
    """List the channels a person can be reached by, by the contacts that are known."""
    return tuple(one for one in CHANNELS if contacts.get(_NEEDS[one], "").strip())


def unasked(member: Member) -> tuple[str, ...]:
    """List the channels a member can be reached by and was never asked about."""
    held = dict(member.consents)
    contacts = {"email": member.email, "phone": member.phone, "postcode": member.postcode}
    return tuple(one for one in askable(contacts) if held.get(one) is None)


def contact_title(name: str) -> str:
    """Name a field of a member's contact."""
    return say(_CONTACT[name])


def missing_words(member: Member) -> str:
    """Say what to ask a member for; empty if nothing is missing."""
    names = [contact_title(one) for one in CONTACTS if one in member.missing]
    return say("Ask for: {names}.", names=", ".join(names)) if names else ""
