"""Why two entries may be one person, in words."""

from collections.abc import Mapping
from typing import Any

from retailcrm.analytics.duplicates import Evidence, Pair
from retailcrm.core.words import say
from retailcrm.db.customer_pages import full_name
from retailcrm.services.merge_rows import Suggestion


def suggestion(pair: Pair, first: Mapping[str, Any], second: Mapping[str, Any]) -> Suggestion:
    """Tell a pair; the one with a card stays, else the older entry."""
    stays, goes = (second, first) if second["card"] and not first["card"] else (first, second)
    return Suggestion(
        first_id=stays["id"],
        second_id=goes["id"],
        first=_facts(stays),
        second=_facts(goes),
        score=pair.score,
        reasons=tuple(_words(one) for one in pair.evidence),
    )


def _facts(head: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        text
        for text in (
            full_name(head), head["card"], head["phone"], head["email"], head["postcode"]
        )
        if text
    )  # fmt: skip


def _words(evidence: Evidence) -> str:
    said = {
        Evidence.SAME_PHONE: say("Same phone"),
        Evidence.PHONE_SLIP: say("Phones differ by one digit"),
        Evidence.SAME_MAIL: say("Same e-mail"),
        Evidence.MAIL_SLIP: say("E-mails differ by one letter"),
        Evidence.SAME_NAME: say("Same name"),
        Evidence.RARE_NAME: say("Same name, which nobody else has"),
        Evidence.LIKE_NAME: say("Similar name"),
        Evidence.NO_NAME: say("One of them has no name"),
        Evidence.SAME_BIRTHDAY: say("Same birthday"),
        Evidence.SAME_STREET: say("Same street"),
        Evidence.SAME_POSTCODE: say("Same postcode"),
        Evidence.OTHER_NAME: say("Different names"),
        Evidence.OTHER_BIRTHDAY: say("Different birthdays"),
        Evidence.OTHER_PHONE: say("Different phones"),
        Evidence.OTHER_MAIL: say("Different e-mails"),
        Evidence.OTHER_POSTCODE: say("Different postcodes"),
    }
    return said[evidence]
