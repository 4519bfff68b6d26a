"""Errors sorted by who can mend them."""

from enum import StrEnum


class Cure(StrEnum):
    """What the program itself can offer the person who met an error."""

    NONE = ""
    DATE_ORDER = "date_order"  # say whether day or month comes first
    COLUMNS = "columns"  # say which column holds what


class UserError(Exception):
    """Say one clear sentence to the person, and what to do about it.

    Args:
        message: what happened, one sentence in the shop's words.
        hint: what to do, one sentence; may be empty.
        cure: what the window can offer right beside the sentence.
    """

    def __init__(self, message: str, hint: str = "", cure: Cure = Cure.NONE) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.cure = cure

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class StorageError(UserError):
    """The disk or the database server refused: full, locked, read-only or damaged."""


class Cancelled(Exception):  # noqa: N818 - it is no error, the person asked for it
    """Raised inside a job by `Progress.step` once the person has asked to stop."""
