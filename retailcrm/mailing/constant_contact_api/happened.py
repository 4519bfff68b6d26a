"""Constant Contact's reports over the network, as what happened."""

from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any

from retailcrm.mailing.back.bounces import meaning_of
from retailcrm.mailing.back.happenings import Happening, What
from retailcrm.mailing.back.values import (
    NoMoment,
    bare_link,
    read_address,
    read_moment,
    unnamed,
)

#: reports that are read, and what their entries mean
REPORTS = ("opens", "clicks", "optouts", "bounces")
_WHAT = {"opens": What.OPENED, "clicks": What.CLICKED, "optouts": What.UNSUBSCRIBED}


def refused(told: Iterable[dict[str, Any]]) -> Iterator[Happening]:
    """Turn contacts who unsubscribed into refusals of the day on which they said so."""
    for line, one in enumerate(told, 1):
        address = read_address(str(one.get("email") or ""))
        if address is not None:
            at, why = _moment(one.get("at")), unnamed(str(one.get("why") or ""))
            yield Happening(line, "email", address, What.UNSUBSCRIBED, at, why)


def reported(kind: str, told: Iterable[dict[str, Any]]) -> Iterator[Happening]:
    """Turn the entries of a report into what happened."""
    for line, one in enumerate(told, 1):
        address = read_address(str(one.get("email_address") or ""))
        if address is None:
            continue
        at = _moment(one.get("created_time"))
        if kind == "bounces":
            code = str(one.get("bounce_code") or "")
            meaning = meaning_of(code)
            yield Happening(line, "email", address, meaning.what, at, code, meaning.final)
            continue
        if kind == "clicks":
            detail = bare_link(str(one.get("link_url") or ""))
        else:
            detail = unnamed(str(one.get("opt_out_reason") or ""))
        yield Happening(line, "email", address, _WHAT[kind], at, detail)


def _moment(told: object) -> int | None:
    try:
        return read_moment(str(told or ""), UTC, months_first=True)
    except NoMoment:
        return None
