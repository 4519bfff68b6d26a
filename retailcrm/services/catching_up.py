"""Booking points for everyone at once, when a program begins on a day that is past."""

from collections.abc import Callable, Collection
from datetime import datetime

from retailcrm.core.days import day_of
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.words import say
from retailcrm.db.books import Books, Unit
from retailcrm.db.points_due import buyers_since
from retailcrm.db.programs import versions
from retailcrm.db.settings import read_setting
from retailcrm.services.moments import moment_here
from retailcrm.services.posting import Posted, PostingFacts, post
from retailcrm.services.shop import KEY, settings_from
from retailcrm.services.standing import Standing

TOGETHER = 2_000


class PointsPosting:
    """Books the points of receipts, inside an import or for everybody."""

    def __init__(self, books: Books, standing: Standing, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._standing = standing
        self._clock = clock

    def follow(self, unit: Unit, customers: Collection[int]) -> Posted:
        """Book the points of what a unit changed, to be kept or abandoned with it."""
        moment = moment_here(self._clock, unit.connection)
        digits = settings_from(read_setting(unit.connection, KEY, {})).digits
        facts = PostingFacts(moment.at, day_of(moment.day), digits, self._standing.labels)
        return post(unit.connection, customers, facts)

    def catch_up(self, progress: Progress = SILENT) -> Outcome[Posted]:
        """Book the points of all receipts since the program began that are not booked yet.

        Every so many customers are kept as one step, so it may be stopped and run again.
        """
        with self._books.read() as connection:
            found = versions(connection)
            buyers = buyers_since(connection, found[0].starts) if found else []
        entries, holders = 0, set[int]()
        for start in range(0, len(buyers), TOGETHER):
            progress.step(start, len(buyers), say("Booking points"))
            with self._books.write() as unit:
                posted = self.follow(unit, buyers[start : start + TOGETHER])
            entries += posted.entries
            holders |= posted.holders
        said = say(
            "{entries} entries booked for {members} members.",
            entries=entries,
            members=len(holders),
        )
        return Outcome(Posted(entries, frozenset(holders)), frozenset({Topic.POINTS}), said)
