"""Words that people typed, gone through for one person and freed of him."""

import json
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from urllib.parse import unquote_plus

from sqlalchemy import Connection, text

from retailcrm.core.traces import Traces
from retailcrm.db.append_only import lifted

#: columns that hold words; the named settings of the shop itself are not among them
PLAIN = (
    ("ad", "name"), ("ad", "note"), ("ad_spend", "note"), ("campaign", "name"),
    ("campaign", "note"), ("campaign_cost", "note"), ("consent_event", "source"),
    ("consent_event", "wording"), ("customer", "note"), ("customer", "tags"),
    ("delivery", "detail"), ("delivery", "source"), ("import_batch", "file"),
    ("import_batch", "title"), ("list_export", "file"), ("plan", "chosen"), ("plan", "name"),
    ("points_entry", "reason"),
    ("printed_report", "file"), ("program_version", "note"), ("saved_list", "name"),
    ("suppression", "source"), ("tier_event", "cause"),
)  # fmt: skip
#: columns that hold JSON with words in it
KEPT = (
    ("audit_event", "detail"), ("campaign", "moment"), ("campaign", "promised"),
    ("campaign", "wording"), ("arm", "offer"), ("customer_merge", "before"),
    ("customer_revision", "before"), ("import_batch", "counts"), ("import_batch", "facts"),
    ("list_export", "excluded"), ("plan", "inputs"), ("plan", "promised"),
    ("printed_report", "figures"), ("program_version", "rules"),
    ("remembered_mapping", "mapping"), ("upload_part", "told"),
)  # fmt: skip
#: columns that hold rows as `core.rows` writes them, with what was typed into a filter
ROWS = (("campaign", "audience"), ("list_export", "audience"), ("saved_list", "means"))
ONLY_GROW = frozenset(
    {
        "ad_spend", "audit_event", "campaign_cost", "consent_event", "delivery", "points_entry",
        "program_version", "suppression", "tier_event",
    }
)  # fmt: skip


def mend_texts(connection: Connection, traces: Traces) -> int:
    """Take a person out of every word that somebody typed; give how many texts changed."""
    changed = 0
    for columns, mended in (
        (PLAIN, traces.mended),
        (KEPT, lambda told: _mended_json(traces, told)),
        (ROWS, lambda told: _mended_rows(traces, told)),
    ):
        for table, column in columns:
            changed += _mend(connection, table, column, mended)
    return changed


def _mend(connection: Connection, table: str, column: str, mended: Callable[[str], str]) -> int:
    found = connection.scalars(text(f"SELECT DISTINCT {column} FROM {table} WHERE {column} <> ''"))
    changes = list(_changes(found, mended))
    if not changes:
        return 0
    with lifted(connection, table) if table in ONLY_GROW else nullcontext():
        connection.execute(
            text(f"UPDATE {table} SET {column} = :new WHERE {column} = :old"), changes
        )
    return len(changes)


def _changes(found: Iterable[str], mended: Callable[[str], str]) -> Iterable[dict[str, str]]:
    for old in found:
        new = mended(old)
        if new != old:
            yield {"old": old, "new": new}


def _mended_json(traces: Traces, told: str) -> str:
    held = json.loads(told)
    new = traces.mended_all(held)
    return told if new == held else json.dumps(new)


def _mended_rows(traces: Traces, told: str) -> str:
    """Rows that were found by a person's name are found by nothing any more."""
    typed = unquote_plus(told)
    return told if traces.mended(typed) == typed else "customers?text=-"
