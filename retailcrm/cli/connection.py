"""Commands about Constant Contact over the network."""

import sys
import webbrowser
from argparse import Namespace
from dataclasses import asdict

from retailcrm.cli.answers import Json
from retailcrm.cli.grammar import Command
from retailcrm.cli.mail_back import file_told
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.connection_rows import (
    ConnectionSettings,
    ConnectionStatus,
    Pushed,
    PushWish,
)
from retailcrm.wiring import Services


def connection_words(action: Command) -> None:
    """Add the commands that work over the network."""
    connect = action("connect", "connect the shop's Constant Contact account in your browser")
    connect.add_argument("--client-id", metavar="ID", help="of the application you registered")
    connect.add_argument("--redirect", metavar="URL", help="exactly as it is registered")
    connect.add_argument(
        "--returned", metavar="URL", help="the address at which the browser ended, to finish"
    )
    action("disconnect", "forget the key to the account")
    action("status", "how the connection stands, and which lists have not arrived whole")
    push = action("push", "send a list to Constant Contact over the network")
    push.add_argument("--list", dest="audience", metavar="LIST", help="group, segment or list")
    push.add_argument("--into", metavar="NAME", help="its name there; left out: the same")
    push.add_argument("--resume", action="store_true", help="go on with what has not arrived")
    action("pull", "fetch who unsubscribed, and what bounced, was opened and clicked")


def run_connect(services: Services, told: Namespace, progress: Progress) -> Json:
    """Connect, in one go where the program hears the browser, else in two."""
    service = services.campaigns.connection
    if told.client_id or told.redirect:
        held = service.status().settings
        service.save_settings(
            ConnectionSettings(told.client_id or held.client_id, told.redirect or held.redirect)
        )
    if told.returned:
        return _status(service.finish(told.returned).value)
    begun = service.begin()
    sys.stderr.write(f"{begun.address}\n")
    webbrowser.open(begun.address)
    if not begun.listens:
        said = say("Say yes in the browser, then run this again with --returned and the address "
                   "at which it ends.")  # fmt: skip
        return {"connected": False, "address": begun.address, "said": said}
    outcome = service.wait(progress)
    if outcome is None:
        raise UserError(say("The account was not connected."))
    return _status(outcome.value)


def run_disconnect(services: Services, _told: Namespace, _progress: Progress) -> Json:
    """Forget the key."""
    return _status(services.campaigns.connection.disconnect().value)


def run_status(services: Services, _told: Namespace, _progress: Progress) -> Json:
    """Say how the connection stands."""
    return _status(services.campaigns.connection.status())


def run_push(services: Services, told: Namespace, progress: Progress) -> Json:
    """Send a list, or go on with what waits."""
    service = services.campaigns.connection
    if told.resume:
        found: Outcome[tuple[Pushed, ...]] = service.resume(None, progress)
        return {"said": found.summary, "lists": [_pushed(one) for one in found.value]}
    if not told.audience:
        raise UserError(say("Say which list."), say("Add --list and its name."))
    audience = services.campaigns.mailing.named(told.audience)
    outcome = service.push(PushWish(audience, told.into or told.audience), progress)
    return {"said": outcome.summary, **_pushed(outcome.value)}


def run_pull(services: Services, _told: Namespace, progress: Progress) -> Json:
    """Fetch what came back."""
    outcome = services.campaigns.connection.pull(progress)
    told = outcome.value
    return {
        "said": outcome.summary,
        "mailings": told.mailings,
        "refusals": file_told(told.refusals),
        "reports": file_told(told.reports),
    }


def _pushed(told: Pushed) -> Json:
    return {**asdict(told), "problems": list(told.problems), "whole": told.is_whole}


def _status(told: ConnectionStatus) -> Json:
    return {
        "connected": told.is_connected,
        "account": told.account,
        "client_id": told.settings.client_id,
        "redirect": told.settings.redirect,
        "waiting": [asdict(one) for one in told.waiting],
        "pulled_at": None if told.pulled_at is None else told.pulled_at.isoformat(),
        "trouble": told.trouble,
    }
