"""Shops that commands are asked of."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from retailcrm.wiring import Services
from tests.asking import Ask, asking
from tests.demo_books import opened
from tests.new_books import new_books


@pytest.fixture(scope="module")
def demo(demo_books: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Open a copy of the shop of the demonstration, with its program."""
    with opened(demo_books, tmp_path_factory.mktemp("copy")) as shop:
        yield shop


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run commands on a shop in a file of its own."""
    return _on(str(new_books(tmp_path / "shop.db")), tmp_path, monkeypatch, capsys)


@pytest.fixture
def ask_each(
    address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Ask:
    """Run commands on a shop on each database."""
    return _on(address, tmp_path, monkeypatch, capsys)


def _on(
    shop: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Ask:
    monkeypatch.setenv("RETAILCRM_SHOP", shop)
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    return asking(monkeypatch, capsys)
