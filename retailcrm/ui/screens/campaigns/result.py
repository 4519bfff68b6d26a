"""The result of a campaign as its page shows it: words and figures, no widgets."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from retailcrm.core.figures import NONE, Figures
from retailcrm.core.outcome import Outcome
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.services.campaign_notes import caption, cost_lines, given_words, note_lines
from retailcrm.services.campaign_result_rows import ArmResult, CampaignResult
from retailcrm.services.campaign_story import Story
from retailcrm.services.finding import Told
from retailcrm.services.reporting import PrintedReport
from retailcrm.ui.kit.picture.facts import Axis, Bar, PictureFacts, Ranked, Scale
from retailcrm.ui.screens.campaigns.result_days import by_day_picture
from retailcrm.ui.screens.phrases import PLAIN, figures_of
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane


@dataclass(frozen=True, slots=True)
class ArmLine:
    """One line of the table of arms, written out; `rows` are its people.

    Attributes:
        tone: of what is left after costs.
        is_final: the window is over; until then every figure is muted.
    """

    letter: str
    name: str
    people: str
    came: str
    share: str
    more: str
    range: str
    sales: str
    margin: str
    over: str
    cost: str
    after: str
    tone: str
    is_final: bool
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class TotalFacts:
    """One total below the picture: what it is, the figure, the doubt, its rows.

    Attributes:
        is_loss: the figure lies below zero.
    """

    what: str
    figure: str
    doubt: str
    rows: RowsRef | None = None
    is_loss: bool = False


@dataclass(frozen=True, slots=True)
class SubsidyFacts:
    """The bar of those who used the code.

    Attributes:
        share: of those who would have come anyway; None draws no bar.
        anyway: words in the first part.
        brought: words in the second.
        rows: who used the code.
    """

    title: str
    share: float | None = None
    anyway: str = ""
    brought: str = ""
    rows: RowsRef | None = None


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """Everything the page shows.

    Attributes:
        number: of the campaign.
        lacking: why there is nothing to judge; the rest is then empty.
        is_final: the window is over; until then every figure is grey.
        again: what the primary button says; empty shows none.
        people: words of the button that opens everybody, and who they are.
        by_day: who had come by each day; None until the windows are over.
        costs: (what, amount) lines.
        given: what is already in the margin.
        claimed: what mail services would call the campaign's sales.
        notes: quiet lines (words, rows or None) below.
    """

    number: int
    title: str
    caption: str
    verdict: str
    doubt: str
    lacking: str = ""
    is_final: bool = True
    again: str = ""
    people: tuple[str, RowsRef] | None = None
    arms_title: str = ""
    arms: tuple[ArmLine, ...] = ()
    picture: PictureFacts | None = None
    by_day: PictureFacts | None = None
    totals: tuple[TotalFacts, ...] = ()
    cost_title: str = ""
    cost: str = ""
    costs: tuple[tuple[str, str], ...] = ()
    given: str = ""
    subsidy: SubsidyFacts = SubsidyFacts("")
    claimed: TotalFacts | None = None
    notes: tuple[tuple[str, RowsRef | None], ...] = ()
    currency: str = ""


@dataclass(frozen=True, slots=True)
class ResultState:
    """What the page is at; the facts are kept while they are read anew."""

    facts: ResultFacts | None = None
    figures: Figures = PLAIN
    is_busy: bool = False
    problem: str = ""


class ResultView(Protocol):
    """What the presenter may ask of the page."""

    def show_state(self, state: ResultState) -> None:
        """Paint this."""

    def tell_printed(self, file: Path) -> None:
        """Say that a file is there."""

    def tell_problem(self, problem: str) -> None:
        """Say why something cannot be done."""


class ResultPresenter:
    """Reads the result of one campaign and prints it."""

    def __init__(self, view: ResultView, services: Callable[[], Services], jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._state = ResultState()
        self._number = 0

    def show(self, number: int) -> None:
        """Show a campaign's result."""
        if number != self._number:
            self._state = ResultState()
        self._number = number
        self.refresh()

    def refresh(self) -> None:
        """Read it anew."""
        services, number = self._services(), self._number
        self._show(is_busy=True, problem="")
        self._jobs.start(
            lambda _: _read(services, number),
            on_done=lambda made: self._show(facts=made[0], figures=made[1], is_busy=False),
            on_error=lambda error: self._show(is_busy=False, problem=str(error)),
            replaces="campaigns.result",
        )

    def print_to(self, out: Path, paper: str) -> None:
        """Print what is shown to a file."""
        reporting, number = self._services().reporting, self._number
        self._jobs.start(
            lambda _: reporting.campaign(number, out, paper=paper),
            on_done=self._printed,
            on_error=lambda error: self._view.tell_problem(str(error)),
            lane=Lane.WRITE,
        )

    def _printed(self, made: Outcome[PrintedReport]) -> None:
        self._view.tell_printed(made.value.file)

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_state(self._state)


def _read(services: Services, number: int) -> tuple[ResultFacts, Figures]:
    write = figures_of(services.shop)
    return result_facts(services.campaigns.results.result(number), write), write


def result_facts(result: CampaignResult, write: Figures) -> ResultFacts:
    """Write a result out."""
    story = Story(result, write)
    head = ResultFacts(
        number=result.id,
        title=result.name,
        caption=caption(result, write),
        verdict=story.verdict(),
        doubt=story.doubt(),
        lacking=result.why_empty,
        is_final=result.is_final,
        currency=write.currency,
    )
    control, whole = result.control, result.together
    if result.why_empty or control is None or whole is None:
        return head
    return replace(
        head,
        again=_again(story),
        people=(say("Open the {n}", n=write.count(result.everyone.value)), result.everyone.rows),
        arms_title=story.arms_title(),
        arms=tuple(
            _line(one, write, is_final=result.is_final)
            for one in (*result.arms, control)
            if one.people.value
        ),
        picture=_picture(story),
        by_day=by_day_picture(story),
        totals=_totals(story),
        cost_title=say("Costs, {currency}", currency=write.currency),
        cost=write.amount(result.cost),
        costs=tuple((words, write.amount(minor)) for words, minor in cost_lines(result, write)),
        given=given_words(whole, write),
        subsidy=_subsidy(story, whole),
        claimed=TotalFacts(
            story.claimed(),
            say("{amount} {currency}", amount=write.whole(result.claimed.value),
                currency=write.currency),
            "",
            result.claimed.rows,
        ),
        notes=note_lines(result, write),
    )  # fmt: skip


def _again(story: Story) -> str:
    """Offer to send the arm that worked to others; nothing where nothing is proven."""
    lead = story.lead()
    if not story.result.is_final or lead is None or lead.verdict != "worked":
        return ""
    return say("Send {arm} to more people", arm=lead.name)


def _line(arm: ArmResult, write: Figures, *, is_final: bool) -> ArmLine:
    is_control = arm.place == 0
    return ArmLine(
        letter="\N{EN DASH}" if is_control else arm.letter,
        name=arm.name,
        people=write.count(arm.people.value),
        came=write.count(arm.came.value),
        share=write.bare_percent(arm.share.value),
        more="" if is_control else write.bare_change(arm.more_came.value),
        range=_range(arm.more_came, write.bare_percent),
        sales=write.amount(arm.sales_each.value),
        margin=write.amount(arm.margin_each.value),
        over="" if is_control else write.change_amount(arm.more_margin.value),
        cost="" if is_control else write.amount(arm.cost_each),
        after="" if is_control else write.change_amount(arm.after.value),
        tone="bad" if (arm.after.value or 0) < 0 else "",
        is_final=is_final,
        rows=arm.people.rows,
    )


def _picture(story: Story) -> PictureFacts:
    write = story.write
    bars = tuple(
        Bar(
            label=f"{one.letter}   {one.name}: {story.arm_word(one)}",
            value=one.after.value,
            low=one.after.low,
            high=one.after.high,
            note=write.change_amount(one.after.value),
            tone="accent" if story.result.is_final else "muted",
            rows=one.after.rows,
            tip=say("{arm}: {value} a head after costs ({range})", arm=one.name,
                    value=write.change_amount(one.after.value),
                    range=_range(one.after, write.amount)),
        )
        for one in story.result.arms
    )  # fmt: skip
    known = any(one.value or one.low or one.high for one in bars)
    return PictureFacts(
        name="campaign_result",
        title=story.picture_title(),
        marks=Ranked(
            bars, Axis(scale=Scale.MONEY), as_dots=True,
            value_words=say("After costs, {currency}", currency=write.currency),
            label_heading=say("Arm"),
        ) if known else None,
        figures=write,
        caption="" if not known else say(
            "Margin after all costs, {currency} per member, against control; dot: best estimate, "
            "line: 95\N{NARROW NO-BREAK SPACE}% interval", currency=write.currency,
        ),
        key="campaign.after",
        nothing=story.verdict() if story.result.is_final else say("Nobody has come yet."),
    )  # fmt: skip


def _totals(story: Story) -> tuple[TotalFacts, ...]:
    result, write = story.result, story.write
    made = [
        TotalFacts(
            say("All {n} of arm {arm} together", n=write.count(one.people.value), arm=one.letter),
            _signed_money(one.brought.value, write),
            say("after costs ({range})", range=_range(one.brought, write.whole)),
            one.brought.rows,
            is_loss=one.brought.value < 0,
        )
        for one in result.arms[:_MOST_TOTALS]
        if one.brought.value is not None
    ]
    for one in result.arms:
        needed = story.needed(one)
        if needed is not None and " ".join(needed) not in story.doubt():
            made.append(TotalFacts(*needed, ""))
            break
    return tuple(made)


def _subsidy(story: Story, whole: ArmResult) -> SubsidyFacts:
    share = whole.subsidy_share.value
    title = story.subsidy_title()
    if share is None:
        return SubsidyFacts(title, rows=whole.redeemers.rows if whole.redeemers.value else None)
    return SubsidyFacts(
        title,
        share,
        say("{share} subsidy", share=story.write.percent(share, 0)),
        say("{share} would not have come", share=story.write.percent(1 - share, 0)),
        whole.redeemers.rows,
    )


def _range(told: Told, write: Callable[[float | None], str]) -> str:
    if told.low is None or told.high is None:
        return ""
    return say("{low} to {high}", low=write(told.low), high=write(told.high))


def _signed_money(minor: float | None, write: Figures) -> str:
    if minor is None:
        return NONE
    told = write.money(minor, whole=True)
    return f"+{told}" if minor > 0 else told


_MOST_TOTALS = 3
