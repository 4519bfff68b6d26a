"""One application and one theme for all tests of the window."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from retailcrm.ui.theme import Theme


@pytest.fixture(scope="session")
def theme(qapp):
    return qapp.findChild(Theme) or Theme(qapp, "light")


@pytest.fixture(autouse=True)
def _dressed(theme):
    theme.choose("light")
    yield
    theme.choose("light")
