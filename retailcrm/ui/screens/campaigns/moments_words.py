"""Say what is due, what moments there are, and what switching one on would do."""

from collections.abc import Sequence

from retailcrm.campaigns.moments.moment import BEFORE, SILENT, Kind
from retailcrm.campaigns.moments.ready_made import ReadyMade
from retailcrm.core.figures import Figures
from retailcrm.core.rows import rows
from retailcrm.core.words import say
from retailcrm.services.moment_rows import (
    DueToday,
    FirstRun,
    GivenRow,
    MomentDue,
    MomentList,
    MomentRow,
)
from retailcrm.services.moment_words import waiting_title
from retailcrm.ui.screens.campaigns.moment_phrases import pieces, series_words, state_word, way
from retailcrm.ui.screens.campaigns.moments_state import (
    DueLine,
    Fact,
    HistoryLine,
    MomentLine,
    OfferLine,
)


def due_title(due: DueToday, figures: Figures) -> str:
    """Say in one sentence what is ready."""
    if due.held_up:
        return say("Nothing goes out by itself now")
    if due.quiet:
        return say("A quiet day: nothing goes out")
    if due.ready:
        is_one = due.ready == 1
        text = "{what} is ready to send" if is_one else "{what} are ready to send"
        return say(text, what=pieces(due.moments, figures))
    if any(not one.file for one in due.lists if one.channel != "till"):
        return say("Lists were noted and wait to be written")
    if due.lists:
        return say("Today\N{RIGHT SINGLE QUOTATION MARK}s lists are made")
    return say("Nothing is due today")


def due_caption(due: DueToday, figures: Figures) -> str:
    """Say for which day, and on what data."""
    if due.held_up:
        return due.held_up
    said = [say("for {day}", day=figures.day_year(due.as_of))]
    if due.known is not None:
        said.append(say("sales through {day}", day=figures.short_day(due.known)))
    alone = sum(one.control for one in due.moments)
    if alone:
        said.append(say("{n} are left alone to compare with", n=figures.count(alone)))
    if due.quiet and due.next_day is not None:
        said.append(say("goes on {day}", day=figures.day(due.next_day)))
    return " \N{MIDDLE DOT} ".join(said)


def due_lines(due: DueToday, figures: Figures) -> tuple[DueLine, ...]:
    """List what is due step by step, then what was noted already."""
    found = [line for one in due.moments for line in _due_lines(one, figures)]
    ready = [line for line in found if line.is_ready]
    waiting = [line for line in found if not line.is_ready]
    noted = sorted(due.lists, key=lambda one: bool(one.file))
    return (*ready, *(_noted(one, figures) for one in noted), *waiting)


def _due_lines(one: MomentDue, figures: Figures) -> list[DueLine]:
    """Write a line for each step that is due; who waits stands in the first."""
    waiting = sum(many for _, many in one.waiting)
    steps = [step for step in one.steps if step.ready]
    if not steps and not waiting and not one.control:
        return []
    why = "; ".join(
        f"{waiting_title(reason)}: {figures.count(many)}" for reason, many in one.waiting
    )
    lines = []
    for place, step in enumerate(steps or one.steps[:1]):
        is_first = place == 0
        lines.append(
            DueLine(
                name=one.name if is_first else "",
                about=step.about if steps else "",
                way=way(one.channel),
                ready=figures.count(step.ready),
                alone=figures.count(one.control) if is_first else "",
                waiting=figures.count(waiting) if is_first else "",
                why=why if is_first else "",
                rows=step.rows,
                waiting_rows=one.waiting_rows if is_first else None,
                is_ready=bool(steps),
            )
        )
    return lines


def _noted(one: MomentList, figures: Figures) -> DueLine:
    file = one.file or say("not written yet")
    return DueLine(
        name=one.name,
        about=one.about,
        way=way(one.channel),
        ready=figures.count(one.people),
        alone="",
        waiting="",
        why=say("On the list of {day}: {file}", day=figures.short_day(one.day), file=file),
        rows=one.rows,
    )


def moment_lines(
    found: Sequence[MomentRow], brought: dict[int, str], figures: Figures
) -> tuple[MomentLine, ...]:
    """List the shop's moments."""
    return tuple(
        MomentLine(
            id=one.id,
            name=one.name,
            when=series_words(one.moment, figures),
            who=one.audience_title,
            way=way(one.channel),
            state=_state(one, figures),
            is_on=one.state == "running",
            sent=figures.count(one.sent),
            alone=figures.count(one.control),
            brought=brought.get(one.id, ""),
            rows=one.rows,
        )
        for one in found
    )


def _state(one: MomentRow, figures: Figures) -> str:
    if one.state == "running" and one.starts is not None:
        return say("On since {day}", day=figures.short_day(one.starts))
    return state_word(one.state)


def offer_lines(
    offered: Sequence[ReadyMade], found: Sequence[MomentRow], figures: Figures
) -> tuple[OfferLine, ...]:
    """List what is ready to be set up; what the shop has already comes last."""
    used = {one.kind for one in found}
    lines = [
        OfferLine(one.kind, one.title, one.why, series_words(one.moment, figures), one.kind in used)
        for one in offered
    ]
    return tuple(sorted(lines, key=lambda one: one.is_used))


def step_heading(kind: Kind) -> str:
    """Say what the days of a piece count from."""
    if kind in SILENT:
        return say("Days after the silence has reached a stage")
    if kind is Kind.BIRTHDAY:
        return say("Days before the birthday")
    if kind in BEFORE:
        return say("Days before the day")
    return say("Days after joining") if kind is Kind.WELCOME else say("Days after the visit")


def first_facts(found: FirstRun, figures: Figures, *, is_on: bool) -> tuple[Fact, ...]:
    """Say what the first run would do, each figure with its people."""
    now = found.now
    waiting = sum(many for _, many in now.waiting)
    facts = [
        Fact(
            figures.count(now.ready),
            say("ready today") if is_on else say("hear of you today"),
            now.rows,
        ),
        Fact(figures.count(now.control), say("left alone to compare with"), now.control_rows),
        Fact(figures.count(waiting), _waiting_words(found, figures), now.waiting_rows),
        Fact(
            figures.count(found.ahead),
            say("more within {days} days", days=found.days),
            found.ahead_rows,
        ),
        Fact(
            figures.count(found.before),
            say("had their day before the start and are left in peace"),
            found.before_rows,
        ),
    ]
    return tuple(facts)


def _waiting_words(found: FirstRun, figures: Figures) -> str:
    """Say why some of those who are due get nothing."""
    why = "; ".join(
        f"{waiting_title(reason).lower()}: {figures.count(many)}"
        for reason, many in found.now.waiting
    )
    said = say("get nothing though their day has come")
    return f"{said} ({why})" if why else said


def history_lines(found: Sequence[GivenRow], figures: Figures) -> tuple[HistoryLine, ...]:
    """Write what went out day by day."""
    return tuple(
        HistoryLine(
            figures.day_year(one.day),
            one.about,
            figures.count(one.sent),
            figures.count(one.control),
            one.rows,
        )
        for one in found
    )


GROUP_ROWS = tuple(
    rows("customers", group=one).text() for one in ("most_valuable", "most_growable", "below_zero")
)
"""The audiences of the three groups, to choose from."""
