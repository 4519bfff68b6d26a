"""PINs: hashed with salt and much work, so that a stolen file gives none away."""

from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from retailcrm.core.errors import UserError
from retailcrm.core.words import say

SHORTEST, LONGEST = 4, 12


def check_pin(pin: str) -> None:
    """Refuse a PIN that anybody would try first.

    Raises:
        UserError: it is too short, no number, or all too plain.
    """
    if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
        raise UserError(say("A PIN has {least} to {most} digits.", least=SHORTEST, most=LONGEST))
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    if len(steps) == 1 and steps <= {-1, 0, 1}:
        raise UserError(
            say("This PIN is the first that anybody would try."),
            say("Choose digits that do not follow each other."),
        )


def hashed(pin: str) -> str:
    """Give what is kept of a PIN."""
    return PasswordHasher().hash(pin)


def fits(pin: str, held: str) -> bool:
    """Say whether a PIN is the one that was hashed; an empty hash fits none."""
    try:
        PasswordHasher().verify(held or _NOBODYS, pin)
    except (VerificationError, InvalidHashError):
        return False
    return bool(held)


#: Takes as long to check as a real one, so that nobody learns by the clock who works here.
_NOBODYS = (
    "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA"
    "$2kNy6gQ9yyPSrBnhJUNIf4o4fQT2p0kq0FLy3m3sOuE"
)
