"""What a change of the rules does, in sentences and a table of before and after."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from retailcrm.core.definitions import meaning_of
from retailcrm.core.figures import NONE, Figures
from retailcrm.core.vocabulary import group_title
from retailcrm.core.words import say
from retailcrm.services.replaying import Preview, TierMove, Tried
from retailcrm.ui.screens.program.behind import tried_value
from retailcrm.ui.screens.program.state import ProgramState

Write = Callable[[float | None], str]


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure under the rules in force and under the new ones."""

    title: str
    before: str
    after: str
    change: str = NONE
    tip: str = ""
    key: str = ""


def preview_title(state: ProgramState) -> tuple[str, str]:
    """Say in one sentence what the draft would do, and what that rests on."""
    if state.checked.faults:
        return say("Mend the marked fields first"), ""
    if state.preview is None or not state.is_fresh:
        if state.counting is not None:
            return say("Trying the rules on your receipts…"), ""
        return state.problem or say("What these rules would do"), ""
    return _verdict(state.preview, state.figures), _rests_on(state.preview.after, state.figures)


def _verdict(preview: Preview, figures: Figures) -> str:
    after = preview.after.totals
    if preview.before is None or not (preview.more or preview.less):
        return say(
            "Members get back {share} of what they spend, {money} a year",
            share=figures.percent(after.of_sales),
            money=figures.money(after.value, whole=True),
        )
    if not preview.less:
        return say(
            "{n} members would get {money} a year more, nobody less",
            n=figures.count(preview.more),
            money=figures.money(preview.gained, whole=True),
        )
    if not preview.more:
        return say(
            "{n} members would get {money} a year less, nobody more",
            n=figures.count(preview.less),
            money=figures.money(preview.lost, whole=True),
        )
    return say(
        "{more} members would win {won} a year, {less} would lose {lost}",
        more=figures.count(preview.more),
        won=figures.money(preview.gained, whole=True),
        less=figures.count(preview.less),
        lost=figures.money(preview.lost, whole=True),
    )


def _rests_on(tried: Tried, figures: Figures) -> str:
    return say(
        "On {n} receipts, {first} to {last}; nobody is taken to buy more",
        n=figures.count(tried.totals.receipts),
        first=figures.day_year(tried.first),
        last=figures.day_year(tried.last),
    )


def compared(preview: Preview, figures: Figures) -> tuple[Compared, ...]:
    """Put the figures under the rules in force beside those under the new ones."""
    before, after, currency = preview.before, preview.after, figures.currency
    owed = None if before is None else preview.liability_before
    names = (
        ("members", say("Members who earn"), ""),
        ("points", say("Points a year"), ""),
        ("value", say("Worth to them, {currency}", currency=currency), ""),
        ("cost", say("Costs you, {currency}", currency=currency),
         say("Points that are never used cost nothing; rewards cost what they cost you.")),
        ("of_sales", say("Given back, % of sales"), ""),
        ("of_margin", say("Given back, % of margin"), ""),
        ("uplift", say("Sales must rise to pay, %"),
         say("So much more must be sold, at today's margin, for the points to pay.")),
    )  # fmt: skip
    rows = [
        _compared(
            title,
            tip,
            key,
            None if before is None else tried_value(before, key),
            tried_value(after, key),
            figures,
        )
        for key, title, tip in names
    ]
    tip = say(
        "What the {n} points that members hold today will cost.",
        n=figures.count(preview.open_points),
    )
    title = say("Open points cost, {currency}", currency=currency)
    owing = _compared(title, tip, "owed", owed, preview.liability_after, figures)
    return (*rows, owing, *_better_and_worse(preview, figures))


def _compared(
    title: str, tip: str, key: str, old: float | None, new: float | None, figures: Figures
) -> Compared:
    write: Write = figures.whole
    change: Write = figures.change_whole
    if key in ("members", "points"):
        write, change = figures.count, figures.change
    elif key in ("of_sales", "of_margin", "uplift"):
        write, change = figures.bare_percent, figures.bare_change
    moved = None if old is None or new is None else new - old
    return Compared(title, write(old), write(new), change(moved), tip, key)


def _better_and_worse(preview: Preview, figures: Figures) -> tuple[Compared, ...]:
    """Say who would get more and who less than by the rules in force, and by how much."""
    if preview.before is None or not (preview.more or preview.less):
        return ()
    return tuple(
        Compared(title, NONE, figures.count(n), figures.change_whole(change), meaning, key)
        for key, title, n, change, meaning in (
            ("more", say("Get more; {currency}", currency=figures.currency), preview.more,
             preview.gained, meaning_of("program.more")),
            ("less", say("Get less; {currency}", currency=figures.currency), preview.less,
             -preview.lost, meaning_of("program.less")),
        )
    )  # fmt: skip


def move_words(move: TierMove, figures: Figures) -> str:
    """Say who would change tier."""
    n = figures.count(move.members)
    if not move.was:
        return say("{n} members become {tier}", n=n, tier=move.now)
    if not move.now:
        return say("{n} members lose {tier}", n=n, tier=move.was)
    return say("{n} members go from {was} to {now}", n=n, was=move.was, now=move.now)


def announce_words(preview: Preview, today: date, figures: Figures) -> str:
    """Say when the rules should begin if members hear of them today."""
    if preview.announce_on <= today:
        return say("Nobody needs to be warned of it: it may begin at once")
    return say(
        "If members hear of it today, let it begin on {day}",
        day=figures.day_year(preview.announce_on),
    )


def group_name(key: str) -> str:
    """Name a group; the empty key stands for everyone."""
    return group_title(key) if key else say("Everyone")
