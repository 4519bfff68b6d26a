"""Headings of a report, compared without case, blanks and signs, and never by position."""

from collections.abc import Callable, Iterable, Sequence


def plain_heading(text: str) -> str:
    """Give a heading as it is compared: "E-mail_address " and "Email Address" are one."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


class Heads:
    """The headings of one table.

    Args:
        headings: as they stand.
    """

    def __init__(self, headings: Sequence[str]) -> None:
        self.shown = tuple(headings)
        self.plain = tuple(plain_heading(one) for one in headings)

    def at(self, *names: str) -> int | None:
        """Give where the first of these plain headings stands that the table has."""
        return next((self.plain.index(name) for name in names if name in self.plain), None)

    def all_at(self, like: Callable[[str], bool]) -> tuple[int, ...]:
        """List where headings stand whose plain form is like this."""
        return tuple(at for at, name in enumerate(self.plain) if name and like(name))

    def has(self, *names: str) -> bool:
        """Say whether every one of these plain headings is there."""
        return all(name in self.plain for name in names)

    def count(self, names: Iterable[str]) -> int:
        """Count how many of these plain headings are there."""
        return sum(name in self.plain for name in names)


#: what columns of addresses are called
ADDRESS = ("emailaddress", "email", "mailadresse", "emailadresse", "adresseemail", "correo", "mail")

_WHERE = frozenset({"home", "other", "primary", "work"})


def address_column(heads: Heads) -> int | None:
    """Find the column of e-mail addresses; several exports add where it belongs behind it."""
    found = heads.at(*ADDRESS)
    if found is not None:
        return found
    longer = heads.all_at(lambda name: name.removeprefix("emailaddress") in _WHERE)
    return longer[0] if longer else None
