"""A list on its way to Constant Contact: cut, sent, watched, and gone on with after a break."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.errors import UserError
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.db.books import Books, Reading
from retailcrm.db.list_log import exported_people
from retailcrm.db.lists import now_called
from retailcrm.db.uploads import KeptPart, NewPart, PartState, claimed, move_part, parts_of
from retailcrm.mailing.constant_contact_api.account import Account, Activity
from retailcrm.mailing.constant_contact_api.columns import table_of
from retailcrm.mailing.constant_contact_api.faults import Refused
from retailcrm.mailing.constant_contact_api.parts import Part
from retailcrm.mailing.constant_contact_api.parts import parts_of as cut
from retailcrm.mailing.constant_contact_api.wire import NetworkGone
from retailcrm.mailing.services.constant_contact import CONSTANT_CONTACT
from retailcrm.services.connecting import spoken
from retailcrm.services.list_drawing import Drawn, ToldList, marks_of, too_long
from retailcrm.services.list_facts import ListFacts
from retailcrm.services.mailable import judged_of, known_of
from retailcrm.services.moments import moment_here
from retailcrm.services.standing import Standing

_THERE = frozenset({PartState.TAKEN, PartState.DONE})
_WATCHES = 60
_WATCH_PAUSE = 5.0
#: clocks of the shop and of the service may differ by so many seconds
_CLOCKS = 300
_Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """A list ready to be sent.

    Attributes:
        told: who is on it, and the table under the service's headings.
    """

    told: ToldList

    @property
    def ids(self) -> _Ids:
        """Customers in the order of the rows, ascending."""
        return self.told.drawn.included

    def between(self, first: int, last: int) -> Part | None:
        """Give the rows of customers from one to another as a part; None if there are none."""
        start, stop = np.searchsorted(self.ids, [first, last + 1]).tolist()
        table = self.told.table.slice(start, stop - start)
        return next(cut(table, max(table.height, 1), 10**9), None)


class Uploading:
    """Sends the parts of lists.

    Args:
        books: the shop's books.
        standing: everyone's group, segment and stage.
        sleep: waits for so many seconds.
        clock: gives the time now.
    """

    def __init__(
        self,
        books: Books,
        standing: Standing,
        sleep: Callable[[float], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._books = books
        self._standing = standing
        self._sleep = sleep
        self._clock = clock

    def made(self, connection: Reading, ids: _Ids, audience: str, fields: dict[str, str]) -> Made:
        """Write the rows of those who may be written to now."""
        day = moment_here(self._clock, connection).day
        known = known_of(connection, ids)
        mailable = judged_of(connection, known, "email", day=day)
        drawn = Drawn(known, mailable, too_long(mailable, CONSTANT_CONTACT))
        facts = ListFacts(self._standing).people(
            connection, drawn.included, drawn.addresses, "email", audience, known
        )
        country = self._standing.shop().country
        # The log marks what a file would say, so that either way knows what the other has told.
        marks = marks_of(CONSTANT_CONTACT.table(facts, country))
        everyone = np.ones(marks.size, dtype=np.bool_)
        told = ToldList(drawn, table_of(facts, country, fields), marks, everyone, 0)
        return Made(told)

    def parts(self, made: Made, list_id: str, into: str, fields: dict[str, str]) -> list[NewPart]:
        """Cut a table into parts that wait; each knows its customers, not their addresses."""
        return [
            NewPart(
                one.people,
                one.hash,
                {
                    "first": int(made.ids[one.first]),
                    "last": int(made.ids[one.first + one.people - 1]),
                    "list": list_id,
                    "into": into,
                    "fields": fields,
                },
            )
            for one in cut(made.told.table)
        ]

    def go_on(
        self, account: Account, export: int, audience: str, progress: Progress
    ) -> list[KeptPart]:
        """Send what has not been sent, and watch until the service is done.

        Raises:
            UserError: the service or the network stops it; what has arrived stays there, and
                the next call goes on behind it.
        """
        parts = self._kept(export)
        rows = self._rows(parts, audience)
        for one in parts:
            progress.step(one.part - 1, len(parts), str(one.told.get("into", "")))
            with _halted(self._kept(export)):
                self._send(account, one, rows)
        self._watch(account, export, progress)
        return self._kept(export)

    def _rows(self, parts: list[KeptPart], audience: str) -> Made | None:
        """Write the list anew, if any of it is still to be sent; who refused since is not on it."""
        if all(one.state in _THERE for one in parts):
            return None
        with self._books.read() as connection:
            people = np.array(exported_people(connection, parts[0].export), dtype=np.int64)
            fields = dict(parts[0].told["fields"])
            return self.made(connection, now_called(connection, people), audience, fields)

    def _kept(self, export: int) -> list[KeptPart]:
        with self._books.read() as connection:
            return parts_of(connection, export)

    def _send(self, account: Account, part: KeptPart, rows: Made | None) -> None:
        if part.state is PartState.SENT:
            found = self._found(account, part)
            if found is not None:
                self._move(part, PartState.TAKEN, activity=found.id)
                return
        if part.state in _THERE or rows is None:
            return
        content = rows.between(int(part.told["first"]), int(part.told["last"]))
        if content is None:
            self._move(part, PartState.DONE, people=0)  # nobody of them may be written to any more
            return
        sent = self._move(part, PartState.SENT, hash=content.hash, people=content.people)
        try:
            taken = account.send(file_name(part), content.content, (str(part.told["list"]),))
        except NetworkGone as gone:
            if not gone.may_have_arrived:
                self._move(sent, PartState.WAITING)
            raise
        except Refused as refused:
            if refused.kind:
                self._move(sent, PartState.WAITING)  # told to wait: nothing was done
            elif not refused.is_passing:
                self._move(sent, PartState.FAILED, said=str(refused))
            raise  # a stumbling server may have done it: looked for before it is sent again
        self._move(sent, PartState.TAKEN, activity=taken.id)

    def _found(self, account: Account, part: KeptPart) -> Activity | None:
        """Look whether the service took a part although its answer never came."""
        with self._books.read() as connection:
            ours = claimed(connection)
        for one in account.activities():
            if one.id in ours:
                continue
            if one.file:
                if one.file == file_name(part):
                    return one
            elif (one.at or 0) >= part.at - _CLOCKS and one.total in {0, part.people}:
                return one
        return None

    def _watch(self, account: Account, export: int, progress: Progress) -> None:
        for _ in range(_WATCHES):
            open_ones = [one for one in self._kept(export) if one.state is PartState.TAKEN]
            if not open_ones:
                return
            total = len(self._kept(export))
            progress.step(total - len(open_ones), total, say("Constant Contact is at work"))
            with spoken():
                for one in open_ones:
                    self._look(account, one)
            if any(one.state is PartState.TAKEN for one in self._kept(export)):
                self._sleep(_WATCH_PAUSE)

    def _look(self, account: Account, part: KeptPart) -> None:
        now = account.activity(part.activity)
        if not now.is_over:
            return
        state = PartState.DONE if now.state == "completed" else PartState.FAILED
        self._move(
            part,
            state,
            activity=part.activity if state is PartState.DONE else "",
            ended=now.state,
            taken=now.people,
            errors=now.errors,
            not_added=now.not_added,
            problems=list(now.problems),
        )

    def _move(self, part: KeptPart, state: PartState, **more: object) -> KeptPart:
        with self._books.write() as unit:
            move_part(unit.connection, part, state, int(self._clock().timestamp()), **more)
            return next(
                one for one in parts_of(unit.connection, part.export) if one.part == part.part
            )


def file_name(part: KeptPart) -> str:
    """Name the file of a part, so that it is known again at the service."""
    mark = hashlib.sha256(f"{part.export} {part.part} {part.told['first']}".encode()).hexdigest()
    return f"retailcrm-{part.export}-{part.part}-{mark[:8]}.csv"


@contextmanager
def _halted(parts: list[KeptPart]) -> Iterator[None]:
    """Say with whatever stops it how much has arrived, and that it can go on."""
    try:
        with spoken():
            yield
    except UserError as told:
        there = sum(one.state in _THERE for one in parts)
        raise UserError(
            told.message,
            say(
                "{there} of {total} parts have arrived; go on later, nothing is sent twice.",
                there=there,
                total=len(parts),
            ),
        ) from told
