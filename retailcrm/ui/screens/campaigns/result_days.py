"""Who came back day by day, as a picture."""

from retailcrm.core.words import say
from retailcrm.services.campaign_result_rows import ArmResult
from retailcrm.services.campaign_story import Story
from retailcrm.ui.kit.picture.facts import Axis, Line, Lines, PictureFacts, Point, Scale


def by_day_picture(story: Story) -> PictureFacts | None:
    """Draw the share of each arm that had come by each day; None until windows are over."""
    result = story.result
    shown = [one for one in (*result.arms, result.control) if one is not None and one.by_day]
    lead = story.lead()
    if not shown or lead is None or len(lead.by_day) <= 1 or lead.after.value is None:
        return None
    lines = tuple(_line(one) for one in sorted(shown, key=lambda one: one.place != lead.place))
    return PictureFacts(
        name="campaign_by_day",
        title=_title(lead),
        marks=Lines(
            lines,
            Axis(say("Days since sending"), low=1, high=len(lead.by_day)),
            Axis(say("%"), Scale.SHARE, low=0),
        ),
        figures=story.write,
        caption=say("Share of all members of each arm who had come by that day, %"),
        key="campaign.came_share",
    )


def _line(arm: ArmResult) -> Line:
    name = f"{arm.letter}   {arm.name}" if arm.letter else arm.name
    points = [Point(at + 1, share, rows=arm.came.rows) for at, share in enumerate(arm.by_day)]
    return Line(name, tuple(points), is_stepped=True)


def _title(lead: ArmResult) -> str:
    """Say by when half of those who came had come."""
    last = lead.by_day[-1]
    if not last:
        return say("Nobody came in these days")
    half = next(at for at, share in enumerate(lead.by_day) if share >= last / 2) + 1
    if half == 1:
        return say("Half of those who came with {arm} came on the first day", arm=lead.name)
    return say("Half of those who came with {arm} came within {n} days", arm=lead.name, n=half)
