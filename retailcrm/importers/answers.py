"""Yes and no in the languages of the files."""

import polars as pl

from retailcrm.core.words import say
from retailcrm.core.written import NO, NOTHING, YES
from retailcrm.importers.unreadable import ColumnRead, Unreadable, by_value

_YES = YES | {"subscribed", "opted-in", "optin", "granted", "accepted"}
_NO = NO | {"unsubscribed", "opted-out", "optout", "denied", "refused", "cleaned"}
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
