"""Commands about lists for mail services, and what comes back of them."""

from argparse import Namespace
from collections.abc import Callable
from types import MappingProxyType

from retailcrm.cli.answers import Json
from retailcrm.cli.connection import (
    connection_words,
    run_connect,
    run_disconnect,
    run_pull,
    run_push,
    run_status,
)
from retailcrm.cli.grammar import Command, commands_of
from retailcrm.cli.lists import (
    export_words,
    run_choices,
    run_export,
    run_log,
    run_preview,
)
from retailcrm.cli.mail_back import back_words, run_back, run_returned
from retailcrm.core.progress import Progress
from retailcrm.wiring import Services

_Run = Callable[[Services, Namespace, Progress], Json]


def mailing_words(command: Command) -> None:
    """Add the commands about mailing."""
    action = commands_of(command("mailing", "lists for mail services, and back"), "action")
    export_words(action)
    back_words(action)
    connection_words(action)


def run_mailing(services: Services, told: Namespace, progress: Progress) -> Json:
    """Do what was asked."""
    return _ACTIONS[told.action](services, told, progress)


_ACTIONS: MappingProxyType[str, _Run] = MappingProxyType(
    {
        "export": run_export,
        "preview": run_preview,
        "log": run_log,
        "lists": run_choices,
        "import": run_back,
        "returned": run_returned,
        "connect": run_connect,
        "disconnect": run_disconnect,
        "status": run_status,
        "push": run_push,
        "pull": run_pull,
    }
)
