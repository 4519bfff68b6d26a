"""What the two halves of the connection share: settings, keys, and refusals in plain words."""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from time import sleep

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.settings import read_setting, write_setting
from retailcrm.mailing.constant_contact_api.account import Account
from retailcrm.mailing.constant_contact_api.client import BASE, Client
from retailcrm.mailing.constant_contact_api.faults import FORBIDDEN, QUEUED, QUOTA, Refused
from retailcrm.mailing.constant_contact_api.pace import Pace, Sleep
from retailcrm.mailing.constant_contact_api.pkce import AUTHORIZE
from retailcrm.mailing.constant_contact_api.tokens import TOKEN, KeyRing, NotConnected, Safe
from retailcrm.mailing.constant_contact_api.wire import Network, NetworkGone, Transport
from retailcrm.services.connection_rows import ConnectionSettings

KEY = "constant_contact"


@dataclass(frozen=True, slots=True)
class World:
    """What the connection needs of the world outside.

    Attributes:
        safe: keeps the keys.
        transport: carries questions.
        sleep: waits for so many seconds.
        base: address of the service.
        authorize: address where an account is connected.
        token: address that gives keys.
    """

    safe: Safe
    transport: Transport = field(default_factory=Network)
    sleep: Sleep = sleep
    base: str = BASE
    authorize: str = AUTHORIZE
    token: str = TOKEN


class Line:
    """The line to an account.

    Args:
        books: where the settings are.
        world: what is outside.
        clock: gives the time now.
    """

    def __init__(self, books: Books, world: World, clock: Callable[[], datetime]) -> None:
        self._books = books
        self.world = world
        self._clock = clock
        self._pace = Pace(clock, world.sleep)

    def settings(self) -> ConnectionSettings:
        """Give what the owner registered."""
        with self._books.read() as connection:
            held = read_setting(connection, KEY, {})
        known = asdict(ConnectionSettings())
        return ConnectionSettings(**{name: str(held.get(name, known[name])) for name in known})

    def save(self, settings: ConnectionSettings) -> None:
        """Keep what the owner registered."""
        with self._books.write() as unit:
            write_setting(unit.connection, KEY, asdict(settings))

    def keys(self) -> KeyRing:
        """Give the keys of the account."""
        world, client = self.world, self.settings().client_id
        return KeyRing(world.safe, world.transport, self._clock, client, world.token)

    def account(self) -> Account:
        """Give the account, to ask it something."""
        return Account(Client(self.world.transport, self.keys(), self._pace, self.world.base))


@contextmanager
def spoken() -> Iterator[None]:
    """Turn what the network and the service say into one sentence a person can act on."""
    try:
        yield
    except NotConnected as fault:
        raise UserError(
            say("Constant Contact is not connected."),
            say("Connect the account; it takes a minute in your browser."),
        ) from fault
    except NetworkGone as fault:
        raise UserError(
            say("Constant Contact does not answer."), say("Check the network and try again.")
        ) from fault
    except Refused as fault:
        raise _of(fault) from fault


def _of(refused: Refused) -> UserError:
    if refused.kind == QUOTA:
        return UserError(
            say("Constant Contact answers no more questions today."),
            say("Go on tomorrow; what is there stays there."),
        )
    if refused.kind == QUEUED:
        return UserError(
            say("Constant Contact still works on earlier lists."), say("Go on in an hour.")
        )
    if refused.kind or refused.is_passing:
        return UserError(say("Constant Contact is busy just now."), say("Go on in a few minutes."))
    if refused.status == FORBIDDEN:
        return UserError(
            say("This account may not do that at Constant Contact."),
            say("Connect it with a user who manages contacts and mailings."),
        )
    told = refused.message or refused.key or str(refused.status)
    return UserError(say('Constant Contact refuses: "{told}"', told=told.rstrip(".")))


def account_of(access: str) -> str:
    """Read from a key whose it is, to be shown; empty where it does not tell."""
    parts = access.split(".")
    if len(parts) != 3:  # noqa: PLR2004 - head, content, signature
        return ""
    try:
        told = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except ValueError:
        return ""
    return str(told.get("sub") or "") if isinstance(told, dict) else ""
