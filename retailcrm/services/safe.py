"""Secrets in the system's own keyring: outside the books, their backups and every log."""

from collections.abc import Callable
from typing import TypeVar

from retailcrm.core.errors import UserError
from retailcrm.core.words import say

_Given = TypeVar("_Given")


class SystemSafe:
    """The keyring of whoever is signed in to this computer.

    Args:
        shop: tells the secrets of several shops apart.
    """

    def __init__(self, shop: str) -> None:
        self._name = f"retailcrm {shop}"

    def get(self, name: str) -> str | None:
        """Give a secret; None if there is none.

        Raises:
            UserError: this computer keeps none.
        """
        import keyring  # noqa: PLC0415 - looks for the system's keyring when it is loaded

        return _spoken(lambda: keyring.get_password(self._name, name))

    def put(self, name: str, secret: str) -> None:
        """Keep a secret.

        Raises:
            UserError: this computer keeps none.
        """
        import keyring  # noqa: PLC0415

        _spoken(lambda: keyring.set_password(self._name, name, secret))

    def forget(self, name: str) -> None:
        """Forget a secret, if it is there.

        Raises:
            UserError: this computer keeps none.
        """
        import keyring  # noqa: PLC0415
        from keyring.errors import PasswordDeleteError  # noqa: PLC0415

        def forget() -> None:
            try:
                keyring.delete_password(self._name, name)
            except PasswordDeleteError:
                return

        _spoken(forget)


def _spoken(act: Callable[[], _Given]) -> _Given:
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        return act()
    except (KeyringError, RuntimeError, OSError) as fault:
        raise UserError(
            say("This computer has no keyring for passwords, so the key to your account cannot "
                "be kept."),
            say("Sign in to a desktop with a keyring, or use files instead."),
        ) from fault  # fmt: skip
