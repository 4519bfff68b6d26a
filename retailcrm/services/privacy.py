"""A person's rights: everything known of him as files, and being forgotten."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.traces import Traces
from retailcrm.core.whole_file import put_whole
from retailcrm.core.words import say
from retailcrm.db.audit import note_event
from retailcrm.db.backup import drop
from retailcrm.db.books import Books
from retailcrm.db.customer_pages import full_name
from retailcrm.db.erasing import count_person, erase_person
from retailcrm.db.person import Person, person_of
from retailcrm.db.restoring import copies_of
from retailcrm.db.settings import read_setting, write_setting
from retailcrm.services.base import Base
from retailcrm.services.checking import CheckService
from retailcrm.services.customer_rows import CustomerProfile
from retailcrm.services.erasure_story import sentences
from retailcrm.services.keeping import aside_folder
from retailcrm.services.person_files import write_person
from retailcrm.services.privacy_rows import Copies, Erased, Erasure, HandedOut

UNFINISHED = "erase.unfinished"
CHANGED = frozenset(Topic)


class PrivacyService:
    """Erasure and subject export.

    Args:
        books: the shop's books.
        base: told who changed.
        checking: makes a new copy where the old ones go.
        reports: folders of reports about mistakes of the program.
        clock: gives the time now.
        profile: gives what the program concludes of a customer.
    """

    def __init__(
        self,
        books: Books,
        base: Base,
        checking: CheckService,
        reports: tuple[Path, ...],
        clock: Callable[[], datetime],
        *,
        profile: Callable[[int], CustomerProfile],
    ) -> None:
        self._books = books
        self._base = base
        self._checking = checking
        self._reports = reports
        self._clock = clock
        self._profile = profile

    def preview(self, customer_id: int, *, actor: Actor = OWNER) -> Erasure:
        """Say what erasing a person would do; nothing is changed.

        Raises:
            UserError: the role does not allow it, or there is no such customer.
        """
        actor.need(Right.BOOKS)
        with self._books.read() as connection:
            person = _found(person_of(connection, customer_id))
            held = count_person(connection, person)
        copies = self.copies()
        name = full_name(person.rows[0])
        return Erasure(
            customer_id=customer_id,
            name=name,
            merged=len(person.kin) - 1,
            receipts=held.receipts,
            entries=held.entries,
            balance=held.balance,
            cards=held.cards,
            answers=held.answers,
            quarantined=held.quarantined,
            lists=held.lists,
            shared=person.shared,
            copies=copies,
            sentences=sentences(name, held, person.shared, copies),
        )

    def erase(
        self,
        customer_id: int,
        copies: Copies = Copies.KEEP,
        progress: Progress = SILENT,
        *,
        actor: Actor = OWNER,
    ) -> Outcome[Erased]:
        """Take a person out of the books for good, on the disk as well; totals stay.

        Told again after it was cut short, it goes on where it stopped.

        Raises:
            UserError: the role does not allow it, or there is no such customer.
            StorageError: the person is out, but what was deleted still lies on the disk.
        """
        actor.need(Right.BOOKS)
        now = int(self._clock().timestamp())
        progress.step(0, 3, say("Taking the person out"))
        with self._books.write(bulk=True) as unit:
            person = _found(person_of(unit.connection, customer_id))
            held = count_person(unit.connection, person)
            touched = erase_person(unit.connection, person, now)
            write_setting(unit.connection, UNFINISHED, 1)
            note_event(
                unit.connection,
                at=now,
                actor=actor.name,
                action="erase",
                detail={"customer": customer_id, "receipts": held.receipts},
            )
            version = unit.touch()
        self._base.note(version, touched)
        self._mend_reports(person.traces)
        progress.step(1, 3, say("Writing the books anew"))
        self.finish()
        progress.step(2, 3, say("Looking after the copies"))
        removed = self._renew() if copies is Copies.RENEW else ()
        told = Erased(customer_id, held.receipts, held.quarantined, self.copies(), removed)
        return Outcome(told, CHANGED, _said(told, removed))

    def finish(self) -> bool:
        """Write the books anew if an erasure was cut short before that; say whether it was.

        Raises:
            StorageError: there is no room, or another program holds the books.
        """
        with self._books.read() as connection:
            if not read_setting(connection, UNFINISHED, 0):
                return False
        self._books.tidy()
        with self._books.write() as unit:
            write_setting(unit.connection, UNFINISHED, 0)
        return True

    def copies(self) -> tuple[Path, ...]:
        """List the copies of the books that the program made beside them."""
        file = self._books.file
        if file is None:
            return ()
        made = [path for path, _ in copies_of(file, aside_folder(file))]
        whole = file.resolve()
        upgraded = sorted(whole.parent.glob(f"{whole.stem}-before-*{whole.suffix}"))
        return (*made, *upgraded)

    def export(self, customer_id: int, folder: Path, *, actor: Actor = OWNER) -> Outcome[HandedOut]:
        """Write everything known of a person into readable files, to hand to him.

        Raises:
            UserError: the role does not allow it, or there is no such customer.
            StorageError: the folder cannot be written to.
        """
        actor.need(Right.EXPORT)
        profile = self._profile(customer_id)
        with self._books.read() as connection:
            person = _found(person_of(connection, customer_id))
            name = full_name(person.rows[0])
            files, rows = write_person(connection, person, profile, folder, self._clock())
        with self._books.write() as unit:
            note_event(
                unit.connection,
                at=int(self._clock().timestamp()),
                actor=actor.name,
                action="export_person",
                detail={"customer": customer_id, "rows": rows},
            )
        said = say("Everything known of {name} is in {folder}.", name=name, folder=folder)
        return Outcome(HandedOut(folder, files, rows), frozenset(), said)

    def _renew(self) -> tuple[Path, ...]:
        earlier = self.copies()
        if not earlier:
            return ()
        fresh = self._checking.back_up_beside().value.file
        for one in earlier:
            if one.resolve() != fresh.resolve():
                drop(one)
        return tuple(one for one in earlier if not one.exists())

    def _mend_reports(self, traces: Traces) -> None:
        """Take the person out of reports about mistakes of the program."""
        for file in (one for place in self._reports for one in place.glob("report-*.txt")):
            told = file.read_text("utf-8", errors="replace")
            mended = traces.mended(told)
            if mended != told:
                put_whole(mended.encode(), file)


def _found(person: Person | None) -> Person:
    if person is None:
        raise UserError(say("This customer is not in the books any more."))
    return person


def _said(told: Erased, removed: tuple[Path, ...]) -> str:
    said = say(
        "The person is in the books no more; {receipts} receipts are anonymous now.",
        receipts=told.receipts,
    )
    if removed:
        return f"{said} {say('{count} earlier copies are gone.', count=len(removed))}"
    if told.copies:
        return f"{said} {say('Copies made earlier still hold her or him.')}"
    return said
