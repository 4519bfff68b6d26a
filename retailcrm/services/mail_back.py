"""Reading what came back of sendings: reports of mail services, letters that were returned."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.words import say
from retailcrm.db.audit import note_event
from retailcrm.db.books import Books, Unit
from retailcrm.db.deliveries import sent_on
from retailcrm.db.settings import read_setting
from retailcrm.importers.contacts import read_phone
from retailcrm.mailing.back.happenings import Happening, What
from retailcrm.mailing.back.report import Kind
from retailcrm.services.back_booking import BackBooking, Counts, Told
from retailcrm.services.back_files import OpenReport, open_reports
from retailcrm.services.back_letters import Letters
from retailcrm.services.back_rows import (
    KINDS,
    BackFile,
    BackReport,
    Letter,
    ReadBack,
    Returned,
    kind_title,
    service_title,
)
from retailcrm.services.moments import moment_here
from retailcrm.services.shop import KEY, settings_from
from retailcrm.services.told import country_here

__all__ = ["KINDS", "BackFile", "BackReport", "BackService", "Letter", "ReadBack", "Returned"]

CHANGED = frozenset({Topic.CAMPAIGNS, Topic.CUSTOMERS})
_SHOWN = 20
_MOST_SHARED_NOTED = 100


class BackService:
    """What the shop does with what comes back.

    Args:
        books: the shop's books.
        clock: gives the time now.
    """

    def __init__(self, books: Books, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._clock = clock

    def preview(
        self, wish: ReadBack, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> BackReport:
        """Say what reading a file would note; nothing is kept.

        Raises:
            UserError: the file cannot be read, or holds no addresses.
        """
        actor.need(Right.BACK_OFFICE)
        opened = self._open(wish, progress)
        with self._books.write() as unit:
            report = self._book(unit, wish, opened, actor)
            unit.abandon()
        return report

    def read(
        self, wish: ReadBack, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> Outcome[BackReport]:
        """Note what a file tells. The same file twice adds nothing.

        Raises:
            UserError: the file cannot be read, holds no addresses, or does not tell what it
                reports and nobody said it; nothing is noted then.
        """
        actor.need(Right.BACK_OFFICE)
        opened = self._open(wish, progress)
        unclear = next((one for one in opened if one.told.report.kind is Kind.UNCLEAR), None)
        if unclear is not None:
            raise UserError(
                say('"{name}" does not tell what it reports.', name=unclear.name),
                say("Say which it is: who unsubscribed, what bounced, who opened, who clicked, "
                    "who complained, or contacts."),
            )  # fmt: skip
        with self._books.write() as unit:
            report = self._book(unit, wish, opened, actor)
            _audit(unit, report, self._now(), actor)
        return Outcome(report, CHANGED, summary(report))

    def happened(
        self, happenings: Iterable[Happening], service: str, *, actor: Actor = OWNER
    ) -> Outcome[BackFile]:
        """Note what a mail service told over the network, by the same rules as a file."""
        actor.need(Right.BACK_OFFICE)
        told = tuple(happenings)
        with self._books.write() as unit:
            counts = self._booking(unit, actor).run(told, self._told(unit, service, "", None))
            found = _file("", service, Kind.CONTACTS, counts, _campaign_names(unit))
            found = replace(found, rows=len({one.address for one in told}))
            _audit(unit, BackReport((found,)), self._now(), actor)
        return Outcome(found, CHANGED, summary(BackReport((found,))))

    def letter(self, code: str) -> Letter:
        """Say whose letter came back, by its printed code or his card."""
        with self._books.read() as connection:
            return Letters(connection, moment_here(self._clock, connection)).letter(code)

    def returned(self, codes: Iterable[str], *, actor: Actor = OWNER) -> Outcome[Returned]:
        """Note letters that came back; nothing is sent to such an address until it is corrected.

        The same letter scanned twice is one.
        """
        actor.need(Right.BACK_OFFICE)
        with self._books.write() as unit:
            now = moment_here(self._clock, unit.connection)
            found = Letters(unit.connection, now).note(codes)
            note_event(
                unit.connection, at=now.at, actor=actor.name, action="returned",
                detail={"letters": found.noted},
            )  # fmt: skip
        said = (
            say("1 returned letter noted.")
            if found.noted == 1
            else say("{count} returned letters noted.", count=found.noted)
        )
        return Outcome(found, CHANGED, said)

    def _open(self, wish: ReadBack, progress: Progress) -> tuple[OpenReport, ...]:
        progress.step(0, 1, wish.path.name)
        if wish.kind and wish.kind not in KINDS:
            raise UserError(
                say("{kind} is no kind of report.", kind=wish.kind),
                say("Take one of: {kinds}.", kinds=", ".join(KINDS)),
            )
        with self._books.read() as connection:
            zone = zone_of(str(settings_from(read_setting(connection, KEY, {})).zone))
            if wish.campaign is not None and wish.campaign not in sent_on(connection):
                raise UserError(say("There is no campaign {number}.", number=wish.campaign))
        return open_reports(wish.path, wish.kind, zone)

    def _book(
        self, unit: Unit, wish: ReadBack, opened: tuple[OpenReport, ...], actor: Actor
    ) -> BackReport:
        booking, names = self._booking(unit, actor), _campaign_names(unit)
        files = []
        for one in opened:
            read = one.told
            service = read.report.service
            told = self._told(unit, service, one.mark, wish.campaign)
            counts = booking.run(read.happenings, told)
            found = _file(one.name, service, read.report.kind, counts, names)
            files.append(replace(found, rows=read.rows, problems=(*read.problems, *one.odd)))
        return BackReport(tuple(files))

    def _booking(self, unit: Unit, actor: Actor) -> BackBooking:
        zone = zone_of(str(settings_from(read_setting(unit.connection, KEY, {})).zone))
        return BackBooking(unit, self._now(), zone, actor.name)

    def _told(self, unit: Unit, service: str, mark: str, campaign: int | None) -> Told:
        country = country_here(unit.connection)

        def phone(text: str) -> str | None:
            # Some services leave the plus of an international number out.
            return read_phone(text if text.startswith(("+", "0")) else f"+{text}", country)

        return Told(service_title(service), mark, campaign, phone)

    def _now(self) -> int:
        return int(self._clock().timestamp())


def zone_of(name: str) -> tzinfo:
    """Give the shop's zone; without one, clocks count as universal time."""
    return ZoneInfo(name) if name else UTC


def summary(report: BackReport) -> str:
    """Say in one sentence what was noted."""
    parts = []
    for name, one, many in (
        ("unsubscribed", say("1 unsubscribed"), say("{count} unsubscribed")),
        ("refused_before", say("1 had refused before"), say("{count} had refused before")),
        ("bounced", say("1 address gone"), say("{count} addresses gone")),
        ("bounced_once", say("1 bounced this time"), say("{count} bounced this time")),
        ("complained", say("1 complained"), say("{count} complained")),
        ("blocked", say("1 blocked there"), say("{count} blocked there")),
        ("opened", say("1 opened"), say("{count} opened")),
        ("clicked", say("1 click"), say("{count} clicks")),
        ("unknown", say("1 address unknown"), say("{count} addresses unknown")),
    ):
        count = sum(getattr(file, name) for file in report.files)
        if count:
            parts.append(one if count == 1 else many.format(count=count))
    return ", ".join(parts) + "." if parts else say("Nothing new in it.")


def _file(name: str, service: str, kind: Kind, counts: Counts, names: dict[int, str]) -> BackFile:
    kinds = counts.kinds
    title = service_title(service)
    return BackFile(
        file=name,
        service=service,
        title=f"{title}: {kind_title(kind)}",
        kind=str(kind),
        opened=kinds[What.OPENED],
        clicked=kinds[What.CLICKED],
        bounced=kinds["bounced for good"],
        bounced_once=kinds[What.BOUNCED],
        complained=kinds[What.COMPLAINED],
        unsubscribed=kinds[What.UNSUBSCRIBED],
        refused_before=counts.refused_before,
        blocked=kinds[What.BLOCKED],
        away=counts.away,
        same=counts.same,
        stopped=counts.stopped,
        unknown=len(counts.unknown),
        unknown_some=tuple(counts.unknown[:_SHOWN]),
        shared=len(counts.shared),
        shared_by=tuple(counts.shared.values())[:_MOST_SHARED_NOTED],
        campaigns=tuple((names[one], many) for one, many in counts.campaigns.most_common()),
    )


def _campaign_names(unit: Unit) -> dict[int, str]:
    return {one: name for one, (name, _) in sent_on(unit.connection).items()}


def _audit(unit: Unit, report: BackReport, at: int, actor: Actor) -> None:
    """Note who read what, and whose shared address stopped; ids only."""
    for one in report.files:
        detail: dict[str, object] = {
            "file": Path(one.file).name,
            "service": one.service,
            "kind": one.kind,
            "unsubscribed": one.unsubscribed,
            "stopped": one.stopped,
        }
        if one.shared_by:
            detail["shared"] = [list(people) for people in one.shared_by]
        note_event(unit.connection, at=at, actor=actor.name, action="mail_back", detail=detail)
