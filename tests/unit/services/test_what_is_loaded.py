"""What opening the shop loads, and what waits until somebody asks for it."""

import subprocess
import sys

SELDOM = (
    "reportlab", "PIL", "xlsxwriter", "keyring", "email_validator", "phonenumbers", "scipy",
)  # fmt: skip


def test_the_services_load_nothing_that_only_prints_writes_workbooks_checks_addresses_or_fits():
    asked = f"import sys, retailcrm.wiring; print(sorted({set(SELDOM)} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "[]"
