"""Where the rows behind a figure are."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode


@dataclass(frozen=True, slots=True)
class RowsRef:
    """Name the rows that add up to a figure, so that any screen or page can open them.

    Attributes:
        kind: `receipts`, `lines`, `customers`, `problems`, or `scan` (knows `code`).
        filters: sorted (name, value) pairs. Receipts know `from`, `to` (ISO dates,
            inclusive), `store`, `channel`, `category`, `customer`, `cashier`, `kind`, `member`,
            `card` (yes or no: somebody known, somebody with a card) and `measure` (`margin`:
            what they add up is their margin). Customers know `group`,
            `segment`, `stage`, `r`, `fm`, `as_of`, `moved_from`, `moved_to`, `cohort`, and
            `finding` with its own inputs.
    """

    kind: str
    filters: tuple[tuple[str, str], ...] = ()

    def text(self) -> str:
        """Write the reference as one word, as kept in reports."""
        return f"{self.kind}?{urlencode(self.filters)}" if self.filters else self.kind

    def get(self, name: str) -> str | None:
        """Give one filter's value, or None."""
        return dict(self.filters).get(name)


def rows(kind: str, **filters: str | None) -> RowsRef:
    """Build a reference; a trailing underscore lets Python words be filter names."""
    pairs = [(name.rstrip("_"), value) for name, value in filters.items() if value is not None]
    return RowsRef(kind, tuple(sorted(pairs)))


def parse_rows(text: str) -> RowsRef:
    """Read back what `RowsRef.text` wrote."""
    kind, _, query = text.partition("?")
    return RowsRef(kind, tuple(sorted(parse_qsl(query, keep_blank_values=True))))
