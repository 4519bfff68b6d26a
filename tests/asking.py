"""Commands asked as a shop's own scripts ask them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

import pytest

from retailcrm.cli.run import run
from retailcrm.wiring import Services
from tests.conftest import clock


@dataclass(frozen=True, slots=True)
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """Read the one JSON object on standard output; NaN is none of JSON."""
        told: dict[str, Any] = json.loads(self.out, parse_constant=_refuse)
        return told


Ask = Callable[..., Said]


def asking(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Give what runs a command at a moment that stands, and never lets a traceback pass."""
    monkeypatch.setattr("retailcrm.cli.run.now", clock)

    def asked(*words: object) -> Said:
        capsys.readouterr()
        try:
            code = run([str(word) for word in words], _no_screens)
        except SystemExit as left:  # wrong usage
            code = int(left.code or 0)
        said = capsys.readouterr()
        assert "Traceback" not in said.err + said.out
        return Said(code, said.out, said.err)

    return asked


def _no_screens(_services: Services) -> int:
    return 1


def _refuse(constant: str) -> NoReturn:
    raise AssertionError(constant)


def is_money(text: Any) -> bool:
    return isinstance(text, str) and text.lstrip("-").replace(".", "", 1).isdigit()


def is_refused(said: Said) -> bool:
    """Say whether a command was refused in one sentence, on one line."""
    line = said.err.strip()
    return said.code == 1 and line.endswith(".") and "\n" not in line
