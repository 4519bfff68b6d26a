"""Starting, and what happens when something goes wrong that should not."""

import subprocess
import sys
import textwrap
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from retailcrm.ui.crash import KEPT, CrashDialog, CrashReporter

PROGRAM = """
import json
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from retailcrm.ui.launch import application, run_window
from retailcrm.core.errors import UserError

folder = Path(sys.argv[1])
app = application()

def refuse():
    raise UserError("The shop's file is locked.", "Close the other program.")

def close_when_told():
    windows = [w for w in app.topLevelWidgets() if hasattr(w, "jobs")]
    if windows and windows[0].jobs.is_idle:
        windows[0].close()
        app.quit()

timer = QTimer(interval=50)
timer.timeout.connect(close_when_told)
timer.start()
code = run_window(refuse, lambda progress: None, lambda: None, folder)
heavy = [name for name in ("sqlalchemy", "polars", "numpy") if name in sys.modules]
print(json.dumps({"code": code, "heavy": heavy}))
"""


def test_a_window_whose_shop_is_locked_still_opens_closes_and_remembers(tmp_path):
    words = [sys.executable, "-c", textwrap.dedent(PROGRAM), str(tmp_path)]
    run = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == '{"code": 0, "heavy": []}'
    assert "Traceback" not in run.stderr
    assert (tmp_path / "preferences.json").is_file()


@pytest.fixture
def reporter(qapp, tmp_path):
    start = datetime(2026, 11, 1, 8, 30, tzinfo=UTC)
    moments = (start + timedelta(seconds=n) for n in range(1000))
    return CrashReporter(tmp_path / "reports", lambda: next(moments), qapp)


def a_mistake() -> ZeroDivisionError:
    try:
        1 / 0  # noqa: B018 - the mistake is the point
    except ZeroDivisionError as error:
        return error
    raise AssertionError


def test_a_mistake_of_ours_is_kept_told_once_and_the_program_stays(reporter, tmp_path, qtbot):
    error = a_mistake()
    reporter.report(type(error), error, error.__traceback__)
    reporter.report(type(error), error, error.__traceback__)
    reports = sorted((tmp_path / "reports").glob("report-*.txt"))
    assert len(reports) == 2
    text = reports[0].read_text("utf-8")
    assert "ZeroDivisionError" in text
    assert "2026-11-01T08:30:00" in text
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog)]
    visible = [one for one in shown if one.isVisible()]
    assert len(visible) == 1
    visible[0].close()


def test_only_the_newest_reports_are_kept(reporter, tmp_path):
    error = a_mistake()
    for _ in range(KEPT + 5):
        reporter._keep("".join(error.args))
    reports = sorted((tmp_path / "reports").glob("report-*.txt"))
    assert len(reports) == KEPT
    assert "083024" in reports[-1].name


def test_a_report_that_cannot_be_kept_is_still_shown(qapp, qtbot, tmp_path):
    blocked = tmp_path / "in the way"
    blocked.write_text("")
    reporter = CrashReporter(blocked, lambda: datetime(2026, 11, 1, tzinfo=UTC), qapp)
    error = a_mistake()
    reporter.report(type(error), error, error.__traceback__)
    assert reporter._dialog is not None
    assert reporter._dialog.isVisible()
    reporter._dialog.close()
