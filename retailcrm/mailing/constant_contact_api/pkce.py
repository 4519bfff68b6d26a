"""Connecting an account in the browser, with nothing secret in the program."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

AUTHORIZE = "https://authz.constantcontact.com/oauth2/default/v1/authorize"
SCOPES = "contact_data campaign_data offline_access"
_BYTES = 48


class NotAnswered(Exception):  # noqa: N818 - what came back from the browser
    """Raised where the browser brought no permission back; the message says why."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A connection that has begun.

    Attributes:
        client_id: of the shop's own application at the service.
        redirect: where the browser goes afterwards, as registered there.
        state: that the answer must bring back.
        verifier: that only this program knows.
    """

    client_id: str
    redirect: str
    state: str
    verifier: str

    @property
    def challenge(self) -> str:
        """What the service sees of the verifier."""
        return _text(hashlib.sha256(self.verifier.encode()).digest())

    def address(self, authorize: str = AUTHORIZE) -> str:
        """Give the address to open in the browser."""
        asked = {
            "client_id": self.client_id,
            "redirect_uri": self.redirect,
            "response_type": "code",
            "scope": SCOPES,
            "state": self.state,
            "code_challenge": self.challenge,
            "code_challenge_method": "S256",
        }
        return f"{authorize}?{urlencode(asked)}"

    def code_in(self, address: str) -> str:
        """Read the code from the address that the browser was sent to.

        Raises:
            NotAnswered: it holds none, or belongs to another attempt.
        """
        told = parse_qs(urlsplit(address.strip()).query)
        if "error" in told:
            raise NotAnswered(" ".join(told.get("error_description", told["error"])))
        if told.get("state") != [self.state]:
            raise NotAnswered("state")
        if not told.get("code"):
            raise NotAnswered("code")
        return told["code"][0]


def begin(client_id: str, redirect: str, random: Callable[[int], bytes]) -> Beginning:
    """Begin a connection.

    Args:
        client_id: of the shop's own application.
        redirect: as registered there.
        random: gives so many bytes that nobody can guess.
    """
    return Beginning(client_id, redirect, _text(random(24)), _text(random(_BYTES)))


def _text(told: bytes) -> str:
    return base64.urlsafe_b64encode(told).rstrip(b"=").decode()
