"""The quieter words of a result: when it was, what it cost, what became of everybody."""

from retailcrm.core.figures import Figures
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.services.campaign_base import Stage
from retailcrm.services.campaign_result_rows import ArmResult, CampaignResult
from retailcrm.services.finding import Told

Note = tuple[str, RowsRef | None]
_CENT = 0.5  # less than this is no money


def caption(result: CampaignResult, write: Figures) -> str:
    """Say when it was sent, how long its window is, and how many people it is about."""
    if result.stage is Stage.DRAFT:
        return say("not sent yet")
    people = write.count(result.everyone.value)
    if result.sent is None:
        return say("{days} days after each moment, {n} members", days=result.days, n=people)
    return say(
        "sent {day}, {days} days to {last}, {n} members",
        day=write.day(result.sent),
        days=write.count(result.days),
        last=write.day(result.closes),
        n=people,
    )


def cost_lines(result: CampaignResult, write: Figures) -> tuple[tuple[str, float], ...]:
    """List what was spent: words, and minor units."""
    return tuple(
        (
            say("{what}, {n} pieces", what=_kind(one.kind), n=write.count(one.pieces))
            if one.pieces
            else _kind(one.kind),
            one.amount,
        )
        for one in result.costs
    )


def given_words(whole: ArmResult, write: Figures) -> str:
    """Say what the offers gave away, which the margin has felt already."""
    parts = [
        say(words, amount=write.amount(amount))
        for words, amount in (
            ("discounts {amount}", whole.more_discount),
            ("points {amount}", whole.more_points),
        )
        if amount is not None and abs(amount) >= _CENT
    ]
    if not parts:
        return say("Already in the margin: discounts, points and rewards")
    return say("Already in the margin: {parts}", parts=", ".join(parts))


def note_lines(result: CampaignResult, write: Figures) -> tuple[Note, ...]:
    """Tell beside the result whom it reached, who left, who could not take part."""
    whole = result.together
    if whole is None:
        return ()
    return tuple(
        note
        for note in (
            _reached(whole, write),
            _counted(result.refused, write, say("1 unsubscribed"), say("{n} unsubscribed")),
            _counted(
                result.refused_before, write,
                say("1 had unsubscribed before and is no loss of this"),
                say("{n} had unsubscribed before and are no loss of this"),
            ),
            _left_out(result, write),
            _open(result, whole, write),
        )
        if note is not None
    )  # fmt: skip


def _reached(whole: ArmResult, write: Figures) -> Note | None:
    if whole.reached.value is None or whole.reached.value == whole.people.value:
        return None
    said = say(
        "{n} of {people} were reached; of those {share} came",
        n=write.count(whole.reached.value),
        people=write.count(whole.people.value),
        share=write.percent(whole.reached_share.value),
    )
    return said, whole.reached.rows


def _counted(told: Told, write: Figures, one: str, many: str) -> Note | None:
    if not told.value:
        return None
    said = one if told.value == 1 else many.format(n=write.count(told.value))
    return said, told.rows


def _left_out(result: CampaignResult, write: Figures) -> Note | None:
    people = sum(one.people.value or 0 for one in result.left_out)
    if not people:
        return None
    rows = result.left_out[0].people.rows if len(result.left_out) == 1 else result.rows
    return say("{n} could not take part", n=write.count(people)), rows


def _open(result: CampaignResult, whole: ArmResult, write: Figures) -> Note | None:
    if result.open_windows:
        n = write.count(result.open_windows)
        return say("{n} occasions do not count yet: their days are not over", n=n), None
    if whole.waiting and not result.is_final:
        return say("{n} may still come", n=write.count(whole.waiting)), None
    return None


def _kind(kind: str) -> str:
    return {
        "print": say("Print"),
        "postage": say("Postage"),
        "design": say("Design"),
        "messages": say("Messages"),
        "fees": say("Fees"),
    }.get(kind, say("Other"))
