"""The program tries itself: a shop made, filled, grouped, printed, checked, every screen opened."""

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from retailcrm.services.reporting import PrintReport
from retailcrm.wiring import Services, open_shop

PDF_HEAD = b"%PDF-"


def self_test(
    clock: Callable[[], datetime], open_screens: Callable[[Services], int]
) -> dict[str, Any]:
    """Try everything in a folder of its own; `ok` is true if all of it worked."""
    with tempfile.TemporaryDirectory() as folder:
        services = open_shop(str(Path(folder) / "trial.db"), clock)
        try:
            report = services.demo.load().value
            overview = services.grouping.overview()
            month = services.sales.months()[0]
            out = Path(folder) / "month.pdf"
            printed = services.reporting.print_report(PrintReport("monthly", month, out)).value
            checked = services.checking.check()
            screens = open_screens(services)
            is_pdf = out.read_bytes().startswith(PDF_HEAD)
        finally:
            services.close()
    receipts = sum(one.receipts_new for one in report.files)
    return {
        "ok": bool(receipts and overview.groups and is_pdf and checked.ok and screens),
        "receipts": receipts,
        "groups": {row.key: row.customers for row in overview.groups},
        "pages": printed.pages,
        "books_ok": checked.ok,
        "screens": screens,
    }
