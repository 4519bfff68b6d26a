"""Run one command: open the shop, ask, print, and leave with the right code."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from retailcrm.cli.bar import Bar
from retailcrm.cli.commands import COMMANDS
from retailcrm.cli.keeping import run_restore
from retailcrm.cli.parser import parser
from retailcrm.cli.plain import plain
from retailcrm.cli.tables import made
from retailcrm.cli.trial import self_test
from retailcrm.cli.who import who_asks
from retailcrm.core.errors import Cancelled, UserError
from retailcrm.core.paths import platform_paths
from retailcrm.core.words import say
from retailcrm.services.signed import signed
from retailcrm.wiring import Services, open_shop

DONE, REFUSED = 0, 1
OpenScreens = Callable[[Services], int]


def run(argv: Sequence[str], open_screens: OpenScreens) -> int:
    """Run a command line; give the exit code.

    Args:
        argv: the words after the program's name.
        open_screens: opens every screen offscreen and counts them, for `self-test`.
    """
    told = parser().parse_args(argv)
    bar = Bar()
    try:
        answer, code = _answer(told, bar, open_screens)
    except UserError as refusal:
        bar.end()
        return _refuse(told, refusal)
    except (Cancelled, KeyboardInterrupt):
        bar.end()
        sys.stderr.write("Stopped; nothing was kept.\n")
        return REFUSED
    bar.end()
    written = json.dumps(answer, ensure_ascii=False) if told.json else plain(answer)
    sys.stdout.write(f"{written}\n")
    if told.command == "import":
        _say_refusals(answer)
    return code


def _answer(told: Namespace, bar: Bar, open_screens: OpenScreens) -> tuple[dict[str, Any], int]:
    if told.command == "self-test":
        answer = self_test(now, open_screens)
        return answer, DONE if answer["ok"] else REFUSED
    _refuse_unreadable(told)
    told.clock = now
    if told.command == "restore":
        return run_restore(_shop(told), told, now, bar), DONE
    services = open_shop(_shop(told), now)
    try:
        allowed = signed(services, who_asks(services.staff, told))
        found = COMMANDS[told.command](allowed, told, bar)
    finally:
        services.close()
    if told.command == "import":
        answer, whole = found
        return answer, DONE if whole else REFUSED
    return found, REFUSED if found.get("ok") is False else DONE


def _refuse_unreadable(told: Namespace) -> None:
    """Refuse words that came in another encoding; names of files may be in any."""
    values = [one if isinstance(one, list) else [one] for one in vars(told).values()]
    words = [word for held in values for word in held if isinstance(word, str)]
    if any("\udc80" <= sign <= "\udcff" for word in words for sign in word):
        raise UserError(say("A word of this command cannot be read."), say("Type it as UTF-8."))


def _shop(told: Namespace) -> str:
    if told.command == "demo" and told.shop is None:
        folder = told.out or platform_paths().data
        made(folder)
        return str(folder / "demo.db")
    return told.shop or os.environ.get("RETAILCRM_SHOP") or str(platform_paths().shop)


def _refuse(told: Namespace, refusal: UserError) -> int:
    sys.stderr.write(f"{refusal}\n")
    if told.json:
        sys.stdout.write(json.dumps({"error": str(refusal)}, ensure_ascii=False) + "\n")
    return REFUSED


def _say_refusals(answer: dict[str, Any]) -> None:
    for one in answer["files"]:
        if "refused" in one:
            sys.stderr.write(f"{one['file']}: {one['refused']}\n")


def now() -> datetime:
    """Give the time now; the one place of the command line that asks the clock."""
    return datetime.now(tz=UTC).astimezone()  # noqa: TID251 - the clock enters here
