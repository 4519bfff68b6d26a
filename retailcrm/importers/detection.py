"""Which till wrote a file, by its headings alone."""

from collections.abc import Collection, Iterable, Sequence

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.importers.dialect import Dialect
from retailcrm.importers.plan import fits, folded, missing

#: So many headings together are no accident.
_TELLING = 4


def recognise(headings: Sequence[str], dialects: Iterable[Dialect], name: str) -> Dialect | None:
    """Give the dialect whose headings these are; None where no till is known for them.

    A dialect that asks for more headings wins over one whose headings it contains.

    Raises:
        UserError: where two tills could have written the file.
    """
    found = [dialect for dialect in dialects if fits(dialect, headings)]
    best = [one for one in found if not any(_asks_more(other, one) for other in found)]
    if len(best) > 1:
        raise UserError(
            say(
                '"{name}" could be {one} or {other}.',
                name=name,
                one=best[0].title,
                other=best[1].title,
            ),
            say(
                "Say which: --dialect {one} or --dialect {other}.",
                one=best[0].key,
                other=best[1].key,
            ),
        )
    return best[0] if best else None


def _asks_more(one: Dialect, other: Dialect) -> bool:
    return _asked(one) > _asked(other)


def _asked(dialect: Dialect) -> frozenset[str]:
    return frozenset(folded(name) for name in dialect.must)


def by_key(key: str, headings: Sequence[str], dialects: Iterable[Dialect], name: str) -> Dialect:
    """Give the dialect that the person named.

    Raises:
        UserError: where no dialect is called so, or the file lacks a column it needs.
    """
    known = {dialect.key: dialect for dialect in dialects}
    dialect = known.get(key)
    if dialect is None:
        raise UserError(
            say('No dialect is called "{key}".', key=key),
            say("Known are: {keys}.", keys=", ".join(sorted(known))),
        )
    if lacking := missing(dialect, headings):
        raise UserError(
            say(
                '"{name}" is no {title}: it has no column "{column}".',
                name=name,
                title=dialect.title,
                column=lacking[0],
            ),
        )
    return dialect


def nearly(headings: Sequence[str], dialects: Iterable[Dialect]) -> tuple[Dialect, str] | None:
    """Find a dialect whose headings are there but for one needed; give it and that heading.

    Reading such a file by a guess would book its receipts a second time, under another till.
    """
    known = {folded(heading) for heading in headings}
    for dialect in dialects:
        lacking = dict.fromkeys((*missing(dialect, headings), *_absent(dialect, known)))
        ruled_out = any(folded(name) in known for name in dialect.must_not)
        telling = dialect.kind == "sales" and len(dialect.must) >= _TELLING
        if len(lacking) == 1 and telling and not ruled_out:
            return dialect, next(iter(lacking))
    return None


def _absent(dialect: Dialect, known: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in dialect.must if folded(name) not in known)


def is_known(cells: Sequence[str], dialects: Iterable[Dialect]) -> bool:
    """Say whether these cells are the headings of any till's file."""
    return any(fits(dialect, cells) for dialect in dialects)
