# ruff: noqa: E501, ISC004 - lists of words read better unbroken
"""Words in cells that say what a row is: sale, return, void, gift card, or no goods at all."""

import re
from enum import StrEnum

import polars as pl

from retailcrm.importers.roles import plain


class Meaning(StrEnum):
    """What a word says about its row."""

    SALE = "sale"
    RETURN = "return"
    VOID = "void"
    GIFT = "gift"
    MONEY = "money"  # payments, cash in and out: no goods
    NOTHING = ""


_WORDS = (
    (
        Meaning.GIFT,
        r"gift ?(?:card|voucher|certificate).*|.*gutschein.*|geschenkkarte.*|(?:carte|cheque|bon) "
        r"cadeau.*|(?:tarjeta|vale|cheque|bono)(?: de)? regalo.*|(?:carta|buono) regalo.*|deposit",
    ),
    (
        Meaning.VOID,
        r"void(?:ed)?|cancel(?:l?ed|lation)?|storn\w*|annul\w*|anulad\w*|cancelad\w*|failed|fehlgeschlagen|"
        r"abgebrochen|echoue\w*|fallid\w*|fallit\w*|pending|ausstehend|offen|open|en attente|pendiente|in attesa|"
        r"draft|entwurf|brouillon|borrador|bozza|expired|declined|training|test|layby|parked|deleted",
    ),
    (
        Meaning.RETURN,
        r"(?:sales? )?returns?|returned|refunds?|refunded|ruckgabe|retoure|ruckerstattung|erstattung|erstattet|"
        r"umtausch ruckgabe|retours?|remboursement|rembourse\w*|avoir|credit(?: note| memo)?|devoluci\w+|devuelt\w*|"
        r"reembols\w+|abono|resi?|reso|rimbors\w+|nota (?:di )?credito|gutschrift|r",
    ),
    (
        Meaning.MONEY,
        r"payments?|zahlung(?:en)?|paiement|pago|pagamento|pay ?(?:in|out)s?|cash (?:in|out)|"
        r"einzahlung|auszahlung|einlage|entnahme|no sale|tender|zahlart|reglement",
    ),
    (Meaning.SALE, r".+"),
)
_YES = frozenset("yes y true t 1 x ja j wahr oui o vrai si s verdadero vero".split())  # noqa: SIM905
_VOID_HEADING = re.compile(r"void|cancel|storn|annul|anul")


def meanings(text: pl.Series, heading: str) -> pl.Series:
    """Say what each cell means; a yes or no means what its heading asks.

    Args:
        text: cells.
        heading: of the column.
    """
    found = text.drop_nulls().unique()
    if found.is_empty():
        return pl.Series(text.name, [""] * len(text), dtype=pl.String)
    said = [meaning(word, heading).value for word in found]
    return text.replace_strict(found, pl.Series(said), default="", return_dtype=pl.String)


def meaning(word: str, heading: str = "") -> Meaning:
    """Say what one cell means."""
    words = plain(word)
    asked = _asked(plain(heading))
    if asked is not None and len(words) <= len("verdadero") and not re.search(r"void|storn", words):
        return asked if words in _YES else Meaning.SALE
    for one, pattern in _WORDS:
        if re.fullmatch(pattern, words):
            return one
    return Meaning.NOTHING


def _asked(heading: str) -> Meaning | None:
    if _VOID_HEADING.search(heading) and "status" not in heading:
        return Meaning.VOID
    if re.fullmatch(r"(?:is )?(?:return|refund|retoure|retour|devolucion|reso)(?:ed)?", heading):
        return Meaning.RETURN
    return None


_ONLINE = r"(?i)online|web|internet|e-?commerce|e-?shop|amazon|ebay|shopify|marketplace|app\b"
_OFFLINE = (
    r"(?i)offline|store|pos\b|point of sale|laden|filiale|geschäft|stationär|kasse|magasin|boutique|"
    r"caisse|tienda|negozio|cassa|retail|walk|in person|register|till|shop"
)


def channels(text: pl.Expr) -> pl.Expr:
    """Give "online" or "offline" for a till's word, null where it says neither."""
    return (
        pl.when(text.str.contains(_ONLINE))
        .then(pl.lit("online"))
        .when(text.str.contains(_OFFLINE))
        .then(pl.lit("offline"))
    )
