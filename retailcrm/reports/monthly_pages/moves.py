"""Who moved between the groups, in words and as a table."""

from retailcrm.core.rows import rows
from retailcrm.core.vocabulary import GROUPS
from retailcrm.core.words import say
from retailcrm.reports.document import Column, Row, TableBlock, Text, Tone, text
from retailcrm.reports.monthly_facts import MoveFacts
from retailcrm.reports.monthly_pages.draft import Draft
from retailcrm.reports.names import group_entry

_TOLD = 2  # movements told of a group
_RANK = {"below_zero": 0, "most_growable": 1, "most_valuable": 2}


def story(draft: Draft, group: str) -> str:
    """Say in a few words who came into a group and who left it."""
    rank = _RANK.get(group, 0)
    arrived = [move for move in draft.facts.moves if move.now == group != move.before]
    left = [move for move in draft.facts.moves if move.before == group != move.now]
    risen = sum(move.customers for move in arrived if _rank(move.before) in range(rank))
    fallen = sum(move.customers for move in arrived if _rank(move.before) > rank)
    fresh = sum(move.customers for move in arrived if not move.before)
    up = sum(move.customers for move in left if _rank(move.now) > rank)
    down = sum(move.customers for move in left if _rank(move.now) in range(rank))
    parts = (
        (risen, "{n} came up"),
        (fresh, "{n} new"),
        (up, "{n} moved up"),
        (down, "{n} slipped"),
        (fallen, "{n} fell"),
    )
    largest = sorted((part for part in parts if part[0]), key=lambda part: -part[0])[:_TOLD]
    return ", ".join(say(words, n=draft.write.count(n)) for n, words in largest)


def finding(draft: Draft) -> str:
    """Say how many moved up and how many slipped."""
    up = sum(move.customers for move in draft.facts.moves if _way(move) > 0)
    down = sum(move.customers for move in draft.facts.moves if _way(move) < 0)
    if not up and not down:
        return say("Nobody changed group") if draft.facts.moves else say("Groups and segments")
    rose = draft.counted(up, "1 customer moved up", "{n} customers moved up") if up else ""
    if not down:
        return say("{rose}, nobody slipped", rose=rose)
    if not up:
        return draft.counted(down, "1 customer slipped", "{n} customers slipped")
    return say("{rose}, {n} slipped", rose=rose, n=draft.write.count(down))


def table(draft: Draft) -> TableBlock:
    """Show from which group to which, customers in every cell."""
    told = {(move.before, move.now): move for move in draft.facts.moves}
    counts = {**_stayed(draft), **told}
    befores = [key for key in (*GROUPS, "") if any(at[0] == key for at in counts)]
    nows = [key for key in (*GROUPS, "") if any(at[1] == key for at in counts)]
    columns = (
        Column(say("Group before"), wide=True),
        *(Column(group_entry(key).label if key else say("None now"), number=True) for key in nows),
        Column(say("All"), number=True),
    )
    lines = tuple(_row(draft, before, nows, counts) for before in befores)
    return TableBlock(columns, lines)


def _stayed(draft: Draft) -> dict[tuple[str, str], MoveFacts]:
    """Count who stayed: everyone in a group now who did not move into it."""
    day = draft.last.isoformat()
    stayed = {}
    for group in draft.facts.groups:
        key = group.key
        arrived = sum(
            move.customers for move in draft.facts.moves if move.now == key != move.before
        )
        behind = rows("customers", moved_from=key, moved_to=key, as_of=day)
        stayed[(key, key)] = MoveFacts(key, key, group.customers - arrived, behind)
    return stayed


def _row(
    draft: Draft, before: str, nows: list[str], counts: dict[tuple[str, str], MoveFacts]
) -> Row:
    entry = group_entry(before) if before else None
    cells = [_cell(draft, counts.get((before, now))) for now in nows]
    whole = sum(move.customers for (was, _), move in counts.items() if was == before)
    head = (
        text(entry.label, strong=True, tone=entry.tone) if entry else text(say("New to the groups"))
    )
    return Row((head, *cells, text(draft.write.count(whole), strong=True)), shape=entry)


def _cell(draft: Draft, move: MoveFacts | None) -> Text:
    if move is None or not move.customers:
        return text(draft.write.count(0), tone=Tone.MUTED)
    name = f"moved.{move.before or 'none'}.{move.now or 'none'}"
    ref = draft.count(name, move.customers, move.rows)
    return text(draft.write.count(move.customers), strong=move.before == move.now, ref=ref)


def _rank(group: str) -> int:
    return _RANK.get(group, -1)


def _way(move: MoveFacts) -> int:
    if move.before not in _RANK or move.now not in _RANK:
        return 0
    return _RANK[move.now] - _RANK[move.before]
