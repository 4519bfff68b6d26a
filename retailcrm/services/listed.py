"""The people that a file is for: an audience, a saved list, or an arm of a campaign."""

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef, parse_rows, rows
from retailcrm.core.vocabulary import GROUPS, SEGMENTS, STAGES
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.lists import arms_of, assigned_to, campaign_named, list_named
from retailcrm.db.mailable import everybody
from retailcrm.services.audiences import CUSTOMERS, LIST, Audiences, everyone

CAMPAIGN = "campaign"
_EVERYONE = "everyone"
_KEYS = (("group", GROUPS), ("segment", SEGMENTS), ("stage", STAGES))
_KINDS = frozenset({CUSTOMERS, LIST, CAMPAIGN})
_Ids = NDArray[np.int64]


class ListedPeople:
    """Reads what a list means, as people say it and as the log of exports keeps it.

    Args:
        books: the shop's books.
        audiences: reads what is no arm of a campaign.
    """

    def __init__(self, books: Books, audiences: Audiences) -> None:
        self._books = books
        self._audiences = audiences

    def people(self, audience: str) -> _Ids:
        """List the customers, ascending.

        Raises:
            UserError: nobody can be found by this any more, or it is the control of a campaign.
        """
        asked = parse_rows(audience)
        if audience == everyone():
            with self._books.read() as connection:
                return everybody(connection)
        if asked.kind != CAMPAIGN:
            return self._audiences.people(audience)
        arm = number_in(asked, "arm")
        if arm == 0:
            raise UserError(
                say("These people are left alone to compare with."),
                say("Nothing may be sent to them until the campaign is over."),
            )
        with self._books.read() as connection:
            self._name(asked)
            return assigned_to(
                connection, number_in(asked, "id") or 0, arm, number_in(asked, "day")
            )

    def title(self, audience: str) -> str:
        """Say who they are in a few words; of those who cannot be told any more, that."""
        asked = parse_rows(audience)
        try:
            if asked.kind != CAMPAIGN:
                return self._audiences.title(audience)
            name, arm = self._name(asked), number_in(asked, "arm")
        except UserError:
            return say("A list that is not kept any more")
        with self._books.read() as connection:
            arms = {
                place: told
                for _, place, told, _ in arms_of(connection, number_in(asked, "id") or 0)
            }
        many = len(arms) > len(("control", "one arm"))
        return f"{name}, {arms[arm]}" if many and arm in arms else name

    def named(self, word: str) -> str:
        """Give the audience that a word means: a group, segment, stage or saved list.

        Raises:
            UserError: it means none.
        """
        plain = word.strip()
        if plain.partition("?")[0] in _KINDS and "?" in plain:
            return plain
        with self._books.read() as connection:
            held = list_named(connection, plain)
        if held is not None:
            return rows(LIST, id=str(held.id)).text()
        key = plain.lower().replace("-", "_").replace(" ", "_")
        if key in {_EVERYONE, CUSTOMERS}:
            return everyone()
        for name, keys in _KEYS:
            if key in keys:
                return rows(CUSTOMERS, **{name: key}).text()
        raise UserError(
            say("There is no list, group, segment or stage {word}.", word=plain),
            say("Name a saved list, or for example most_valuable, champions, mia or everyone."),
        )

    def _name(self, asked: RowsRef) -> str:
        with self._books.read() as connection:
            name = campaign_named(connection, number_in(asked, "id") or 0)
        if name is None:
            raise UserError(say("This campaign is not in the books."))
        return name


def number_in(asked: RowsRef, name: str) -> int | None:
    """Give a filter's value as a number; None without one."""
    told = asked.get(name)
    return int(told) if told is not None and told.isdecimal() else None
