"""Who may be the person at the counter already, with the reasons in words."""

from collections.abc import Mapping
from typing import Any

from retailcrm.analytics.matching import Key, agreeable
from retailcrm.core.folding import fold, words
from retailcrm.core.words import say
from retailcrm.db.books import Reading
from retailcrm.db.customer_pages import full_name, heads_of
from retailcrm.db.members import holders_of_contact, named_alike
from retailcrm.services.member_rows import LikelyPerson

MOST = 8
_LOOKED_AT = 60

Told = Mapping[str, str]


def likely_people(connection: Reading, told: Told, same: int | None) -> tuple[LikelyPerson, ...]:
    """List who may be meant, likeliest first.

    Args:
        connection: the books.
        told: names, phone, e-mail and postcode as far as they are typed, normalised.
        same: whom the matching rule of imports takes the person for.
    """
    reached = set[int]() if same is None else {same}
    for name, kind in (("phone", Key.PHONE), ("email", Key.EMAIL)):
        if told.get(name):
            reached.update(holders_of_contact(connection, kind, told[name]))
    heads = heads_of(connection, sorted({*reached, *_namesakes(connection, told)}))
    weighed = [
        (_reasons(head, told) or _reached(one in reached), head) for one, head in heads.items()
    ]
    ordered = sorted(
        (pair for pair in weighed if pair[0]),
        key=lambda pair: (pair[1]["id"] != same, -sum(pair[0].values()), pair[1]["id"]),
    )
    return tuple(_person(head, reasons, same) for reasons, head in ordered[:MOST])


def _namesakes(connection: Reading, told: Told) -> list[int]:
    """Find who shares the last name and begins his first name alike."""
    last, first = words(told.get("last_name", "")), words(told.get("first_name", ""))
    if not last or not first:
        return []
    return named_alike(connection, last[-1], first[0][:1], _LOOKED_AT)


def _reasons(head: Mapping[str, Any], told: Told) -> dict[str, int]:
    """Give the reasons with their weight."""
    found: dict[str, int] = {}
    if told.get("phone") and told["phone"] == head["phone"]:
        found[say("Same phone")] = 8
    if told.get("email") and told["email"] == head["email"]:
        found[say("Same e-mail")] = 8
    near = bool(told.get("postcode")) and told["postcode"] == head["postcode"]
    mine = fold(f"{told.get('first_name', '')} {told.get('last_name', '')}")
    held = fold(f"{head['first_name']} {head['last_name']}")
    if mine and sorted(mine.split()) == sorted(held.split()):
        found[say("Same name and postcode") if near else say("Same name")] = 6 if near else 3
    elif mine and held and agreeable(mine, held):
        reason = say("Similar name and same postcode") if near else say("Similar name")
        found[reason] = 4 if near else 1
    return found


def _reached(by_contact: bool) -> dict[str, int]:  # noqa: FBT001 - one fact
    return {say("Known by the same contact"): 5} if by_contact else {}


def _person(head: Mapping[str, Any], reasons: Mapping[str, int], same: int | None) -> LikelyPerson:
    detail = " · ".join(one for one in (head["phone"], head["email"], head["postcode"]) if one)
    return LikelyPerson(
        customer_id=head["id"],
        name=full_name(head),
        card=head["card"],
        detail=detail,
        reasons=tuple(sorted(reasons, key=lambda reason: -reasons[reason])),
        is_same=head["id"] == same,
    )
