"""What a customer's row takes over from another entry of the same person, and gives back."""

from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]
_PLAIN = ("first_name", "last_name", "company", "card", "email", "phone", "birthday", "source")
_ADDRESS = ("street", "city", "region", "postcode", "country")


def completed(stays: Row, goes: Row) -> dict[str, Any]:
    """Give what the one who stays learns from the other: blanks are filled, nothing is lost.

    An address is taken as a whole, and only if it is the same as far as it is known.
    """
    new = {name: goes[name] for name in _PLAIN if goes[name] and not stays[name]}
    if all(not stays[name] or stays[name] == goes[name] for name in _ADDRESS):
        new |= {name: goes[name] for name in _ADDRESS if goes[name] and not stays[name]}
    for name, mark in (("note", "\n"), ("tags", ", ")):
        both = _together(stays[name], goes[name], mark)
        if both != stays[name]:
            new[name] = both
    since = _member_since(stays, goes)
    if since != stays["joined"]:
        new["joined"] = since
    return new


def conflicting(stays: Row, goes: Row) -> dict[str, Any]:
    """Give what the one who goes was called otherwise."""
    return {
        name: goes[name]
        for name in (*_PLAIN, *_ADDRESS, "note", "tags")
        if goes[name] and stays[name] and goes[name] != stays[name]
    }


def restored(held: Row, before: Mapping[str, Any], cards: set[str]) -> dict[str, Any]:
    """Give what the one who stayed is to be again; what he was told since then stays his.

    Args:
        held: his row now.
        before: what was kept when the two were put together.
        cards: numbers that go with the other.
    """
    back: dict[str, Any] = {}
    for name, was in before["winner"].items():
        now, then = held[name], before["completed"][name]
        if now == then:
            back[name] = was
        elif name == "note" and str(now).startswith(f"{then}\n"):
            back[name] = f"{was}{str(now).removeprefix(str(then))}".lstrip("\n")
    if held["card"] in cards:
        back["card"] = before["card"]
    return back


def _together(one: str, other: str, mark: str) -> str:
    parts = [part.strip() for part in one.split(mark.strip(" ") or mark) if part.strip()]
    more = [part.strip() for part in other.split(mark.strip(" ") or mark) if part.strip()]
    return mark.join((*parts, *(part for part in more if part not in parts)))


def _member_since(stays: Row, goes: Row) -> int | None:
    """Give the earlier day; a member without one has been a member all along."""
    members = [one for one in (stays, goes) if one["card"]]
    days: list[int | None] = [one["joined"] for one in members or (stays, goes)]
    known = [day for day in days if day is not None]
    if not known or (members and len(known) < len(members)):
        return None
    return min(known)
