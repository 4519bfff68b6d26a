"""Who works with the program, and what each may do."""

from dataclasses import dataclass
from enum import StrEnum

from retailcrm.core.errors import UserError
from retailcrm.core.words import say


class Role(StrEnum):
    """What a person is in the shop."""

    OWNER = "owner"
    MANAGER = "manager"
    STAFF = "staff"


class Right(StrEnum):
    """Something that not everybody may do."""

    ADJUST = "adjust"  # change a balance by hand
    PROGRAM = "program"  # change the rules
    MERGE = "merge"  # put duplicates together
    EXPORT = "export"  # take lists out of the program
    STAFF = "staff"  # say who works here
    CARDS = "cards"  # make and print card numbers
    BOOKS = "books"  # put a copy back, take everything out, load it
    BACK_OFFICE = "back_office"  # everything behind the counter: lists, figures, imports, settings


_RIGHTS = {
    Role.OWNER: frozenset(Right),
    Role.MANAGER: frozenset(
        {Right.ADJUST, Right.MERGE, Right.EXPORT, Right.CARDS, Right.BACK_OFFICE}
    ),
    Role.STAFF: frozenset[Right](),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at the program; the owner until people are told apart.

    Attributes:
        name: as it stands in the audit.
        role: what the person may do.
    """

    name: str = "owner"
    role: Role = Role.OWNER

    def may(self, right: Right) -> bool:
        """Say whether the person may do something."""
        return right in _RIGHTS[self.role]

    def need(self, right: Right) -> None:
        """Refuse who may not do something.

        Raises:
            UserError: the role does not allow it.
        """
        if not self.may(right):
            raise UserError(
                say("{name} may not do this.", name=self.name),
                say("Ask the owner or a manager to do it."),
            )


OWNER = Actor()
