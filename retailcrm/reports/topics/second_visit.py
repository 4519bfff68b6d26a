"""The curve of second visits: how soon new customers come again."""

from retailcrm.core.words import say
from retailcrm.reports.document import Column, Curve, Plot, PlotMark, Row, TableBlock, text
from retailcrm.reports.retention_facts import CurveFacts
from retailcrm.reports.scales import scale_for
from retailcrm.reports.topics.writing import Writing

_LONGEST = 365


def curve_finding(writing: Writing, facts: CurveFacts) -> tuple[str, str]:
    """Say what the curve shows, and what it is made of."""
    under = say(
        "Share of {n} customers back by days since the first visit; {back} came again. The band "
        "holds the truth 19 times in 20.",
        n=writing.write.count(facts.customers),
        back=writing.write.count(facts.back),
    )
    if facts.half is None:
        return say("How soon new customers come a second time"), under
    if facts.half <= 1:
        return say("Half of new customers are back the day after"), under
    return say("Half of new customers are back within {days} days", days=facts.half), under


def second_visit_plot(writing: Writing, facts: CurveFacts) -> Plot:
    """Draw it in steps with its band; the known shares are named."""
    known = [(days, mark) for days, mark in facts.marks if mark.value is not None]
    limit = min(_LONGEST, max((days for days, _ in known), default=facts.points[-1][0]))
    limit = max(limit, 1)
    shown = [one for one in facts.points if one[0] <= limit]
    last = shown[-1]
    if last[0] < limit:
        shown.append((limit, *last[1:]))
    band = tuple((float(days), low, high) for days, _, low, high in shown)
    line = tuple((float(days), share) for days, share, _, _ in shown)
    up = scale_for(tuple(high for _, _, high in band))
    top = min(up[-1], 1.0)
    return Plot(
        curves=(Curve(line, steps=True, band=band),),
        across=_days(limit, [days for days, _ in facts.marks]),
        up=tuple((one, writing.write.percent(one, 0)) for one in up if one <= top),
        marks=tuple(
            PlotMark(float(days), mark.value, text(writing.write.percent(mark.value, 0)))
            for days, mark in known
            if mark.value is not None
        ),
        under=say("Days since the first visit"),
    )


def _days(limit: int, marks: list[int]) -> tuple[tuple[float, str], ...]:
    inner = [days for days in marks if days < limit]
    return tuple((float(days), str(days)) for days in (0, *inner, limit))


def curve_table(writing: Writing, facts: CurveFacts) -> TableBlock:
    """List the shares that the curve is read for."""
    columns = (
        Column(say("Within days of the first visit"), wide=True),
        Column(say("Back"), number=True),
        Column(say("19 times in 20"), number=True),
        Column(""),
    )
    rows = tuple(
        Row(
            (
                text(writing.write.count(days)),
                writing.cell(mark),
                text(writing.span(mark)),
                text(say("few data") if mark.few_data else ""),
            )
        )
        for days, mark in facts.marks
        if mark.value is not None
    )
    return TableBlock(columns, rows)
