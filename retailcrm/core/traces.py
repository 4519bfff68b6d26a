"""What would tell a reader who somebody is, found in text however it was typed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retailcrm.core.folding import fold, words

GONE = "(erased)"
FEW_DIGITS = 7  # fewer are a price or a quantity as well as a phone
_TAIL = 8
_SHORTEST_CARD = 4
_NUMBER = re.compile(r"\+?\d(?:[\s().\-/]{0,2}\d){3,}")
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+)*")
_NO_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Traces:
    """Everything by which one person can be told in free text.

    Attributes:
        names: full names, streets and firms as folded words; each at least two words.
        emails: in lower case.
        phones: digits alone, with the country's.
        codes: cards and other numbers that are his, in lower case.
        pairs: (first name, last name) as folded, for tables that hold them apart.
    """

    names: frozenset[tuple[str, ...]] = frozenset()
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = frozenset()

    def mended(self, text: str) -> str:
        """Give a text without him; equal to what was given where he is not in it."""
        for address in self.emails:
            if address in text.lower():
                text = re.sub(re.escape(address), GONE, text, flags=re.IGNORECASE)
        text = _NUMBER.sub(lambda found: GONE if self._is_number(found[0]) else found[0], text)
        for code in self.codes:
            if code in text.lower():
                whole = rf"(?<![^\W_]){re.escape(code)}(?![^\W_])"
                text = re.sub(whole, GONE, text, flags=re.IGNORECASE)
        return self._without_names(text)

    def mended_all(self, value: Any) -> Any:
        """Give the same of a value read from JSON: every text in it mended, keys kept."""
        if isinstance(value, str):
            return self.mended(value)
        if isinstance(value, Mapping):
            return {key: self.mended_all(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self.mended_all(one) for one in value]
        return value

    def found_in(self, cells: Sequence[str]) -> bool:
        """Say whether the cells of a row tell of him."""
        if any(self.mended(cell) != cell for cell in cells):
            return True
        folded = {fold(cell) for cell in cells}
        codes = {cell.strip().lower() for cell in cells}
        return bool(codes & self.codes) or any(
            first in folded and last in folded for first, last in self.pairs
        )

    def _is_number(self, told: str) -> bool:
        digits = _NO_DIGIT.sub("", told)
        if digits in self.codes:
            return True
        local = digits.lstrip("0")
        return len(local) >= FEW_DIGITS and any(
            phone.endswith(local) or local.endswith(phone[-_TAIL:]) for phone in self.phones
        )

    def _without_names(self, text: str) -> str:
        if not self.names:
            return text
        spans = [(found.span(), fold(found[0])) for found in _WORD.finditer(text)]
        gone = tuple(self._named([word for _, word in spans]))
        for first, last in reversed(gone):
            begin, end = spans[first][0][0], spans[last][0][1]
            text = text[:begin] + GONE + text[end:]
        return text

    def _named(self, told: Sequence[str]) -> Iterable[tuple[int, int]]:
        """Give where names stand: the place of their first and their last word."""
        at = 0
        while at < len(told):
            size = max((len(name) for name in self.names
                        if tuple(told[at : at + len(name)]) == name), default=0)  # fmt: skip
            if size:
                yield at, at + size - 1
            at += size or 1


def traces_of(rows: Iterable[Mapping[str, Any]], codes: Iterable[str] = ()) -> Traces:
    """Gather how a person is told from what the books hold of him.

    Args:
        rows: columns of customers, those of earlier days and of merged entries included; any
            of them may be missing.
        codes: cards and numbers of tills that are his.
    """
    names: set[tuple[str, ...]] = set()
    pairs: set[tuple[str, str]] = set()
    emails, phones = set[str](), set[str]()
    others = set[tuple[str, ...]]()
    held = set(codes)
    for row in rows:
        first, last = words(row.get("first_name") or ""), words(row.get("last_name") or "")
        if first and last:
            pairs.add((" ".join(first), " ".join(last)))
            names |= {first + last, last + first}
        others |= {words(row.get(name) or "") for name in ("company", "street")}
        emails.add((row.get("email") or "").strip().lower())
        phones.add(_NO_DIGIT.sub("", row.get("phone") or ""))
        held.add(row.get("card") or "")
    names |= {one for one in others if len(one) > 1}
    return Traces(
        names=frozenset(names),
        emails=frozenset(one for one in emails if one),
        phones=frozenset(one for one in phones if len(one) >= FEW_DIGITS),
        codes=frozenset(one.lower() for one in held if len(one) >= _SHORTEST_CARD),
        pairs=frozenset(pairs),
    )
