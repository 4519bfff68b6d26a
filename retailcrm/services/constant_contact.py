"""The shop's own Constant Contact account: connected, sent lists to, and asked what came back."""

import secrets
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.rows import parse_rows
from retailcrm.core.words import say
from retailcrm.db.audit import note_event
from retailcrm.db.books import Books
from retailcrm.db.list_log import NewExport, log_export
from retailcrm.db.settings import read_setting, write_setting
from retailcrm.db.uploads import KeptPart, PartState, add_parts, list_sent, parts_of, unfinished
from retailcrm.mailing.back.happenings import Happening
from retailcrm.mailing.constant_contact_api.account import Account, ContactList
from retailcrm.mailing.constant_contact_api.columns import own_labels
from retailcrm.mailing.constant_contact_api.happened import REPORTS, refused, reported
from retailcrm.mailing.constant_contact_api.loopback import Doorway, can_listen
from retailcrm.mailing.constant_contact_api.pkce import Beginning, NotAnswered, begin
from retailcrm.mailing.constant_contact_api.tokens import ACCESS
from retailcrm.services.connecting import Line, World, account_of, spoken
from retailcrm.services.connection_rows import (
    Begun,
    ConnectionSettings,
    ConnectionStatus,
    Pulled,
    Pushed,
    PushWish,
    UploadRow,
)
from retailcrm.services.exporting import ExportService
from retailcrm.services.listed import CAMPAIGN, ListedPeople, number_in
from retailcrm.services.mail_back import BackService
from retailcrm.services.standing import Standing
from retailcrm.services.uploading import Made, Uploading

SERVICE = "constant-contact"
PULLED = "constant_contact.pulled"
PENDING = "pending"
_TOUCHED = frozenset({Topic.CAMPAIGNS, Topic.SETTINGS})
_NEWEST = 10
#: asked for again each time, for what the service learned late
_OVERLAP = timedelta(days=2)
_APART = "\n"


class ConnectionService:
    """What the shop does over the network.

    Args:
        books: the shop's books.
        people: reads whom a list means.
        standing: everyone's group, segment and stage.
        back: notes what came back.
        world: what is outside.
        clock: gives the time now.
    """

    def __init__(
        self,
        books: Books,
        people: ListedPeople,
        standing: Standing,
        back: BackService,
        world: World,
        clock: Callable[[], datetime],
    ) -> None:
        self._books = books
        self._people = people
        self._back = back
        self._clock = clock
        self._line = Line(books, world, clock)
        self._exports = ExportService(books, clock)
        self._uploading = Uploading(books, standing, world.sleep, clock)

    def status(self) -> ConnectionStatus:
        """Say how the connection stands; nothing is asked over the network."""
        try:
            held = self._line.world.safe.get(ACCESS) or ""
            connected, trouble = self._line.keys().is_there(), ""
        except UserError as fault:
            held, connected, trouble = "", False, str(fault)
        with self._books.read() as connection:
            pulled = read_setting(connection, PULLED)
            rows = [parts_of(connection, one) for one in unfinished(connection)]
        return ConnectionStatus(
            is_connected=connected,
            account=account_of(held),
            settings=self._line.settings(),
            waiting=tuple(_upload_row(parts) for parts in rows),
            pulled_at=None if pulled is None else datetime.fromtimestamp(int(pulled), tz=UTC),
            trouble=trouble,
        )

    def save_settings(
        self, settings: ConnectionSettings, *, actor: Actor = OWNER
    ) -> Outcome[ConnectionSettings]:
        """Keep what the owner registered with the service.

        Raises:
            UserError: the role does not allow it, or the address is none.
        """
        actor.need(Right.BOOKS)
        told = ConnectionSettings(settings.client_id.strip(), settings.redirect.strip())
        if not told.redirect.startswith(("http://", "https://")):
            raise UserError(
                say("{text} is no address.", text=told.redirect),
                say("Copy it as it is registered, for example https://localhost."),
            )
        self._line.save(told)
        return Outcome(told, frozenset({Topic.SETTINGS}), say("Kept."))

    def begin(self, *, actor: Actor = OWNER) -> Begun:
        """Begin to connect an account; its owner says yes in the browser.

        Raises:
            UserError: nothing is registered yet, or this computer keeps no secrets.
        """
        actor.need(Right.BOOKS)
        settings = self._line.settings()
        if not settings.client_id:
            raise UserError(
                say("No client id is kept yet."),
                say("Register the shop's own application at developer.constantcontact.com, and "
                    "copy its client id here."),
            )  # fmt: skip
        begun = begin(settings.client_id, settings.redirect, secrets.token_bytes)
        kept = _APART.join((begun.client_id, begun.redirect, begun.state, begun.verifier))
        self._line.world.safe.put(PENDING, kept)
        return Begun(begun.address(self._line.world.authorize), can_listen(begun.redirect))

    def wait(
        self, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> Outcome[ConnectionStatus] | None:
        """Wait for the browser to come back; None if the waiting was given up.

        Raises:
            UserError: the account was not connected, or the port is in use.
        """
        begun = self._begun()
        try:
            door = Doorway(begun.redirect, say("You may close this page and go back to the shop."))
        except OSError as fault:
            raise UserError(
                say("The program cannot hear the browser on this computer."),
                say("Paste the address at which the browser ends."),
            ) from fault

        def goes_on() -> bool:
            progress.step(0, 0, say("Waiting for your yes in the browser"))
            return True

        asked = door.wait(goes_on)
        return None if asked is None else self.finish(asked, actor=actor)

    def finish(self, address: str, *, actor: Actor = OWNER) -> Outcome[ConnectionStatus]:
        """Connect with the address to which the browser was sent.

        Raises:
            UserError: it holds no permission, or the service takes it no more.
        """
        actor.need(Right.BOOKS)
        begun = self._begun()
        try:
            code = begun.code_in(address)
        except NotAnswered as fault:
            raise UserError(
                say("The browser brought no permission back."),
                say("Begin again, and copy the whole address at which the browser ends."),
            ) from fault
        keys = self._line.keys()
        with spoken():
            keys.exchange(begun, code)
        self._line.world.safe.forget(PENDING)
        if not keys.is_there():
            raise UserError(
                say("This computer does not keep the key to your account."),
                say("Sign in to a desktop with a keyring, or use files instead."),
            )
        self._audit("connected", {}, actor)
        return Outcome(self.status(), _TOUCHED, say("Constant Contact is connected."))

    def disconnect(self, *, actor: Actor = OWNER) -> Outcome[ConnectionStatus]:
        """Forget the keys; what was sent stays there."""
        actor.need(Right.BOOKS)
        self._line.keys().forget()
        self._line.world.safe.forget(PENDING)
        self._audit("disconnected", {}, actor)
        return Outcome(self.status(), _TOUCHED, say("Constant Contact is disconnected."))

    def lists(self) -> tuple[ContactList, ...]:
        """Give the lists of the account.

        Raises:
            UserError: it is not connected, or does not answer.
        """
        with spoken():
            return self._line.account().lists()

    def push(
        self, wish: PushWish, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> Outcome[Pushed]:
        """Send a list; only who may be written to is on it.

        Raises:
            UserError: nobody may be written to, the account is not connected, or the way there
                broke off: then `resume` goes on where it stopped.
        """
        actor.need(Right.EXPORT)
        if not wish.into.strip():
            raise UserError(say("Say how the list is called at Constant Contact."))
        people = self._people.people(wish.audience)
        account = self._line.account()
        with spoken():
            target = account.list_named(wish.into)
            fields = account.make_fields(own_labels())
        with self._books.read() as connection:
            made = self._uploading.made(connection, people, wish.audience, fields)
        if not made.ids.size:
            raise UserError(
                say("Nobody of this list may be written to."), say("Choose another list.")
            )
        self._exports.note(f"mailing.{SERVICE}", int(made.ids.size), actor=actor)
        export = self._log(wish, made, target, fields, actor)
        return self._sent(account, export, wish.audience, progress)

    def resume(
        self, export: int | None = None, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> Outcome[tuple[Pushed, ...]]:
        """Go on with lists that have not arrived whole; nothing is sent twice.

        Raises:
            UserError: nothing waits, or the way there broke off again.
        """
        actor.need(Right.EXPORT)
        with self._books.read() as connection:
            waiting = [one for one in unfinished(connection) if export in {None, one}]
            audiences = {one: list_sent(connection, one)[0] for one in waiting}
        if not waiting:
            raise UserError(say("No list waits to be sent."))
        account = self._line.account()
        done = tuple(self._sent(account, one, audiences[one], progress).value for one in waiting)
        return Outcome(done, _TOUCHED, " ".join(_said(one) for one in done))

    def pull(self, progress: Progress = SILENT, *, actor: Actor = OWNER) -> Outcome[Pulled]:
        """Fetch who unsubscribed, and what became of the newest mailings.

        Raises:
            UserError: the account is not connected, or does not answer; nothing is noted then.
        """
        actor.need(Right.BACK_OFFICE)
        now = self._clock()
        account = self._line.account()
        with self._books.read() as connection:
            last = read_setting(connection, PULLED)
        since = None if last is None else datetime.fromtimestamp(int(last), tz=UTC) - _OVERLAP
        with spoken():
            gone = list(refused(account.refusals(since)))
            mailings = account.mailings(_NEWEST)
            told = list(_reported(account, mailings, progress))
        first = self._back.happened(gone, SERVICE, actor=actor)
        second = self._back.happened(told, SERVICE, actor=actor)
        with self._books.write() as unit:
            write_setting(unit.connection, PULLED, int(now.timestamp()))
        said = f"{first.summary} {second.summary}" if told else first.summary
        return Outcome(
            Pulled(first.value, second.value, len(mailings)), first.touched | _TOUCHED, said
        )

    def _begun(self) -> Beginning:
        kept = (self._line.world.safe.get(PENDING) or "").split(_APART)
        if len(kept) != 4:  # noqa: PLR2004 - as `begin` keeps them
            raise UserError(say("No connection was begun."), say("Begin it first."))
        return Beginning(*kept)

    def _log(
        self, wish: PushWish, made: Made, target: ContactList, fields: dict[str, str], actor: Actor
    ) -> int:
        asked = parse_rows(wish.audience)
        drawn = made.told.drawn
        parts = self._uploading.parts(made, target.id, target.name, fields)
        now = int(self._clock().timestamp())
        with self._books.write() as unit:
            export = log_export(
                unit.connection,
                NewExport(
                    service=SERVICE,
                    channel="email",
                    audience=wish.audience,
                    campaign=number_in(asked, "id") if asked.kind == CAMPAIGN else None,
                    file="",
                    hash="",
                    included=int(made.ids.size),
                    suppressed=0,
                    excluded=drawn.excluded,
                ),
                made.told.logged(),
                at=now,
                actor=actor.name,
            )
            add_parts(unit.connection, export, parts, now)
        return export

    def _sent(
        self, account: Account, export: int, audience: str, progress: Progress
    ) -> Outcome[Pushed]:
        parts = self._uploading.go_on(account, export, audience, progress)
        with self._books.read() as connection:
            pushed = _pushed(parts, list_sent(connection, export)[1])
        return Outcome(pushed, _TOUCHED, _said(pushed))

    def _audit(self, action: str, detail: dict[str, object], actor: Actor) -> None:
        with self._books.write() as unit:
            note_event(
                unit.connection,
                at=int(self._clock().timestamp()),
                actor=actor.name,
                action=f"{SERVICE}.{action}",
                detail=detail,
            )


def _reported(
    account: Account, mailings: tuple[str, ...], progress: Progress
) -> Iterable[Happening]:
    for number, one in enumerate(mailings):
        progress.step(number, len(mailings), say("Reading what came back"))
        for kind in REPORTS:
            yield from reported(kind, account.report(one, kind))


def _upload_row(parts: list[KeptPart]) -> UploadRow:
    return UploadRow(
        parts[0].export,
        str(parts[0].told.get("into", "")),
        sum(one.people for one in parts),
        len(parts),
        sum(one.state is PartState.DONE for one in parts),
    )


def _pushed(parts: list[KeptPart], excluded: dict[str, int]) -> Pushed:
    def count(name: str) -> int:
        return sum(int(one.told.get(name, 0)) for one in parts)

    row = _upload_row(parts)
    return Pushed(
        export=row.export,
        into=row.title,
        people=row.people,
        parts=row.parts,
        done=row.done,
        taken=count("taken"),
        errors=count("errors"),
        not_added=count("not_added"),
        problems=tuple(
            dict.fromkeys(str(why) for one in parts for why in one.told.get("problems", ()))
        ),
        excluded=excluded,
    )


def _said(told: Pushed) -> str:
    if not told.is_whole:
        return say(
            "{done} of {parts} parts of {name} are worked through; look again later.",
            done=told.done, parts=told.parts, name=told.into,
        )  # fmt: skip
    parts = [say("{count} people are on {name}.", count=told.taken, name=told.into)]
    if told.not_added:
        parts.append(say("{count} had refused there.", count=told.not_added))
    if told.errors:
        parts.append(say("{count} rows were not taken.", count=told.errors))
    return " ".join(parts)
