"""The connection to Constant Contact, as screens and commands see it."""

from dataclasses import dataclass
from datetime import datetime

from retailcrm.services.back_rows import BackFile

#: what the portal of the service calls the address to which the browser returns
DEFAULT_REDIRECT = "http://127.0.0.1:53682/"


@dataclass(frozen=True, slots=True)
class ConnectionSettings:
    """What the owner registered with the service.

    Attributes:
        client_id: of the shop's own application; nothing secret.
        redirect: where the browser goes afterwards, exactly as registered there.
    """

    client_id: str = ""
    redirect: str = DEFAULT_REDIRECT


@dataclass(frozen=True, slots=True)
class UploadRow:
    """A list on its way.

    Attributes:
        export: its number in the log of lists that left.
        title: of the list at the service.
        people: on it.
        parts: files it was cut into.
        done: of these, how many the service has worked through.
    """

    export: int
    title: str
    people: int
    parts: int
    done: int


@dataclass(frozen=True, slots=True)
class ConnectionStatus:
    """How the connection stands.

    Attributes:
        is_connected: there is a key to an account.
        account: whose, if the key tells.
        settings: what is registered.
        waiting: lists that have not arrived whole.
        pulled_at: when answers were last fetched.
        trouble: why keys cannot be kept here; empty: they can.
    """

    is_connected: bool
    account: str
    settings: ConnectionSettings
    waiting: tuple[UploadRow, ...]
    pulled_at: datetime | None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """A connection that waits for the browser.

    Attributes:
        address: to be opened there.
        listens: the program itself hears the browser return; else the address that it was sent
            to has to be pasted.
    """

    address: str
    listens: bool


@dataclass(frozen=True, slots=True)
class PushWish:
    """A list to be sent over the network.

    Attributes:
        audience: as for a file.
        into: name of the list at the service, made if it is not there.
    """

    audience: str
    into: str


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of a list.

    Attributes:
        export: its number in the log.
        into: name of the list at the service.
        people: sent.
        parts: files it was cut into.
        done: of these, how many the service has worked through.
        taken: people it took.
        errors: rows that it did not take.
        not_added: people who had refused there and stay off the list.
        problems: in the service's own words.
        excluded: people left out here, by reason.
    """

    export: int
    into: str
    people: int
    parts: int
    done: int
    taken: int
    errors: int
    not_added: int
    problems: tuple[str, ...]
    excluded: dict[str, int]

    @property
    def is_whole(self) -> bool:
        """Whether every part was worked through."""
        return self.done == self.parts


@dataclass(frozen=True, slots=True)
class Pulled:
    """What was fetched.

    Attributes:
        refusals: who unsubscribed.
        reports: opens, clicks, refusals and bounces of the newest mailings.
        mailings: how many of them were asked for.
    """

    refusals: BackFile
    reports: BackFile
    mailings: int
