"""What opening the shop loads, and what waits until somebody asks for it."""

import subprocess
import sys

import pytest

SELDOM = (
    "reportlab", "PIL", "xlsxwriter", "keyring", "email_validator", "phonenumbers", "scipy",
    "matplotlib",
)  # fmt: skip


@pytest.mark.parametrize("opened", ["retailcrm.wiring", "retailcrm.ui.screens.made"])
def test_opening_the_shop_loads_nothing_that_only_prints_fits_or_checks(opened: str) -> None:
    asked = f"import sys, {opened}; print(sorted({set(SELDOM)} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "[]"
