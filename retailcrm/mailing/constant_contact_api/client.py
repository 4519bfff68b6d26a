"""Questions to an account: paced, renewed and asked again where that is safe."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from retailcrm.mailing.constant_contact_api.faults import (
    QUEUED,
    UNAUTHORISED,
    Refused,
    checked,
)
from retailcrm.mailing.constant_contact_api.pace import Pace
from retailcrm.mailing.constant_contact_api.tokens import KeyRing, NotConnected
from retailcrm.mailing.constant_contact_api.wire import Answer, Ask, NetworkGone, Transport

BASE = "https://api.cc.email"
VERSION = "/v3"
#: seconds before the same question is asked again
_PAUSES = (1, 2, 4, 8)
_QUEUE_PAUSE = 30


class Client:
    """Asks one account.

    Args:
        transport: carries questions.
        keys: opens the account.
        pace: waits where it must.
        base: address of the service.
    """

    def __init__(self, transport: Transport, keys: KeyRing, pace: Pace, base: str = BASE) -> None:
        self._transport = transport
        self._keys = keys
        self._pace = pace
        self._base = base

    def get(self, path: str, **asked: str) -> Any:
        """Read something; asked again where the network or the service stumbles.

        Raises:
            Refused: the service says no.
            NotConnected: the account opens no more.
            NetworkGone: nobody answers.
        """
        query = f"?{urlencode(asked)}" if asked else ""
        return self._again(Ask("GET", self._address(path) + query))

    def pages(self, path: str, name: str, **asked: str) -> Iterator[dict[str, Any]]:
        """Read every entry of a long answer, page after page."""
        told = self.get(path, **asked)
        while True:
            yield from _entries(told, name)
            following = _next(told)
            if not following:
                return
            told = self._again(Ask("GET", self._base + following))

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """Make something. Never asked again by itself where it may have been done."""
        told = {"Content-Type": "application/json"}
        return self._once(Ask("POST", self._address(path), told, json.dumps(body).encode()))

    def upload(self, path: str, content_type: str, body: bytes) -> Any:
        """Send a file. Never sent again by itself where it may have arrived."""
        return self._once(Ask("POST", self._address(path), {"Content-Type": content_type}, body))

    def _address(self, path: str) -> str:
        return f"{self._base}{VERSION}{path}"

    def _again(self, ask: Ask) -> Any:
        for pause in _PAUSES:
            try:
                return checked(self._asked(ask))
            except NetworkGone:
                self._pace.rest(pause)
            except Refused as refused:
                if not refused.is_passing:
                    raise
                self._pace.rest(pause)
        return checked(self._asked(ask))

    def _once(self, ask: Ask) -> Any:
        """Ask again only where the service itself said that it has done nothing."""
        for pause in _PAUSES:
            try:
                return checked(self._asked(ask))
            except NetworkGone as gone:
                if gone.may_have_arrived:
                    raise
                self._pace.rest(pause)
            except Refused as refused:
                wait = _pause_of(refused, pause)
                if wait is None:
                    raise
                self._pace.rest(wait)
        return checked(self._asked(ask))

    def _asked(self, ask: Ask) -> Answer:
        """Ask with the key of the account; a key that does not open is renewed once."""
        answer = self._with_key(ask, self._keys.get())
        if answer.status != UNAUTHORISED:
            return answer
        answer = self._with_key(ask, self._keys.renew())
        if answer.status == UNAUTHORISED:
            raise NotConnected
        return answer

    def _with_key(self, ask: Ask, key: str) -> Answer:
        self._pace.wait()
        headers = {**ask.headers, "Authorization": f"Bearer {key}", "Accept": "application/json"}
        return self._transport(Ask(ask.method, ask.url, headers, ask.body))


def _pause_of(refused: Refused, pause: float) -> float | None:
    """Give how long to wait before the same again; None: it would not help or may be done."""
    if refused.kind == QUEUED:
        return _QUEUE_PAUSE
    return pause if refused.kind and refused.is_passing else None


def _entries(told: Any, name: str) -> list[dict[str, Any]]:
    if isinstance(told, list):
        return [one for one in told if isinstance(one, dict)]
    return list(told.get(name) or ()) if isinstance(told, dict) else []


def _next(told: Any) -> str:
    links = told.get("_links") if isinstance(told, dict) else None
    following = links.get("next") if isinstance(links, dict) else None
    href = str(following.get("href") or "") if isinstance(following, dict) else ""
    # Only a path of the service's own is followed, or the key would go elsewhere.
    return href if href.startswith("/") and not href.startswith("//") else ""
