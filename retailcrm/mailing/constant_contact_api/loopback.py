"""The browser's way back to the program, on this computer alone."""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer
from urllib.parse import urlsplit

from typing_extensions import override

LOOPBACK = "127.0.0.1"
_STEP = 0.2
_HERE = frozenset({LOOPBACK, "localhost"})


def can_listen(redirect: str) -> bool:
    """Say whether the program itself can answer at the address that is registered."""
    parts = urlsplit(redirect)
    return parts.scheme == "http" and parts.hostname in _HERE and parts.port is not None


class Doorway:
    """Waits on this computer for the browser to come back.

    Args:
        redirect: address that the browser will ask for; its port is listened on (0: any).
        farewell: one sentence for the person in front of the browser.
    """

    def __init__(self, redirect: str, farewell: str) -> None:
        self._server = _Server(farewell)
        self._server.open(urlsplit(redirect).port or 0)

    @property
    def port(self) -> int:
        """Port that is listened on."""
        return int(self._server.server_address[1])

    def wait(self, goes_on: Callable[[], bool]) -> str | None:
        """Give the address that the browser asked for; None if it is waited for no longer.

        Args:
            goes_on: asked every moment whether to wait on.
        """
        try:
            while self._server.asked is None and goes_on():
                self._server.handle_request()
        finally:
            self._server.server_close()
        return self._server.asked


class _Server(TCPServer):
    """Takes one answer."""

    timeout = _STEP

    def __init__(self, farewell: str) -> None:
        super().__init__((LOOPBACK, 0), _Handler, bind_and_activate=False)
        self.asked: str | None = None
        self.farewell = farewell

    def open(self, port: int) -> None:
        self.server_address = (LOOPBACK, port)
        self.server_bind()
        self.server_activate()

    @override
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that hangs up."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 5

    def do_GET(self) -> None:
        """Take the address, unless it is the browser's question for an icon."""
        if "code=" not in self.path and "error=" not in self.path:
            self.send_error(404)
            return
        self.server.asked = self.path
        body = f"<!doctype html><meta charset=utf-8><p>{self.server.farewell}</p>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Keep the code out of every log."""
