"""Keys to an account: got once in the browser, renewed by themselves, never in the books."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import urlencode

from retailcrm.mailing.constant_contact_api.faults import Refused, checked
from retailcrm.mailing.constant_contact_api.pkce import Beginning
from retailcrm.mailing.constant_contact_api.wire import Answer, Ask, Transport

TOKEN = "https://authz.constantcontact.com/oauth2/default/v1/token"  # noqa: S105 - an address
ACCESS, RENEWAL, ENDS = "access", "renewal", "ends"
_EARLY = 120


class NotConnected(Exception):  # noqa: N818 - a state of the world
    """Raised where there is no key, or none that still opens."""


class Safe(Protocol):
    """Keeps secrets outside the books."""

    def get(self, name: str) -> str | None:
        """Give a secret; None if there is none."""
        ...

    def put(self, name: str, secret: str) -> None:
        """Keep a secret."""
        ...

    def forget(self, name: str) -> None:
        """Forget a secret, if it is there."""
        ...


@dataclass(frozen=True, slots=True)
class Keys:
    """What the service gives for a permission."""

    access: str
    renewal: str | None
    lasts: int


class KeyRing:
    """The keys of one account.

    Args:
        safe: where they are kept.
        transport: carries questions.
        clock: gives the time now.
        client_id: of the shop's own application.
        token: address that gives keys.
    """

    def __init__(
        self,
        safe: Safe,
        transport: Transport,
        clock: Callable[[], datetime],
        client_id: str,
        token: str = TOKEN,
    ) -> None:
        self._safe = safe
        self._transport = transport
        self._clock = clock
        self._client_id = client_id
        self._token = token

    def is_there(self) -> bool:
        """Say whether an account is connected."""
        return bool(self._safe.get(RENEWAL) or self._safe.get(ACCESS))

    def get(self) -> str:
        """Give the key for questions, renewed where it runs out.

        Raises:
            NotConnected: there is none, or it opens no more.
            NetworkGone: it must be renewed and nobody answers.
        """
        held = self._safe.get(ACCESS)
        ends = float(self._safe.get(ENDS) or 0)
        if held and self._clock().timestamp() < ends - _EARLY:
            return held
        return self.renew()

    def exchange(self, begun: Beginning, code: str) -> None:
        """Get the first keys for the code that the browser brought.

        Raises:
            NotConnected: the code is not taken.
            NetworkGone: nobody answers.
        """
        self._keep(
            self._ask(
                {
                    "grant_type": "authorization_code",
                    "client_id": begun.client_id,
                    "redirect_uri": begun.redirect,
                    "code": code,
                    "code_verifier": begun.verifier,
                }
            )
        )

    def renew(self) -> str:
        """Get new keys for old ones, and keep them before one of them is used.

        Raises:
            NotConnected: they are not renewed any more; the account must be connected anew.
            NetworkGone: nobody answers.
        """
        renewal = self._safe.get(RENEWAL)
        if not renewal:
            raise NotConnected
        return self._keep(
            self._ask(
                {
                    "grant_type": "refresh_token",
                    "client_id": self._client_id,
                    "refresh_token": renewal,
                }
            )
        )

    def forget(self) -> None:
        """Forget every key."""
        for name in (ACCESS, RENEWAL, ENDS):
            self._safe.forget(name)

    def _keep(self, keys: Keys) -> str:
        # The old renewal key is void from now on: the new one is safe before anything else.
        if keys.renewal:
            self._safe.put(RENEWAL, keys.renewal)
        self._safe.put(ACCESS, keys.access)
        self._safe.put(ENDS, str(int(self._clock().timestamp()) + keys.lasts))
        return keys.access

    def _ask(self, form: dict[str, str]) -> Keys:
        told = self._transport(
            Ask(
                "POST",
                self._token,
                {
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Accept": "application/json",
                },
                urlencode(form).encode(),
            )
        )
        return _read(told)


def _read(answer: Answer) -> Keys:
    try:
        told = checked(answer)
    except Refused as refused:
        if refused.is_passing:
            raise
        raise NotConnected(str(refused)) from refused
    if not isinstance(told, dict) or not told.get("access_token"):
        raise NotConnected
    return Keys(
        str(told["access_token"]),
        str(told["refresh_token"]) if told.get("refresh_token") else None,
        int(told.get("expires_in") or 0),
    )
