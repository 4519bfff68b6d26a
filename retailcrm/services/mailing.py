"""Lists that leave the shop: for a mail service, for text messages, or as a table of one's own."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import numpy as np
import polars as pl
from numpy.typing import NDArray

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.roles import OWNER, Actor
from retailcrm.core.rows import RowsRef, parse_rows, rows
from retailcrm.core.words import say
from retailcrm.db.books import Books, Reading
from retailcrm.db.list_log import (
    NewExport,
    exported_people,
    exports,
    last_marks,
    log_export,
)
from retailcrm.db.lists import now_called
from retailcrm.mailing.addresses import suggestion
from retailcrm.mailing.service import Service
from retailcrm.mailing.services import SERVICES
from retailcrm.mailing.services.own_table import tamed
from retailcrm.services.exporting import ExportService
from retailcrm.services.finding import FINDING, Finder, Found
from retailcrm.services.left_out import left_out_rows
from retailcrm.services.list_drawing import Drawn, ToldList, marks_of, too_long
from retailcrm.services.list_facts import ListFacts
from retailcrm.services.list_files import ListFiles, free_stem, put_all
from retailcrm.services.list_rows import (
    Exported,
    ExportRow,
    ExportWish,
    ListPreview,
)
from retailcrm.services.listed import CAMPAIGN, ListedPeople, number_in
from retailcrm.services.mailable import judged_of, known_of, reason_title
from retailcrm.services.moments import Moment, moment_here
from retailcrm.services.never_written import never_to_write_to
from retailcrm.services.standing import Standing

ON_FILE, LEFT_OUT, SENT = "mailing.included", "mailing.left_out", "mailing.sent"
_MOST_MISTYPED = 50
_Ids = NDArray[np.int64]


class MailingService:
    """Writes lists for mail services, and knows what left the shop.

    Args:
        books: the shop's books.
        people: reads whom a list means.
        standing: everyone's group, segment and stage.
        exports: where everything that leaves is noted.
        clock: gives the time now.
    """

    def __init__(
        self,
        books: Books,
        people: ListedPeople,
        standing: Standing,
        exports: ExportService,
        clock: Callable[[], datetime],
    ) -> None:
        self._books = books
        self._people = people
        self._standing = standing
        self._exports = exports
        self._clock = clock

    def services(self) -> tuple[Service, ...]:
        """List the services that files are written for."""
        return tuple(SERVICES.values())

    def named(self, word: str) -> str:
        """Give the audience that a word means: a group, segment, stage or saved list.

        Raises:
            UserError: it means none.
        """
        return self._people.named(word)

    def preview(self, service: str, audience: str, channel: str = "") -> ListPreview:
        """Say who would be on a file, and who would not and why; nothing is written.

        Raises:
            UserError: the service, channel or audience is none.
        """
        found = service_of(service)
        channel = channel_of(found, channel)
        with self._books.read() as connection:
            drawn = self._drawn(connection, found, audience, channel)
            never = never_to_write_to(connection, drawn.known, channel)
        emails = drawn.mailable.address if channel == "email" else pl.Series([], dtype=pl.String)
        return ListPreview(
            audience=audience,
            title=self._people.title(audience),
            people=int(drawn.mailable.ids.size),
            included=int(drawn.included.size),
            included_rows=_ref(ON_FILE, service, audience, channel),
            left_out=left_out_rows(
                drawn.excluded,
                lambda reason: _ref(LEFT_OUT, service, audience, channel, reason=reason),
            ),
            suppressed=never.height,
            mistyped=_mistyped(emails),
        )

    def export(
        self, wish: ExportWish, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> Outcome[Exported]:
        """Write a list, its twin of those never to be written to, and who was left out.

        Everything is in its place and in the log, or nothing is.

        Raises:
            UserError: the role does not allow it, nobody is to be written to, or a file cannot
                be written.
        """
        service = service_of(wish.service)
        channel = channel_of(service, wish.channel)
        progress.step(0, 3, service.title)
        with self._books.read() as connection:
            now = moment_here(self._clock, connection)
            drawn = self._drawn(connection, service, wish.audience, channel)
            never = never_to_write_to(connection, drawn.known, channel)
            told = self._told(connection, drawn, wish, channel)
        if not drawn.included.size:
            raise UserError(say("Nobody of this list may be written to."), _why(drawn.excluded))
        progress.step(1, 3, service.title)
        self._exports.note(f"mailing.{service.key}", told.table.height, actor=actor)
        files = self._files(service, told, never, progress)
        progress.step(2, 3, service.title)
        exported = self._keep(wish, service, channel, told, files, now, actor)
        progress.step(3, 3, service.title)
        return Outcome(exported, frozenset({Topic.CAMPAIGNS}), _said(exported))

    def log(self, limit: int = 200) -> tuple[ExportRow, ...]:
        """List the lists that left the shop, the newest first."""
        with self._books.read() as connection:
            found = exports(connection, limit)
        return tuple(
            ExportRow(
                number=one["id"],
                at=datetime.fromtimestamp(one["at"], tz=UTC),
                actor=one["actor"],
                service=one["service"],
                made_for=made_for(one["service"]),
                channel=one["channel"],
                title=self._people.title(one["audience"]),
                file=one["file"],
                included=one["included"],
                suppressed=one["suppressed"],
                excluded=tuple(json.loads(one["excluded"]).items()),
                rows=rows("customers", **{FINDING: SENT, "export": str(one["id"])}),
            )
            for one in found
        )

    def finders(self) -> Mapping[str, Finder]:
        """Give the finders by name."""
        return {ON_FILE: self._on_file, LEFT_OUT: self._left_out, SENT: self._sent}

    def _drawn(self, connection: Reading, service: Service, audience: str, channel: str) -> Drawn:
        ids = self._people.people(audience)
        day = moment_here(self._clock, connection).day
        known = known_of(connection, ids)
        mailable = judged_of(connection, known, channel, day=day)
        return Drawn(known, mailable, too_long(mailable, service))

    def _told(self, connection: Reading, drawn: Drawn, wish: ExportWish, channel: str) -> ToldList:
        """Say what the file tells of each, and what of that the service does not know yet."""
        service = SERVICES[wish.service]
        facts = ListFacts(self._standing).people(
            connection, drawn.included, drawn.addresses, channel, wish.audience, drawn.known
        )
        table = service.table(facts, self._standing.shop().country)
        marks = marks_of(table)
        known, before = last_marks(connection, service.key, channel, wish.audience)
        gone = int(np.count_nonzero(~np.isin(known, drawn.reached)))
        fresh = np.ones(marks.size, dtype=np.bool_)
        if wish.since_last and known.size:
            at = np.minimum(np.searchsorted(known, drawn.included), known.size - 1)
            fresh = (known[at] != drawn.included) | (before[at] != marks)
            table = table.filter(pl.Series(fresh))
        return ToldList(drawn, table, marks, fresh, gone)

    def _files(
        self,
        service: Service,
        told: ToldList,
        never: pl.DataFrame,
        progress: Progress,
    ) -> ListFiles:
        from retailcrm.mailing.writing import csv_content, file_contents  # noqa: PLC0415 - heavy

        twin = never.select(pl.col("address").alias(service.suppression))
        left = told.drawn.left_out_table()
        return ListFiles(
            file_contents(service, told.table, progress),
            csv_content(tamed(twin) if service.ours else twin, ours=service.ours),
            csv_content(tamed(left), ours=True) if left.height else None,
            never.height,
        )

    def _keep(
        self,
        wish: ExportWish,
        service: Service,
        channel: str,
        told: ToldList,
        files: ListFiles,
        now: Moment,
        actor: Actor,
    ) -> Exported:
        """Put the files in their place and the list into the log, or neither."""
        stem = free_stem(
            wish.out, self._people.title(wish.audience), service.key, now.date.isoformat()
        )
        paths = files.paths(stem, service.ending)
        with self._books.write() as unit:
            number = log_export(
                unit.connection,
                NewExport(
                    service=service.key,
                    channel=channel,
                    audience=wish.audience,
                    campaign=_campaign(wish.audience),
                    file=paths[0][0].name,
                    hash=hashlib.sha256(b"".join(files.lists)).hexdigest(),
                    included=told.table.height,
                    suppressed=files.suppressed,
                    excluded=told.drawn.excluded,
                ),
                told.logged(),
                at=now.at,
                actor=actor.name,
            )
            put_all(paths)
        lists = tuple(path for path, _ in paths[: len(files.lists)])
        return Exported(
            number=number,
            file=lists[0],
            files=lists,
            suppression_file=paths[len(lists)][0],
            suppressed=files.suppressed,
            excluded_file=paths[-1][0] if files.left_out is not None else None,
            included=told.table.height,
            unchanged=told.unchanged,
            gone=told.gone,
            excluded=told.drawn.excluded,
        )

    def _on_file(self, asked: RowsRef) -> Found:
        drawn, title = self._asked(asked)
        return Found(say("On the list {name}", name=title), drawn.included)

    def _left_out(self, asked: RowsRef) -> Found:
        drawn, title = self._asked(asked)
        reason = asked.get("reason") or ""
        ids = drawn.mailable.ids[drawn.codes == reason]
        return Found(f"{title}: {reason_title(reason)}", ids)

    def _sent(self, asked: RowsRef) -> Found:
        number = number_in(asked, "export") or 0
        with self._books.read() as connection:
            told = np.array(exported_people(connection, number), dtype=np.int64)
            return Found(say("On a list that left the shop"), now_called(connection, told))

    def _asked(self, asked: RowsRef) -> tuple[Drawn, str]:
        service = service_of(asked.get("service") or "")
        audience = asked.get("audience") or ""
        channel = channel_of(service, asked.get("channel") or "")
        with self._books.read() as connection:
            drawn = self._drawn(connection, service, audience, channel)
        return drawn, self._people.title(audience)


def service_of(key: str) -> Service:
    """Give a service by its key.

    Raises:
        UserError: there is none.
    """
    found = SERVICES.get(key)
    if found is None:
        raise UserError(
            say("No files are written for {service}.", service=key),
            say("There are {services}.", services=", ".join(SERVICES)),
        )
    return found


def made_for(service: str) -> str:
    """Name whom a list was made for, in their own words."""
    paper = {"letters": say("Letters"), "labels": say("Labels"), "house": say("Mail house")}
    found = SERVICES.get(service)
    return paper.get(service, service) if found is None else found.title


def channel_of(service: Service, told: str) -> str:
    """Give the channel that a file is for.

    Raises:
        UserError: the service sends nothing that way.
    """
    if not told or told == service.channel or service.ours:
        return told or service.channel
    raise UserError(
        say("{service} takes no list for {channel}.", service=service.title, channel=told),
        say("Use sms for text messages, or csv."),
    )


def _mistyped(emails: pl.Series) -> tuple[tuple[str, str], ...]:
    told = ((one, suggestion(one)) for one in emails if one)
    return tuple((one, meant) for one, meant in told if meant)[:_MOST_MISTYPED]


def _ref(finding: str, service: str, audience: str, channel: str, **more: str) -> RowsRef:
    told = {"service": service, "audience": audience, "channel": channel, **more}
    return rows("customers", **{FINDING: finding, **told})


def _why(excluded: Mapping[str, int]) -> str:
    told = [f"{reason_title(reason)}: {count}." for reason, count in excluded.items()]
    return " ".join(told) or say("Choose another list.")


def _said(found: Exported) -> str:
    said = say("{count} people are in {file}.", count=found.included, file=found.file.name)
    out = sum(found.excluded.values())
    return said + " " + say("{count} are left out.", count=out) if out else said


def _campaign(audience: str) -> int | None:
    asked = parse_rows(audience)
    return number_in(asked, "id") if asked.kind == CAMPAIGN else None
