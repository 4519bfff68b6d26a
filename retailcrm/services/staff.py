"""The people at the counter: who works here, in which role, and who is signed in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.roles import OWNER, Actor, Right, Role
from retailcrm.core.words import say
from retailcrm.db.audit import note_event
from retailcrm.db.books import Books, Unit
from retailcrm.db.settings import read_setting, write_setting
from retailcrm.db.staff_accounts import Account, accounts, add_account, write_account
from retailcrm.services.pins import check_pin, fits, hashed

TRIES = "staff.tries"
FREE_TRIES = 3
LONGEST_WAIT = 300
KEPT = frozenset({Topic.SETTINGS})


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person who works here."""

    staff_id: int
    name: str
    role: Role
    is_active: bool
    has_pin: bool


class StaffService:
    """Who may do what.

    Args:
        books: the shop's books.
        clock: gives the time now.
    """

    def __init__(self, books: Books, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._clock = clock

    def people(self) -> tuple[StaffRow, ...]:
        """List everyone who works here, by name."""
        with self._books.read() as connection:
            return tuple(_row(one) for one in accounts(connection))

    def must_sign_in(self) -> bool:
        """Say whether people are told apart yet; until somebody has a PIN all are the owner."""
        return any(one.has_pin and one.is_active for one in self.people())

    def add(self, name: str, role: Role, pin: str, *, actor: Actor = OWNER) -> Outcome[int]:
        """Add a person.

        Raises:
            UserError: the role does not allow it, the name is taken or empty, the PIN too plain,
                or the first person would not be an owner.
        """
        actor.need(Right.STAFF)
        check_pin(pin)
        kept = hashed(pin)
        with self._books.write() as unit:
            known = accounts(unit.connection)
            told = _free_name(name, known)
            if role is not Role.OWNER and not any(_owns(one) for one in known):
                raise UserError(
                    say("Somebody has to be the owner."), say("Add the owner first, then others.")
                )
            number = add_account(unit.connection, told, role, kept)
            self._note(unit, actor, "staff.add", {"staff": number, "role": role})
        return Outcome(number, KEPT, say("{name} works here now.", name=told))

    def change(
        self,
        staff_id: int,
        *,
        role: Role | None = None,
        active: bool | None = None,
        pin: str | None = None,
        actor: Actor = OWNER,
    ) -> Outcome[None]:
        """Give a person another role or PIN, or let him go.

        Raises:
            UserError: the role does not allow it, the PIN is too plain, or no owner would be left.
        """
        actor.need(Right.STAFF)
        if pin is not None:
            check_pin(pin)
        kept = None if pin is None else hashed(pin)
        with self._books.write() as unit:
            known = accounts(unit.connection)
            held = next((one for one in known if one.id == staff_id), None)
            if held is None:
                raise UserError(say("This person does not work here."))
            new = replace(
                held,
                role=held.role if role is None else role,
                active=held.active if active is None else active,
                pin_hash=held.pin_hash if kept is None else kept,
            )
            if _owns(held) and not any(_owns(new if one is held else one) for one in known):
                raise UserError(
                    say("Somebody has to be the owner."), say("Make another person owner first.")
                )
            write_account(unit.connection, new)
            self._forgive(unit, staff_id)
            self._note(unit, actor, "staff.change", {"staff": staff_id, "role": new.role})
        return Outcome(None, KEPT, say("{name} kept.", name=new.name))

    def sign_in(self, name: str, pin: str) -> Actor:
        """Say who is at the program from now on.

        After a few wrong PINs every further try has to wait, twice as long each time.

        Raises:
            UserError: name or PIN are wrong, or it is too early to try again.
        """
        with self._books.read() as connection:
            known = accounts(connection)
            tries = read_setting(connection, TRIES, {})
        wanted = name.strip().casefold()
        found = next((one for one in known if one.active and one.name.casefold() == wanted), None)
        key = str(found.id) if found else "0"
        self._need_patience(tries.get(key))
        right = fits(pin, found.pin_hash if found else "")
        with self._books.write() as unit:
            if found is not None and right:
                self._forgive(unit, found.id)
                self._note(unit, Actor(found.name), "sign_in", {"staff": found.id})
            else:
                self._count(unit, key)
                self._note(unit, Actor(""), "sign_in.refused", {"staff": int(key)})
        if found is None or not right:
            raise UserError(
                say("Name or PIN are not right."), say("Try again, or ask the owner for a new PIN.")
            )
        return Actor(found.name, Role(found.role))

    def _need_patience(self, tried: list[int] | None) -> None:
        """Refuse who tried too often just now."""
        if tried is None or tried[0] < FREE_TRIES:
            return
        wait = min(2 ** (tried[0] - FREE_TRIES + 1), LONGEST_WAIT)
        passed = self._now() - tried[1]
        left = wait - passed
        # A clock that was set back must not lock anybody out until it is there again.
        if left > 0 and passed >= 0:
            raise UserError(
                say("Too many wrong PINs."), say("Wait {seconds} seconds.", seconds=left)
            )

    def _count(self, unit: Unit, key: str) -> None:
        tries = read_setting(unit.connection, TRIES, {})
        count = tries.get(key, [0, 0])[0] + 1
        write_setting(unit.connection, TRIES, {**tries, key: [count, self._now()]})

    def _forgive(self, unit: Unit, staff_id: int) -> None:
        tries = read_setting(unit.connection, TRIES, {})
        if tries.pop(str(staff_id), None) is not None:
            write_setting(unit.connection, TRIES, tries)

    def _note(self, unit: Unit, actor: Actor, action: str, detail: Mapping[str, object]) -> None:
        note_event(unit.connection, at=self._now(), actor=actor.name, action=action, detail=detail)

    def _now(self) -> int:
        return int(self._clock().timestamp())


def _row(one: Account) -> StaffRow:
    return StaffRow(one.id, one.name, Role(one.role), one.active, bool(one.pin_hash))


def _owns(one: Account) -> bool:
    return one.active and one.role == Role.OWNER and bool(one.pin_hash)


def _free_name(name: str, known: tuple[Account, ...]) -> str:
    told = " ".join(name.split())
    if not told:
        raise UserError(say("A person needs a name."))
    if any(one.name.casefold() == told.casefold() for one in known):
        raise UserError(
            say("{name} works here already.", name=told), say("Use another name for this person.")
        )
    return told
