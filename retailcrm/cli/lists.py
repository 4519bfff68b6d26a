"""Commands about saved lists, and about lists that leave the shop."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

from retailcrm.cli.answers import Json
from retailcrm.cli.grammar import Command, commands_of
from retailcrm.cli.tables import made
from retailcrm.core.errors import UserError
from retailcrm.core.progress import Progress
from retailcrm.core.rows import rows
from retailcrm.core.words import say
from retailcrm.services.list_rows import ExportRow, ExportWish, ListRow
from retailcrm.services.mailable import reason_title
from retailcrm.wiring import Services

_Run = Callable[[Services, Namespace, Progress], Json]
_CHANNELS = ("email", "sms", "post")
_STDIN = "-"


def export_words(action: Command) -> None:
    """Add what leaves the shop to the commands about mailing."""
    export = action("export", "write a list for a mail service, with its twin and who is left out")
    _list_words(export)
    export.add_argument("--out", type=Path, required=True, metavar="DIR")
    export.add_argument(
        "--since-last", action="store_true", help="only who is new or changed since the last time"
    )
    _list_words(action("preview", "count who would be on a list, and who not and why"))
    action("log", "list what left the shop")
    action("lists", "list what can be written: services, saved lists")


def lists_words(command: Command) -> None:
    """Add the commands about saved lists."""
    action = commands_of(command("lists", "lists that you save"), "action", required=False)
    add = action("add", "save a list")
    add.add_argument("name")
    add.add_argument("--of", metavar="LIST", help="a group, segment or stage, followed from now on")
    add.add_argument(
        "--paste", metavar="FILE", help="e-mails, phones, cards or numbers, one a line; - for stdin"
    )
    for name, help_ in (("show", "tell a list"), ("remove", "forget a list, not its people")):
        action(name, help_).add_argument("name")
    rename = action("rename", "call a list something else")
    rename.add_argument("name")
    rename.add_argument("new")


def run_lists(services: Services, told: Namespace, progress: Progress) -> Json:
    """Do what was asked of saved lists."""
    return _LISTS[told.action or "all"](services, told, progress)


def run_export(services: Services, told: Namespace, progress: Progress) -> Json:
    """Write a list."""
    made(told.out)
    wish = ExportWish(
        told.service, _audience(services, told), told.out, told.channel, told.since_last
    )
    done = services.campaigns.mailing.export(wish, progress).value
    return {
        "file": str(done.file),
        "files": [str(one) for one in done.files],
        "suppression_file": str(done.suppression_file),
        "suppressed": done.suppressed,
        "excluded_file": None if done.excluded_file is None else str(done.excluded_file),
        "included": done.included,
        "unchanged": done.unchanged,
        "gone": done.gone,
        "excluded": done.excluded,
        "export": done.number,
    }


def run_preview(services: Services, told: Namespace, _progress: Progress) -> Json:
    """Count who would be on a list."""
    found = services.campaigns.mailing.preview(
        told.service, _audience(services, told), told.channel
    )
    return {
        "list": found.title,
        "people": found.people,
        "included": found.included,
        "excluded": {one.reason: one.people for one in found.left_out},
        "why": {one.reason: one.title for one in found.left_out},
        "suppressed": found.suppressed,
        "mistyped": dict(found.mistyped),
    }


def run_log(services: Services, _told: Namespace, _progress: Progress) -> Json:
    """List what left the shop."""
    return {"exports": [_export(one) for one in services.campaigns.mailing.log()]}


def run_choices(services: Services, _told: Namespace, _progress: Progress) -> Json:
    """List what can be written."""
    return {
        "services": {one.key: one.title for one in services.campaigns.mailing.services()},
        "lists": [_list(one) for one in services.campaigns.lists.lists()],
    }


def _audience(services: Services, told: Namespace) -> str:
    if told.campaign is not None:
        arm = None if told.arm is None else str(told.arm)
        return rows("campaign", id=str(told.campaign), arm=arm).text()
    if told.list is None:
        raise UserError(say("Say which list is meant."), say("Add --list, or --campaign."))
    return services.campaigns.mailing.named(told.list)


def _list_words(one: ArgumentParser) -> None:
    one.add_argument("--service", required=True, metavar="SERVICE", help="as `mailing lists` says")
    one.add_argument(
        "--list", metavar="LIST", help="a group, segment, stage or saved list, or everyone"
    )
    one.add_argument("--campaign", type=int, metavar="N", help="those whom a campaign is for")
    one.add_argument("--arm", type=int, metavar="N", help="one of its arms")
    one.add_argument("--channel", default="", choices=_CHANNELS, help="for csv and xlsx")


def _all(services: Services, _told: Namespace, _progress: Progress) -> Json:
    return {"lists": [_list(one) for one in services.campaigns.lists.lists()]}


def _add(services: Services, told: Namespace, _progress: Progress) -> Json:
    if (told.of is None) == (told.paste is None):
        raise UserError(say("Say who is on the list."), say("Add --of LIST, or --paste FILE."))
    if told.of is not None:
        audience = services.campaigns.mailing.named(told.of)
        return _list(services.campaigns.lists.save(told.name, audience).value)
    found = services.campaigns.lists.paste(told.name, _pasted(told.paste)).value
    return {
        **_list(found.row),
        "unmatched": list(found.unmatched),
        "doubtful": list(found.doubtful),
    }


def _show(services: Services, told: Namespace, _progress: Progress) -> Json:
    return _list(services.campaigns.lists.named(told.name))


def _remove(services: Services, told: Namespace, _progress: Progress) -> Json:
    services.campaigns.lists.remove(told.name)
    return {"removed": told.name}


def _rename(services: Services, told: Namespace, _progress: Progress) -> Json:
    return _list(services.campaigns.lists.rename(told.name, told.new).value)


_LISTS: MappingProxyType[str, _Run] = MappingProxyType(
    {"all": _all, "add": _add, "show": _show, "remove": _remove, "rename": _rename}
)


def _pasted(file: str) -> str:
    if file == _STDIN:
        return sys.stdin.read()
    try:
        return Path(file).read_text(encoding="utf-8-sig", errors="replace")
    except OSError as fault:
        raise UserError(say("{file} cannot be read.", file=file)) from fault


def _list(row: ListRow) -> Json:
    return {
        "name": row.name,
        "people": row.people,
        "follows": row.follows,
        "saved_at": row.saved_at.isoformat(),
    }


def _export(row: ExportRow) -> Json:
    return {
        "export": row.number,
        "at": row.at.isoformat(),
        "by": row.actor,
        "service": row.service,
        "channel": row.channel,
        "list": row.title,
        "file": row.file,
        "included": row.included,
        "suppressed": row.suppressed,
        "excluded": {reason_title(reason): count for reason, count in row.excluded},
    }
