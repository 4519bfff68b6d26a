"""What a change of the rules does, in sentences and a table of before and after."""

from dataclasses import dataclass
from datetime import date

from retailcrm.core.figures import NONE, Figures
from retailcrm.core.vocabulary import group_title
from retailcrm.core.words import say
from retailcrm.services.replaying import Preview, TierMove, Tried
from retailcrm.ui.screens.program.state import ProgramState


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure under the rules in force and under the new ones."""

    title: str
    before: str
    after: str
    tip: str = ""


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
    old, new = preview.before, preview.after

    def both(title: str, write: str, tip: str = "") -> Compared:
        before = NONE if old is None else _written(old, write, figures)
        return Compared(title, before, _written(new, write, figures), tip)

    currency = figures.currency
    return (
        both(say("Members who earn"), "members"),
        both(say("Points a year"), "points"),
        both(say("Worth to them, {currency}", currency=currency), "value"),
        both(say("Costs you, {currency}", currency=currency), "cost",
             say("Points that are never used cost nothing; rewards cost what they cost you.")),
        both(say("Given back, % of sales"), "of_sales"),
        both(say("Given back, % of margin"), "of_margin"),
        both(say("Sales must rise to pay, %"), "uplift",
             say("So much more must be sold, at today's margin, for the points to pay.")),
        Compared(
            say("Open points cost, {currency}", currency=currency),
            figures.whole(preview.liability_before) if old is not None else NONE,
            figures.whole(preview.liability_after),
            say("What the {n} points that members hold today will cost.",
                n=figures.count(preview.open_points)),
        ),
    )  # fmt: skip


def _written(tried: Tried, name: str, figures: Figures) -> str:
    totals = tried.totals
    if name in ("of_sales", "of_margin"):
        return figures.bare_percent(getattr(totals, name))
    if name == "uplift":
        return figures.bare_percent(totals.uplift_beside)
    if name == "members":
        return figures.count(tried.members)
    if name == "points":
        return figures.count(totals.points)
    return figures.whole(getattr(totals, name))


def move_words(moves: tuple[TierMove, ...], figures: Figures, most: int = 4) -> tuple[str, ...]:
    """Say who would change tier, the largest moves first."""
    ranked = sorted(moves, key=lambda one: -one.members)
    lines = [_move(one, figures) for one in ranked[:most]]
    if len(ranked) > most:
        rest = sum(one.members for one in ranked[most:])
        lines.append(say("{n} others change tier too", n=figures.count(rest)))
    return tuple(lines)


def _move(move: TierMove, figures: Figures) -> str:
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
