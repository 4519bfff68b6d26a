"""Yes and no in the languages of the files."""

import polars as pl

from retailcrm.core.words import say
from retailcrm.importers.unreadable import NOTHING, ColumnRead, Unreadable, by_value

_YES_WORDS = (
    "yes y true t 1 1.0 x ✓ ✔ on wahr ja j oui o vrai si sí s verdadero vero "
    "subscribed opted-in optin granted accepted"
)
_NO_WORDS = (
    "no n false f 0 0.0 off falsch nein non faux falso "
    "unsubscribed opted-out optout denied refused cleaned"
)
_YES = frozenset(_YES_WORDS.split())
_NO = frozenset(_NO_WORDS.split())
_UNTOLD = NOTHING | {"unknown", "unbekannt", "inconnu", "desconocido", "sconosciuto", "never", "?"}


def read_answers(text: pl.Series) -> ColumnRead[pl.Series]:
    """Read a column of yes and no; null where the cell says neither."""
    return by_value(text, read_answer, pl.Boolean())


def read_answer(cell: str) -> bool | None:
    """Read one yes or no.

    Raises:
        Unreadable: where it is another word.
    """
    word = cell.strip().lower().rstrip(".!")
    if word in _YES:
        return True
    if word in _NO:
        return False
    if word in _UNTOLD:
        return None
    raise Unreadable(say("Neither yes nor no"))
