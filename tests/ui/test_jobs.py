"""Jobs: the window never waits, answers come home, nothing is lost or told twice."""

import threading
from typing import Any

import pytest

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.ui.jobs import JobRunner, JobScope
from retailcrm.ui.work import OUR_MISTAKE, InlineJobs, Lane, Step

SAVED = Outcome(7, frozenset({Topic.CUSTOMERS}), "Saved.")


@pytest.fixture
def crashes():
    return []


@pytest.fixture
def runner(qapp, crashes):
    made = JobRunner(on_crash=crashes.append)
    yield made
    made.shutdown()


def never(_: object) -> None:
    pytest.fail("this must not be heard")


def finish(qtbot, runner):
    qtbot.waitUntil(lambda: runner.is_idle, timeout=5000)


def test_an_answer_arrives_on_the_thread_of_the_window(qtbot, runner):
    heard: list[Any] = []

    def work(_):
        return threading.get_ident()

    runner.start(
        work, on_done=lambda there: heard.append((there, threading.get_ident())), on_error=never
    )
    finish(qtbot, runner)
    ((there, here),) = heard
    assert here == threading.get_ident()
    assert there != here


def test_a_mendable_error_reaches_the_screen_and_is_no_crash(qtbot, runner, crashes):
    heard: list[Any] = []
    runner.start(lambda _: refuse("The disk is full."), on_done=never, on_error=heard.append)
    finish(qtbot, runner)
    assert [str(error) for error in heard] == ["The disk is full."]
    assert crashes == []


def refuse(words):
    raise UserError(words)


def test_our_own_mistake_is_reported_and_still_ends_the_busy_state(qtbot, runner, crashes):
    heard: list[Any] = []
    runner.start(lambda _: 1 // 0, on_done=never, on_error=heard.append)
    finish(qtbot, runner)
    assert heard == [OUR_MISTAKE]
    assert [type(error) for error in crashes] == [ZeroDivisionError]


def test_writers_go_one_after_the_other(qtbot, runner):
    at_once: list[int] = []
    most: list[int] = []
    order: list[int] = []

    def write(number):
        at_once.append(number)
        most.append(len(at_once))
        at_once.remove(number)
        return number

    for number in range(20):
        runner.start(
            lambda _, n=number: write(n), on_done=order.append, on_error=never, lane=Lane.WRITE
        )
    finish(qtbot, runner)
    assert max(most) == 1
    assert order == list(range(20))


def test_a_reader_answers_while_a_writer_works(qtbot, runner):
    go_on = threading.Event()
    heard: list[Any] = []
    runner.start(lambda _: go_on.wait(5), on_done=heard.append, on_error=never, lane=Lane.WRITE)
    runner.start(lambda _: "read", on_done=heard.append, on_error=never)
    qtbot.waitUntil(lambda: heard == ["read"])
    go_on.set()
    finish(qtbot, runner)
    assert heard == ["read", True]


def test_a_newer_question_silences_the_older_one(qtbot, runner):
    go_on = threading.Event()
    heard: list[Any] = []
    runner.start(
        lambda _: go_on.wait(5) and "old", on_done=heard.append, on_error=never, replaces="find"
    )
    runner.start(lambda _: "new", on_done=heard.append, on_error=never, replaces="find")
    qtbot.waitUntil(lambda: heard == ["new"])
    go_on.set()
    finish(qtbot, runner)
    assert heard == ["new"]


def test_a_cancelled_job_stops_at_its_next_step_and_is_silent(qtbot, runner):
    started = threading.Event()
    steps: list[Any] = []
    stepped_again = threading.Event()

    def work(progress):
        started.set()
        stepped_again.wait(5)
        progress.step(1, 2)
        pytest.fail("a cancelled job went on")

    handle = runner.start(work, on_done=never, on_error=never, on_step=steps.append)
    assert started.wait(5)
    handle.cancel()
    stepped_again.set()
    finish(qtbot, runner)
    assert steps == []


def test_many_steps_are_thinned_but_the_last_is_always_told(qtbot, runner):
    steps: list[Any] = []

    def work(progress):
        for done in range(1, 5001):
            progress.step(done, 5000, "rows")

    runner.start(work, on_done=lambda _: None, on_error=never, on_step=steps.append)
    finish(qtbot, runner)
    assert steps[-1] == Step(5000, 5000, "rows")
    assert len(steps) < 1000


def test_what_a_write_changed_is_published_even_if_its_screen_has_closed(qtbot, runner):
    begun, go_on = threading.Event(), threading.Event()
    published: list[Any] = []
    runner.outcome_published.connect(published.append)
    scope = JobScope(runner, "counter")

    def write(_):
        begun.set()
        go_on.wait(5)
        return SAVED

    scope.start(write, on_done=never, on_error=never, lane=Lane.WRITE)
    assert begun.wait(5)
    scope.close()
    go_on.set()
    finish(qtbot, runner)
    assert published == [SAVED]


def test_a_question_publishes_nothing(qtbot, runner):
    published: list[Any] = []
    runner.outcome_published.connect(published.append)
    runner.start(lambda _: SAVED, on_done=lambda _: None, on_error=never)
    finish(qtbot, runner)
    assert published == []


def test_two_screens_may_use_the_same_name_for_a_question(qtbot, runner):
    heard: list[Any] = []
    scopes = JobScope(runner, "today"), JobScope(runner, "groups")
    scopes[0].start(lambda _: "today", on_done=heard.append, on_error=never, replaces="refresh")
    scopes[1].start(lambda _: "groups", on_done=heard.append, on_error=never, replaces="refresh")
    finish(qtbot, runner)
    assert sorted(heard) == ["groups", "today"]


def test_shutting_down_waits_for_what_runs_and_starts_nothing_more(qtbot, runner):
    ended: list[Any] = []

    def work(progress):
        while True:
            progress.step(0, 0)

    runner.start(work, on_done=never, on_error=never)
    runner.shutdown()
    runner.start(lambda _: ended.append(1), on_done=never, on_error=never)
    assert ended == []
    assert runner.is_idle


def test_the_window_hears_how_many_jobs_are_under_way(qtbot, runner):
    counts: list[Any] = []
    runner.activity_changed.connect(counts.append)
    runner.start(lambda _: 1, on_done=lambda _: None, on_error=never)
    finish(qtbot, runner)
    assert counts == [1, 0]


def test_inline_jobs_hold_work_back_until_told():
    jobs = InlineJobs(hold=True)
    heard: list[Any] = []
    jobs.start(lambda _: "first", on_done=heard.append, on_error=never, replaces="a")
    jobs.start(lambda _: "second", on_done=heard.append, on_error=never, replaces="a")
    dropped = jobs.start(lambda _: "dropped", on_done=heard.append, on_error=never)
    dropped.cancel()
    assert heard == []
    jobs.run_held()
    assert heard == ["second"]


def test_inline_jobs_tell_steps_errors_and_published_outcomes():
    jobs = InlineJobs()
    heard: list[Any] = []

    def work(progress):
        progress.step(1, 2)
        return SAVED

    jobs.start(work, on_done=heard.append, on_error=never, on_step=heard.append, lane=Lane.WRITE)
    jobs.start(lambda _: refuse("No."), on_done=never, on_error=lambda e: heard.append(str(e)))
    assert heard == [Step(1, 2), SAVED, "No."]
    assert jobs.published == [SAVED]
