"""Shops that commands are asked of."""

from pathlib import Path

import pytest

from tests.asking import Ask, asking


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run commands on a shop in a file of its own."""
    return _on(str(tmp_path / "shop.db"), tmp_path, monkeypatch, capsys)


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
