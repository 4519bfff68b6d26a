"""Groups, segments and stages of the whole base, their rules, and who moves."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.base import Scored
from retailcrm.analytics.freshness import StoreData, freshness
from retailcrm.analytics.groups import GROUPS
from retailcrm.analytics.movement import Labels, moves
from retailcrm.analytics.reasons import group_reasons, stage_evidence
from retailcrm.analytics.rhythm import MIA, STAGES
from retailcrm.analytics.rules import Rules as GroupRules
from retailcrm.analytics.rules import rules_fault
from retailcrm.analytics.season import season_notes
from retailcrm.analytics.segments import grid_fault
from retailcrm.core.days import day_number, day_of
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.roles import OWNER, Actor
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.customer_pages import names_of
from retailcrm.db.settings import read_setting, write_setting
from retailcrm.db.status import store_rows
from retailcrm.services.base import Base
from retailcrm.services.exporting import ExportService
from retailcrm.services.group_rows import (
    CellRow,
    GroupRow,
    GroupsOverview,
    MissingRow,
    MissingSum,
    Reason,
    RulesPreview,
    SegmentRow,
    StageRow,
)
from retailcrm.services.group_story import empty_overview, overview_of
from retailcrm.services.group_table import group_table, missing_table
from retailcrm.services.shop import KEY, settings_from
from retailcrm.services.standing import RULES, RULES_SINCE, Standing, labels_of, rules_to

__all__ = [
    "CellRow",
    "GroupRow",
    "GroupRules",
    "GroupService",
    "GroupsOverview",
    "MissingRow",
    "MissingSum",
    "Reason",
    "RulesPreview",
    "SegmentRow",
    "StageRow",
]


class GroupService:
    """Questions about the base, and its rules."""

    def __init__(
        self,
        books: Books,
        base: Base,
        standing: Standing,
        exports: ExportService,
        clock: Callable[[], datetime],
    ) -> None:
        self._books = books
        self._base = base
        self._standing = standing
        self._exports = exports
        self._clock = clock

    def rules(self) -> GroupRules:
        """Read the rules in force."""
        return self._standing.rules()

    def overview(self, as_of: date | None = None) -> GroupsOverview:
        """Group everyone as of a date (default: the last date with data)."""
        return self._overview(self._standing.scored(as_of), self._standing.rules())

    def preview(self, rules: GroupRules, progress: Progress = SILENT) -> RulesPreview:
        """Say who would move under other rules, changing nothing.

        Raises:
            UserError: the rules make no sense, named in the sentence.
        """
        check_rules(rules)
        progress.step(0, 2, say("Groups as they are"))
        now = self._standing.scored()
        progress.step(1, 2, say("Groups as they would be"))
        closed = self._standing.rules().closed
        then = self._standing.scored(rules=replace(rules, closed=closed))
        if now is None or then is None:
            return RulesPreview((), 0, 0, empty_overview())
        found = moves(_groups(now), _groups(then), len(GROUPS))
        return RulesPreview(
            moves=_named(found.counts),
            changed=found.moved(),
            customers=now.ids.size,
            overview=self._overview(then, rules),
        )

    def save_rules(self, rules: GroupRules, progress: Progress = SILENT) -> Outcome[GroupRules]:
        """Keep new rules."""
        check_rules(rules)
        progress.step(0, 1, say("Rules"))
        with self._books.write() as unit:
            write_setting(unit.connection, RULES, rules_to(rules))
            shop = settings_from(read_setting(unit.connection, KEY, {}))
            write_setting(unit.connection, KEY, asdict(replace(shop, margin=rules.margin)))
            since = self._clock().date().isoformat()
            write_setting(unit.connection, RULES_SINCE, since)
        self._standing.keep()
        return Outcome(
            rules,
            frozenset({Topic.GROUPS, Topic.SETTINGS}),
            say("Rules kept; everyone is regrouped."),
        )

    def missing(
        self, as_of: date | None = None, limit: int | None = None
    ) -> tuple[MissingRow, ...]:
        """List who is MIA, worth most first: chance of a return times contribution."""
        scored = self._standing.scored(as_of)
        if scored is None:
            return ()
        at = np.flatnonzero(scored.stage == MIA)
        worth = scored.p_return[at] * scored.contribution[at]
        at = at[np.lexsort((scored.ids[at], -worth))][:limit]
        with self._books.read() as connection:
            names = names_of(connection, scored.ids[at].tolist())
        evidence = stage_evidence(scored, at)
        return tuple(
            _missing_row(scored, place, names[int(scored.ids[place])], told)
            for place, told in zip(at.tolist(), evidence, strict=True)
        )

    def reasons(self, ids: NDArray[np.int64], as_of: date | None = None) -> Mapping[int, Reason]:
        """Say why each of these customers is where they are; whoever is unknown is left out."""
        scored = self._standing.scored(as_of)
        if scored is None:
            return {}
        at = np.flatnonzero(np.isin(scored.ids, ids))
        told = zip(
            scored.ids[at].tolist(),
            group_reasons(scored, at, self._standing.money()),
            stage_evidence(scored, at),
            strict=True,
        )
        return {one: Reason(group, evidence) for one, group, evidence in told}

    def table(
        self, as_of: date | None = None, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> list[list[Any]]:
        """Take out everyone's scores, group and stage as rows of `group_table.GROUP_COLUMNS`.

        Raises:
            UserError: the role does not allow it.
        """
        rows = self._table(as_of, progress)
        self._exports.note("groups", len(rows), actor=actor)
        return rows

    def _table(self, as_of: date | None, progress: Progress) -> list[list[Any]]:
        scored = self._standing.scored(as_of)
        if scored is None:
            return []
        digits = self._standing.shop().digits
        with self._books.read() as connection:
            return group_table(connection, scored, self._standing.money(), digits, progress)

    def missing_table(
        self, as_of: date | None = None, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> list[list[Any]]:
        """Take out the missing and the dead cards as rows of `group_table.MIA_COLUMNS`.

        Raises:
            UserError: the role does not allow it.
        """
        progress.step(0, 1)
        rows = self._missing_table(as_of)
        self._exports.note("mia", len(rows), actor=actor)
        return rows

    def _missing_table(self, as_of: date | None) -> list[list[Any]]:
        scored = self._standing.scored(as_of)
        if scored is None:
            return []
        with self._books.read() as connection:
            return missing_table(connection, scored, self._standing.shop().digits)

    def stale(self) -> tuple[str, ...]:
        """Name the stores whose data are too old for anything automatic."""
        today = day_number(self._clock().date())
        with self._books.read() as connection:
            stores = [
                StoreData(row[1], row[6]) for row in store_rows(connection) if row[6] is not None
            ]
        found = freshness(stores, today, self._standing.shop().stale_days)
        return tuple(one.name for one in found.stores if one.stale)

    def _overview(self, scored: Scored | None, rules: GroupRules) -> GroupsOverview:
        if scored is None:
            return empty_overview()
        month = self._standing.month_before(day_of(scored.as_of))
        before = self._standing.labels(month, rules)
        book, _ = self._base.columns()
        return overview_of(
            scored,
            book,
            now=labels_of(scored),
            before=before if before is not None and before.ids.size else None,
            stale=self.stale(),
        )


def check_rules(rules: GroupRules) -> None:
    """Refuse rules that make no sense, in one sentence.

    Raises:
        UserError: what is wrong.
    """
    if fault := rules_fault(rules):
        raise UserError(fault)
    if rules.grid and (fault := grid_fault(rules.grid)):
        raise UserError(fault)


def _groups(scored: Scored) -> Labels:
    return Labels(scored.ids, scored.group)


def _named(counts: tuple[tuple[int, ...], ...]) -> tuple[tuple[str, str, int], ...]:
    keys = [*(str(group) for group in GROUPS), ""]
    return tuple(
        (keys[a], keys[b], count)
        for a, row in enumerate(counts)
        for b, count in enumerate(row)
        if count and a != b
    )


def _missing_row(scored: Scored, at: int, named: tuple[str, str], evidence: str) -> MissingRow:
    name, card = named
    return MissingRow(
        customer_id=int(scored.ids[at]),
        name=name,
        card=card,
        stage=str(STAGES[scored.stage[at]]),
        last_on=day_of(int(scored.last[at])),
        gap=int(scored.recency[at]),
        usual=float(scored.usual[at]),
        limit=float(scored.limit[at]),
        net_sales=int(scored.monetary[at]),
        worth=round(float(scored.p_return[at] * scored.contribution[at])),
        evidence=evidence,
        season=season_notes(scored, [at])[0],
    )
