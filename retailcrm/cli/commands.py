"""What each command does: ask a service, give a JSON answer."""

import json
from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from retailcrm.cli.ads import run_ad
from retailcrm.cli.answers import (
    Json,
    customer_answer,
    file_answer,
    groups_answer,
    profile_answer,
    sales_answer,
    status_answer,
)
from retailcrm.cli.basket import run_basket
from retailcrm.cli.campaigns import run_campaign
from retailcrm.cli.cards import run_cards
from retailcrm.cli.codes import run_code
from retailcrm.cli.consents import run_consents
from retailcrm.cli.duplicates import (
    run_apart,
    run_duplicates,
    run_merge,
    run_merges,
    run_unmerge,
)
from retailcrm.cli.keeping import run_backup, run_check, run_dump, run_load
from retailcrm.cli.lists import run_lists
from retailcrm.cli.mailing import run_mailing
from retailcrm.cli.members import run_enrol
from retailcrm.cli.moments import run_moments
from retailcrm.cli.money import run_concentration, run_leakage, run_money, run_till
from retailcrm.cli.places import run_places
from retailcrm.cli.plan import run_plan
from retailcrm.cli.points import run_points
from retailcrm.cli.privacy import run_erase, run_export_person
from retailcrm.cli.program import run_program
from retailcrm.cli.retention import run_retention, run_rhythm
from retailcrm.cli.tables import made, write_csv
from retailcrm.cli.typed import day_typed, month_typed
from retailcrm.cli.value import run_value
from retailcrm.core.days import month_end, month_key
from retailcrm.core.errors import UserError
from retailcrm.core.money import decimal_text
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.customers import CustomerQuery
from retailcrm.services.group_table import GROUP_COLUMNS, MIA_COLUMNS
from retailcrm.services.importing import ImportFiles
from retailcrm.services.reporting import KEYS, MONTHLY, PrintedReport, PrintReport
from retailcrm.wiring import Services

PAGE = 2_000
PROBLEM_COLUMNS = ("file", "line", "column", "value", "reason")


def run_import(services: Services, told: Namespace, progress: Progress) -> tuple[Json, bool]:
    """Import files; the second value says whether all of them went in."""
    wish = ImportFiles(
        paths=tuple(told.files),
        dialect=told.dialect,
        mapping=None if told.mapping is None else _mapping(told.mapping),
        store=told.store,
        currency=told.currency,
        zone=told.zone,
        date_order=told.date_order,
        channel=told.channel,
        country=told.country,
        dry_run=told.dry_run,
    )
    report = services.importing.run(wish, progress).value
    answer = {"files": [file_answer(one) for one in report.files]}
    return answer, not any(one.refused for one in report.files)


def run_undo(services: Services, told: Namespace, progress: Progress) -> Json:
    """Take a batch back."""
    return asdict(services.importing.take_back((told.batch,), progress).value)


def run_problems(services: Services, told: Namespace, progress: Progress) -> Json:
    """List, write out or retry rows in quarantine."""
    if told.retry:
        every: dict[int, dict[str, str]] = {
            one.problem_id: {} for one in services.importing.problems()
        }
        services.importing.repair(every, progress)
    found = services.importing.problems()
    reasons: dict[str, int] = {}
    for one in found:
        reasons[one.reason] = reasons.get(one.reason, 0) + 1
    rows = [
        {"id": one.problem_id, **{name: getattr(one, name) for name in PROBLEM_COLUMNS}}
        for one in found
    ]
    if told.out is not None:
        services.exports.note("problems", len(rows))
        write_csv(
            told.out, PROBLEM_COLUMNS, [[row[name] for name in PROBLEM_COLUMNS] for row in rows]
        )
    return {"open": len(found), "by_reason": reasons, "rows": rows}


def run_status(services: Services, _told: Namespace, _progress: Progress) -> Json:
    """Count the books."""
    return status_answer(services.shop.status(), services.shop.settings().digits)


def run_sales(services: Services, told: Namespace, _progress: Progress) -> Json:
    """Add up sales."""
    digits = services.shop.settings().digits
    return {"rows": [sales_answer(row, digits) for row in services.sales.by(told.by)]}


def run_customers(services: Services, told: Namespace, progress: Progress) -> Json:
    """Count, find or write out customers."""
    query = CustomerQuery(text=told.find or "")
    ids = services.customers.ids(query)
    answer: Json = {"customers": int(ids.size)}
    if told.out is not None:
        services.customers.save_table(query, told.out, progress)
        answer["file"] = str(told.out)
    if told.find:
        digits = services.shop.settings().digits
        found = services.customers.page(ids[:PAGE])
        answer["rows"] = [customer_answer(row, digits) for row in found]
    return answer


def run_customer(services: Services, told: Namespace, _progress: Progress) -> Json:
    """Tell one customer's whole profile."""
    found = services.customers.profile(services.customers.refer(told.ref))
    return profile_answer(found, services.shop.settings().digits)


def run_groups(services: Services, told: Namespace, progress: Progress) -> Json:
    """Group everyone."""
    as_of = day_typed(told.as_of)
    digits = services.shop.settings().digits
    answer = groups_answer(services.grouping.overview(as_of), digits)
    if told.out is not None:
        rows = services.grouping.table(as_of, progress)
        write_csv(told.out, GROUP_COLUMNS, rows)
        answer["file"] = str(told.out)
    return answer


def run_mia(services: Services, told: Namespace, progress: Progress) -> Json:
    """Count the stages and list the missing."""
    as_of = day_typed(told.as_of)
    overview = services.grouping.overview(as_of)
    answer: Json = {
        "as_of": None if overview.as_of is None else overview.as_of.isoformat(),
        "stages": {row.key: row.customers for row in overview.stages},
        "stale": list(overview.stale),
    }
    if told.out is not None:
        write_csv(told.out, MIA_COLUMNS, services.grouping.missing_table(as_of, progress))
        answer["file"] = str(told.out)
    return answer


def run_report(services: Services, told: Namespace, progress: Progress) -> Json:
    """Print a report."""
    printed = _printed(services, told, progress)
    return {
        "file": str(printed.file),
        "pages": printed.pages,
        "figures": dict(printed.figures),
    }


def _printed(services: Services, told: Namespace, progress: Progress) -> PrintedReport:
    """Print what needs no month as of today, everything else of its month."""
    if told.key == "liability":
        return services.reporting.liability(told.out, paper=told.paper).value
    if told.key == "program":
        return services.reporting.program(told.out, paper=told.paper, progress=progress).value
    if told.key == "campaign":
        return _printed_campaign(services, told)
    month = month_typed(told.month) if told.month else _shown_month(services, told.key)
    wish = PrintReport(told.key, month, told.out, told.paper)
    return services.reporting.print_report(wish, progress).value


def _printed_campaign(services: Services, told: Namespace) -> PrintedReport:
    if told.id is None:
        raise UserError(
            say("Say which campaign."), say("Add --id and its number, as `campaign list` tells it.")
        )
    return services.reporting.campaign(told.id, told.out, paper=told.paper).value


def _shown_month(services: Services, key: str) -> int:
    """Take the last month that is over, for reports that look back from its end."""
    months = services.sales.months()
    if key not in KEYS or key == MONTHLY or not months:
        raise UserError(say("Say which month."), say("Add --month 2026-10."))
    return max(_last_full_month(services), months[-1])


def run_demo(services: Services, told: Namespace, progress: Progress) -> Json:
    """Fill the demo shop, group it and print its last full month."""
    if told.out is not None:
        made(told.out)
    services.demo.load(progress)
    overview = services.grouping.overview()
    month = _last_full_month(services)
    folder = told.out or (services.books.file or Path()).parent
    out = folder / f"monthly-{month_key(month)}.pdf"
    printed = services.reporting.print_report(PrintReport("monthly", month, out), progress).value
    status = services.shop.status()
    return {
        "shop": str(services.books.file),
        "receipts": status.receipts,
        "customers": status.customers,
        "net_sales": decimal_text(status.net_sales, services.shop.settings().digits),
        "groups": {row.key: row.customers for row in overview.groups},
        "report": str(printed.file),
    }


def _last_full_month(services: Services) -> int:
    through = [one.data_through for one in services.shop.status().stores if one.data_through]
    months = services.sales.months()
    last = months[0]
    return last if min(through) >= month_end(last) else last - 1


COMMANDS: dict[str, Callable[[Services, Namespace, Progress], Any]] = {
    "import": run_import,
    "undo": run_undo,
    "problems": run_problems,
    "status": run_status,
    "sales": run_sales,
    "customers": run_customers,
    "customer": run_customer,
    "groups": run_groups,
    "mia": run_mia,
    "enrol": run_enrol,
    "duplicates": run_duplicates,
    "merge": run_merge,
    "unmerge": run_unmerge,
    "merges": run_merges,
    "apart": run_apart,
    "ad": run_ad,
    "consents": run_consents,
    "erase": run_erase,
    "export-person": run_export_person,
    "cards": run_cards,
    "code": run_code,
    "points": run_points,
    "program": run_program,
    "campaign": run_campaign,
    "mailing": run_mailing,
    "lists": run_lists,
    "concentration": run_concentration,
    "leakage": run_leakage,
    "money": run_money,
    "till": run_till,
    "triggers": run_moments,
    "retention": run_retention,
    "value": run_value,
    "rhythm": run_rhythm,
    "basket": run_basket,
    "places": run_places,
    "plan": run_plan,
    "report": run_report,
    "backup": run_backup,
    "check": run_check,
    "dump": run_dump,
    "load": run_load,
    "demo": run_demo,
}


def _mapping(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise UserError(
            say("The mapping {file} cannot be read.", file=path.name),
            say("It is a JSON file as docs/mapping.md describes."),
        ) from fault
    if not isinstance(told, dict):
        raise UserError(say("The mapping {file} is not a JSON object.", file=path.name))
    return told
