"""Gift cards by their names, where a till does not mark them in another way."""

import polars as pl

_CARDS = (
    r"gift[- ]?(?:card|certificate|voucher)|voucher|"
    r"geschenk(?:karte|gutschein)|(?:wert|einkaufs)?gutschein(?:karte)?|"
    r"(?:carte|ch[eè]que|bon)[- ]cadeau|bon d['’]achat|"
    r"(?:tarjeta|vale|cheque|bono)(?: de)? regalo|"
    r"(?:carta|buono)[- ]regalo|buono acquisto"
)
_NAME = rf"(?i)^\W*(?:e-?|digital |virtual |physical |online )?(?:{_CARDS})(?:s|n|e)?(?:\W|$)"
_GOODS = (
    r"(?i)\b(?:holders?|box(?:es)?|envelopes?|wraps?|sleeves?|stands?|tins?|bags?|displays?|"
    r"h[üu]llen?|umschl[aä]ge?|schachteln?|[eé]tuis?|enveloppes?|sobres?|buste?|scatol[ae])\b"
)


def is_gift(item: pl.Expr) -> pl.Expr:
    """Say whether a product's or category's name is that of a gift card."""
    return item.str.contains(_NAME) & ~item.str.contains(_GOODS)


def untaxed(role: str) -> pl.Expr:
    """Say whether no tax is due: a taxed line is goods, whatever its name."""
    return pl.col(role).fill_null(0) == 0
