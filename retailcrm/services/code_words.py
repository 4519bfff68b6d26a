"""What is said of a code at the counter: always one sentence."""

from collections.abc import Callable

from retailcrm.campaigns.code_rules import Refusal
from retailcrm.campaigns.codes import is_checked, is_drawn, shown_code
from retailcrm.campaigns.offers import OfferKind, offer_title, read_offer
from retailcrm.core.days import day_of
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.db.codes import HeldCode, HeldUse
from retailcrm.loyalty.codes import plain_code
from retailcrm.services.code_rows import CodeGlance, CodeState

_PLAIN = Figures("USD")  # only its dates are used


def offer_words(offer: str, money: Callable[[int], str]) -> str:
    """Give what an offer brings: in the owner's words, else in ours; a message brings nothing.

    Args:
        offer: as it is kept.
        money: writes an amount in minor units.
    """
    told = read_offer(offer)
    if told.text.strip() or told.kind is OfferKind.MESSAGE:
        return told.text.strip()
    return offer_title(told, money)


def unknown(text: str) -> CodeGlance:
    """Say that nobody knows a code, and whether a sign of it must be wrong."""
    shown = " ".join(text.split())
    if is_drawn(text) and not is_checked(text):
        return CodeGlance(
            shown_code(text), CodeState.UNKNOWN,
            say("{code} is no code: one of its signs is wrong.", code=shown_code(text)),
            say("Read it once more, letter by letter."), is_near=True,
        )  # fmt: skip
    return CodeGlance(
        shown, CodeState.UNKNOWN, say("The shop never made a code {code}.", code=shown or "–"),
        say("Ask where it comes from."), is_near=is_drawn(text),
    )  # fmt: skip


def glance_of(
    code: HeldCode, why: Refusal, uses: list[HeldUse], *, gives: str, campaign: str, name: str
) -> CodeGlance:
    """Put together what the counter sees of a code."""
    counted = sum(one.is_counted for one in uses)
    until = None if code.until is None else day_of(code.until)
    sentence, hint = _said(code, why, uses, gives, name)
    return CodeGlance(
        shown=code.shown,
        state=_STATES[why],
        sentence=sentence,
        hint=hint,
        gives=gives,
        campaign=campaign,
        campaign_id=code.campaign,
        customer_id=code.customer,
        name=name,
        until=until,
        left=None if code.uses is None else max(code.uses - counted, 0),
    )


_STATES = {
    Refusal.NONE: CodeState.GOOD, Refusal.USED: CodeState.USED, Refusal.LATE: CodeState.LATE,
    Refusal.OTHER: CodeState.OTHER, Refusal.WITHDRAWN: CodeState.WITHDRAWN,
}  # fmt: skip


def _said(
    code: HeldCode, why: Refusal, uses: list[HeldUse], gives: str, name: str
) -> tuple[str, str]:
    shown = code.shown
    if why is Refusal.USED:
        last = max((one.day for one in uses if one.is_counted), default=None)
        on = "–" if last is None else _PLAIN.day_year(day_of(last))
        return say("The code {code} was used on {day}.", code=shown, day=on), say(
            "It is good once only." if code.uses == 1 else "It is used up."
        )
    if why is Refusal.LATE and code.until is not None:
        day = _PLAIN.day_year(day_of(code.until))
        return say("The code {code} was good until {day}.", code=shown, day=day), ""
    if why is Refusal.OTHER:
        return (
            say("The code {code} belongs to {name}.", code=shown, name=name or "–"),
            say("It is for that person alone."),
        )
    if why is Refusal.WITHDRAWN:
        return say("The code {code} was taken out of use.", code=shown), ""
    return _good(code, gives, name), ""


def _good(code: HeldCode, gives: str, name: str) -> str:
    parts = [gives.rstrip(".") or say("the code {code}", code=code.shown)]
    if name:
        parts.append(say("for {name}", name=name))
    if code.until is not None:
        parts.append(say("until {day}", day=_PLAIN.day_year(day_of(code.until))))
    return say("Good: {what}.", what=", ".join(parts))


def is_plain(text: str) -> bool:
    """Say whether a text could be a code at all: it has a letter and no sign of an address."""
    plain = plain_code(text)
    return any(one.isalpha() for one in plain) and "@" not in text
