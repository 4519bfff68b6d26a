"""Errors sorted by who can mend them."""


class UserError(Exception):
    """Say one clear sentence to the person, and what to do about it.

    Args:
        message: what happened, one sentence in the shop's words.
        hint: what to do, one sentence; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class StorageError(UserError):
    """The disk or the database server refused: full, locked, read-only or damaged."""


class Cancelled(Exception):  # noqa: N818 - it is no error, the person asked for it
    """Raised inside a job by `Progress.step` once the person has asked to stop."""
