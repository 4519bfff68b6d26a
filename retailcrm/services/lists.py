"""Lists that the owner saves: rows that are followed as the books grow, or people once pasted."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import numpy as np

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.roles import OWNER, Actor
from retailcrm.core.rows import parse_rows, rows
from retailcrm.core.vocabulary import GROUPS, SEGMENTS, STAGES
from retailcrm.core.words import say
from retailcrm.db.books import Books, Reading
from retailcrm.db.lists import (
    Held,
    all_lists,
    campaign_following,
    holders_by,
    list_named,
    now_called,
    remove_list,
    rename_list,
    save_list,
)
from retailcrm.importers.contacts import read_phone
from retailcrm.services.audiences import LIST, Audiences
from retailcrm.services.finding import FINDING, Finder, Found
from retailcrm.services.list_rows import ListRow, Pasted
from retailcrm.services.told import country_here

ON_LIST = "list.people"  # name of the finder
MOST_ID = 9  # longer numbers are cards or phones, never ids
_MOST_PASTED = 500_000
_BETWEEN = re.compile(r"[\r\n,;\t]+")
_TAKEN = frozenset({*GROUPS, *SEGMENTS, *STAGES, "everyone", "customers"})
_CARD, _EMAIL, _PHONE = 0, 2, 3


class ListService:
    """Saved lists.

    Args:
        books: the shop's books.
        audiences: finds whom a list means.
        clock: gives the time now.
    """

    def __init__(self, books: Books, audiences: Audiences, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._audiences = audiences
        self._clock = clock

    def lists(self) -> tuple[ListRow, ...]:
        """List all saved lists, by name."""
        with self._books.read() as connection:
            held = all_lists(connection)
        return tuple(self._row(one) for one in held)

    def named(self, name: str) -> ListRow:
        """Give a saved list by its name.

        Raises:
            UserError: there is none.
        """
        with self._books.read() as connection:
            return self._row(_there(connection, name))

    def save(self, name: str, audience: str, *, actor: Actor = OWNER) -> Outcome[ListRow]:
        """Save whom an audience means, followed as the books grow.

        Raises:
            UserError: the name is empty or taken, or the audience means nobody known.
        """
        self._audiences.people(audience)
        asked = parse_rows(audience)
        if asked.kind == LIST:
            raise UserError(say("This is a saved list already."))
        row = self._keep(name, audience, None, actor)
        return _outcome(row, say("The list {name} is saved.", name=row.name))

    def keep(
        self, name: str, customers: Sequence[int], *, actor: Actor = OWNER
    ) -> Outcome[ListRow]:
        """Save certain customers, once and for all.

        Raises:
            UserError: the name is empty or taken, or there is nobody to save.
        """
        if not len(customers):
            raise UserError(say("There is nobody on this list."))
        row = self._keep(name, "", np.asarray(customers, dtype=np.int64), actor)
        return _outcome(row, say("The list {name} is saved.", name=row.name))

    def paste(self, name: str, text: str, *, actor: Actor = OWNER) -> Outcome[Pasted]:
        """Save the customers behind pasted e-mails, phones, cards or numbers, one a line.

        Raises:
            UserError: the name is empty or taken, or nobody is found.
        """
        words = list(dict.fromkeys(one for one in map(_cleaned, _BETWEEN.split(text)) if one))
        if len(words) > _MOST_PASTED:
            raise UserError(say("This is too much to paste."), say("Import it as a file."))
        with self._books.read() as connection:
            found = _holders(connection, words)
        ids = np.unique([one for people in found.values() for one in people]).astype(np.int64)
        if not ids.size:
            raise UserError(
                say("Nobody of this list is in the books."),
                say("Paste e-mails, phones, cards or customer numbers, one a line."),
            )
        row = self._keep(name, "", ids, actor)
        pasted = Pasted(
            people=int(ids.size),
            unmatched=tuple(one for one in words if not found.get(one)),
            doubtful=tuple(one for one in words if len(found.get(one, ())) > 1),
            row=row,
        )
        said = say("{count} customers are on the list {name}.", count=ids.size, name=row.name)
        if pasted.unmatched:
            said += " " + say("{count} lines mean nobody.", count=len(pasted.unmatched))
        return Outcome(pasted, frozenset({Topic.CAMPAIGNS}), said)

    def rename(self, name: str, new: str, *, actor: Actor = OWNER) -> Outcome[ListRow]:
        """Call a list something else.

        Raises:
            UserError: there is no such list, or the name is empty or taken.
        """
        del actor  # a name changes nobody
        with self._books.write() as unit:
            held = _there(unit.connection, name)
            told = _checked(unit.connection, new, held.name)
            rename_list(unit.connection, held.id, told)
        row = self.named(told)
        return _outcome(row, say("The list is called {name} now.", name=row.name))

    def remove(self, name: str, *, actor: Actor = OWNER) -> Outcome[None]:
        """Forget a list; its customers stay in the books.

        Raises:
            UserError: there is no such list, or a campaign that is not over follows it.
        """
        del actor
        with self._books.write() as unit:
            held = _there(unit.connection, name)
            user = campaign_following(unit.connection, rows(LIST, id=str(held.id)).text())
            if user is not None:
                raise UserError(
                    say("The campaign {name} is for this list.", name=user),
                    say("End the campaign first, or give it other people."),
                )
            remove_list(unit.connection, held.id)
        said = say("The list {name} is removed; its customers are not.", name=name)
        return Outcome(None, frozenset({Topic.CAMPAIGNS}), said)

    def finders(self) -> dict[str, Finder]:
        """Give the finders by name."""
        return {ON_LIST: lambda asked: self._found(asked.get("audience") or "")}

    def _found(self, audience: str) -> Found:
        return Found(self._audiences.title(audience), self._audiences.people(audience))

    def _keep(
        self,
        name: str,
        means: str,
        ids: "np.ndarray[tuple[int], np.dtype[np.int64]] | None",
        actor: Actor,
    ) -> ListRow:
        at = int(self._clock().timestamp())
        with self._books.write() as unit:
            told = _checked(unit.connection, name)
            save_list(unit.connection, told, means, ids, at=at, actor=actor.name)
        return self.named(told)

    def _row(self, held: Held) -> ListRow:
        audience = rows(LIST, id=str(held.id)).text()
        try:
            people: int | None = int(self._audiences.people(audience).size)
        except UserError:
            people = None  # what it follows cannot be told any more
        return ListRow(
            id=held.id,
            name=held.name,
            audience=audience,
            people=people,
            follows=bool(held.means),
            saved_at=datetime.fromtimestamp(held.at, tz=UTC),
            rows=rows("customers", **{FINDING: ON_LIST, "audience": audience}),
        )


def _outcome(row: ListRow, said: str) -> Outcome[ListRow]:
    return Outcome(row, frozenset({Topic.CAMPAIGNS}), said)


def _there(connection: Reading, name: str) -> Held:
    held = list_named(connection, name.strip())
    if held is None:
        raise UserError(say("There is no saved list {name}.", name=name))
    return held


def _checked(connection: Reading, name: str, now: str = "") -> str:
    """Give a name that no list, group, segment or stage has."""
    told = " ".join(name.split())
    if not told:
        raise UserError(say("A list needs a name."))
    if told.lower().replace(" ", "_") in _TAKEN or "?" in told:
        raise UserError(say("{name} means something already.", name=told), say("Choose another."))
    if told != now and list_named(connection, told) is not None:
        raise UserError(say("There is a list {name} already.", name=told), say("Choose another."))
    return told


def _cleaned(word: str) -> str:
    return word.strip().strip("\ufeff'\"<>").strip()


def _holders(connection: Reading, words: Sequence[str]) -> dict[str, list[int]]:
    """Find who each word means: an e-mail, else a card, a phone, or a customer's number."""
    found: dict[str, list[int]] = {word: [] for word in words}
    _match(connection, found, _EMAIL, {word: word.lower() for word in words if "@" in word})
    others = [word for word in words if "@" not in word]
    _match(connection, found, _CARD, {word: "".join(word.split()) for word in others})
    country = country_here(connection)
    phones = {word: read_phone(word, country) or "" for word in others if not found[word]}
    _match(connection, found, _PHONE, {word: phone for word, phone in phones.items() if phone})
    for word in others:
        bare = word.removeprefix("#")
        if not found[word] and bare.isdecimal() and len(bare) <= MOST_ID:
            found[word] = now_called(connection, np.array([int(bare)])).tolist()
    return found


def _match(
    connection: Reading, found: dict[str, list[int]], kind: int, keys: dict[str, str]
) -> None:
    if not keys:
        return
    held: dict[str, set[int]] = {}
    for value, customer in holders_by(connection, kind, sorted(set(keys.values()))):
        held.setdefault(value, set()).add(customer)
    for word, key in keys.items():
        found[word] = sorted(held.get(key, ()))
