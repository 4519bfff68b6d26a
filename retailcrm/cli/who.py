"""Who asks on the command line: the owner, until people are told apart by their PINs."""

import os
import sys
from argparse import Namespace
from getpass import getpass

from retailcrm.core.errors import UserError
from retailcrm.core.roles import OWNER, Actor
from retailcrm.core.words import say
from retailcrm.services.staff import StaffService

PIN = "RETAILCRM_PIN"


def who_asks(staff: StaffService, told: Namespace) -> Actor:
    """Sign in whoever gives a command.

    Args:
        staff: of the shop that the command is for.
        told: the command's words; `person` is who he says he is.

    Raises:
        UserError: nobody was named where people are told apart, or name or PIN are not right.
    """
    if not staff.must_sign_in():
        if told.person is None:
            return OWNER
        raise UserError(
            say("Nobody has a PIN in this shop yet."), say("Leave out --as, or add people first.")
        )
    if told.person is None:
        raise UserError(
            say("This shop tells people apart."),
            say("Add --as NAME; the PIN is asked for, or taken from {pin}.", pin=PIN),
        )
    return staff.sign_in(told.person, _pin(told.person))


def _pin(name: str) -> str:
    """Take the PIN from where no list of running programs shows it."""
    held = os.environ.get(PIN)
    if held is not None:
        return held
    if not sys.stdin.isatty():
        raise UserError(
            say("There is nobody to ask for the PIN of {name}.", name=name),
            say("Set {pin} for this command.", pin=PIN),
        )
    try:
        return getpass(say("PIN of {name}: ", name=name), stream=sys.stderr)
    except EOFError:
        return ""
