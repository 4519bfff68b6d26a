"""Notes of a member as dated lines; a line with a question mark in front waits for an answer.

A note reads "2026-11-02 likes rye bread", an open question "2026-11-02 ? do you stock rye
flour", an answered one "2026-11-02 ✓ do you stock rye flour".
"""

import re
from datetime import date

from retailcrm.services.member_rows import Question

OPEN, ANSWERED = "?", "✓"
_DATED = re.compile(r"^(?:(\d{4}-\d\d-\d\d) )?(.*)$", re.DOTALL)


def with_line(note: str, text: str, today: date) -> str:
    """Give the note with a new dated line at its end."""
    told = " ".join(text.split())
    if told.startswith(OPEN):
        told = f"{OPEN} {told.removeprefix(OPEN).strip()}"
    line = f"{today.isoformat()} {told}"
    lines = note.splitlines()
    return note if line in lines else "\n".join((*lines, line))


def questions_in(note: str) -> tuple[Question, ...]:
    """List what is still open."""
    return tuple(
        Question(asked, text.removeprefix(OPEN).strip())
        for asked, text in map(_parts, note.splitlines())
        if text.startswith(OPEN)
    )


def without_questions(note: str) -> str:
    """Give the note as it is shown beside its open questions."""
    return "\n".join(line for line in note.splitlines() if not _parts(line)[1].startswith(OPEN))


def with_answer(note: str, question: str) -> str:
    """Give the note with a question marked as answered."""
    return "\n".join(_answered(line, question) for line in note.splitlines())


def _answered(line: str, question: str) -> str:
    asked, text = _parts(line)
    if not text.startswith(OPEN) or text.removeprefix(OPEN).strip() != question:
        return line
    told = f"{ANSWERED} {question}"
    return told if asked is None else f"{asked.isoformat()} {told}"


def _parts(line: str) -> tuple[date | None, str]:
    found = _DATED.match(line)
    assert found is not None
    told, text = found.groups()
    try:
        return (date.fromisoformat(told) if told else None), text
    except ValueError:
        return None, line
