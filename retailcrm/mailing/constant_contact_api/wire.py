"""Asking a server one thing, and hearing its answer."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Protocol
from urllib.parse import urlsplit

_TIMEOUT = 30
_MOST_ANSWER = 64 << 20


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked.

    Attributes:
        method: GET, POST, PUT or DELETE.
        url: with its query.
        headers: by name.
        body: bytes, or None.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says."""

    status: int
    body: bytes


class NetworkGone(Exception):  # noqa: N818 - it is the world's doing
    """Raised where no answer came.

    Attributes:
        may_have_arrived: the question was on its way; the server may have done what it asks.
    """

    def __init__(self, reason: str, *, may_have_arrived: bool) -> None:
        super().__init__(reason)
        self.may_have_arrived = may_have_arrived


class Transport(Protocol):
    """Carries a question to a server."""

    def __call__(self, ask: Ask) -> Answer:
        """Give the answer, whatever its status.

        Raises:
            NetworkGone: there is none.
        """
        ...


class Network:
    """The real network.

    Args:
        timeout: seconds without a sign of life after which it counts as gone.
    """

    def __init__(self, timeout: float = _TIMEOUT) -> None:
        self._timeout = timeout

    def __call__(self, ask: Ask) -> Answer:
        """Give the answer, whatever its status."""
        parts = urlsplit(ask.url)
        connection = self._connection(parts.scheme, parts.netloc)
        path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        try:
            connection.connect()
        except OSError as gone:
            raise NetworkGone(str(gone), may_have_arrived=False) from gone
        try:
            connection.request(ask.method, path, ask.body, dict(ask.headers))
            answer = connection.getresponse()
            return Answer(answer.status, answer.read(_MOST_ANSWER))
        except (OSError, HTTPException) as gone:
            raise NetworkGone(str(gone), may_have_arrived=True) from gone
        finally:
            connection.close()

    def _connection(self, scheme: str, place: str) -> HTTPConnection:
        if scheme == "https":
            context = ssl.create_default_context()
            return HTTPSConnection(place, timeout=self._timeout, context=context)
        return HTTPConnection(place, timeout=self._timeout)
