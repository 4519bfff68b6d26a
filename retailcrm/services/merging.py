"""Duplicates: found over the whole base, put together by a person, parted again at any time."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from retailcrm.analytics.duplicates import Pair, find_pairs
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.words import say
from retailcrm.db.audit import note_event
from retailcrm.db.books import Books, Unit
from retailcrm.db.customer_pages import full_name, heads_of, names_of
from retailcrm.db.duplicates import keep_apart, kept_apart, read_entries
from retailcrm.db.kin import survivor_of
from retailcrm.db.ledger import keep_balances
from retailcrm.db.ledger_parting import settle_crossings
from retailcrm.db.measures import Sums
from retailcrm.db.merging import Merging, joined, merges_of, with_points
from retailcrm.db.snapshots import drop_snapshots
from retailcrm.services.base import Base
from retailcrm.services.catching_up import PointsPosting
from retailcrm.services.duplicate_story import suggestion
from retailcrm.services.merge_rows import Merged, MergeRow, Suggestion
from retailcrm.services.moments import moment_here

CHANGED = frozenset({Topic.CUSTOMERS, Topic.RECEIPTS, Topic.GROUPS, Topic.POINTS, Topic.CARDS})


class MergeService:
    """Everything the shop does with people who are in the books twice.

    Args:
        books: the shop's books.
        base: told who changed.
        posting: lets points follow receipts.
        clock: gives the time now.
    """

    def __init__(
        self, books: Books, base: Base, posting: PointsPosting, clock: Callable[[], datetime]
    ) -> None:
        self._books = books
        self._base = base
        self._posting = posting
        self._clock = clock
        self._found: tuple[int, tuple[Pair, ...]] | None = None

    def suggestions(self, limit: int = 200, progress: Progress = SILENT) -> tuple[Suggestion, ...]:
        """List pairs that may be one person, likeliest first; nothing is merged by itself."""
        pairs = self._pairs(progress)
        with self._books.read() as connection:
            apart = kept_apart(connection)
            open_pairs = [one for one in pairs if (one.first, one.second) not in apart][:limit]
            ids = sorted({one for pair in open_pairs for one in (pair.first, pair.second)})
            heads = heads_of(connection, ids)
        return tuple(
            suggestion(pair, heads[pair.first], heads[pair.second])
            for pair in open_pairs
            if pair.first in heads and pair.second in heads
        )

    def merge(self, winner: int, loser: int, *, actor: Actor = OWNER) -> Outcome[Merged]:
        """Put two entries of one person together; points, cards, receipts and answers add up.

        Told twice, or the other way round, it changes nothing more.

        Raises:
            UserError: the role does not allow it, or one of them is not there any more.
        """
        actor.need(Right.MERGE)
        with self._books.write() as unit:
            stays, goes = (survivor_of(unit.connection, one) for one in (winner, loser))
            names = self._names(unit, stays, goes)
            if stays == goes:
                said = say("{name} is one entry already.", name=names[stays])
                return Outcome(Merged(0, stays, loser), frozenset(), said)
            number, version, touched = self._change(
                unit, actor, "merge", {"winner": stays, "loser": goes},
                lambda merging: merging.merge(stays, goes, actor.name),
            )  # fmt: skip
        self._base.note(version, touched)
        said = say("{loser} is part of {winner} now.", loser=names[goes], winner=names[stays])
        return Outcome(Merged(number, stays, goes), CHANGED, said)

    def unmerge(self, merge_id: int, *, actor: Actor = OWNER) -> Outcome[Merged]:
        """Part two entries again: each has what was his, and what came in his name since.

        Raises:
            UserError: the role does not allow it, or there is no such merge in force.
        """
        actor.need(Right.MERGE)
        with self._books.write() as unit:
            found = joined(unit.connection, merge_id)
            if found is None:
                raise UserError(
                    say("There is no merge {number} to take back.", number=merge_id),
                    say("The profile shows which entries were put together."),
                )
            _, version, touched = self._change(
                unit, actor, "unmerge",
                {"merge": merge_id, "winner": found.winner, "loser": found.loser},
                lambda merging: 0 if merging.unmerge(merge_id) is None else merge_id,
            )  # fmt: skip
            names = self._names(unit, survivor_of(unit.connection, found.winner), found.loser)
        self._base.note(version, touched)
        said = say("{name} is a customer apart again.", name=names[found.loser])
        return Outcome(Merged(merge_id, found.winner, found.loser), CHANGED, said)

    def merges(self, customer_id: int) -> tuple[MergeRow, ...]:
        """List who was put together with a customer, oldest first."""
        with self._books.read() as connection:
            winner = survivor_of(connection, customer_id)
            rows = merges_of(connection, winner)
            return tuple(
                MergeRow(
                    merge_id=one.id,
                    winner_id=one.winner,
                    loser_id=one.loser,
                    loser=full_name(one.before["loser"]),
                    at=datetime.fromtimestamp(one.at, tz=UTC),
                    actor=one.actor,
                )
                for one in rows
            )

    def not_duplicate(self, first: int, second: int, *, actor: Actor = OWNER) -> Outcome[None]:
        """Note that two entries are two people; they are not suggested again.

        Raises:
            UserError: the role does not allow it, or one of them is not there any more.
        """
        actor.need(Right.MERGE)
        with self._books.write() as unit:
            now = moment_here(self._clock, unit.connection)
            self._names(unit, first, second)
            keep_apart(unit.connection, first, second, now.at)
            note_event(
                unit.connection,
                at=now.at,
                actor=actor.name,
                action="not_duplicate",
                detail={"first": first, "second": second},
            )
        return Outcome(None, frozenset({Topic.CUSTOMERS}), say("They stay two people."))

    def _pairs(self, progress: Progress) -> tuple[Pair, ...]:
        version = self._books.version()
        if self._found is None or self._found[0] != version:
            with self._books.read() as connection:
                entries = read_entries(connection)
            step = say("Comparing customers")
            self._found = (
                version,
                find_pairs(entries, lambda done, total: progress.step(done, total, step)),
            )
        return self._found[1]

    def _change(
        self,
        unit: Unit,
        actor: Actor,
        action: str,
        detail: Mapping[str, int],
        change: Callable[[Merging], int],
    ) -> tuple[int, int, set[int]]:
        """Merge or part, with everything that goes along; give (number, version, touched)."""
        now = moment_here(self._clock, unit.connection)
        sums, touched = Sums(), set[int]()
        number = change(Merging(unit.connection, sums, touched, now.at))
        sums.flush(unit.connection)
        drop_snapshots(unit.connection)
        self._posting.follow(unit, touched)
        settle_crossings(unit.connection, touched, at=now.at, day=now.day, actor=actor.name)
        keep_balances(unit.connection, with_points(unit.connection, touched))
        note_event(unit.connection, at=now.at, actor=actor.name, action=action, detail=dict(detail))
        return number, unit.touch(), touched

    def _names(self, unit: Unit, *customers: int) -> dict[int, str]:
        found = names_of(unit.connection, customers)
        if any(one not in found for one in customers):
            raise UserError(say("This customer is not in the books any more."))
        return {one: name for one, (name, _) in found.items()}
