"""The curve of second visits: how soon new customers come again."""

from retailcrm.core.words import say
from retailcrm.reports.document import Curve, Plot, PlotMark, Row, TableBlock, Tone, text
from retailcrm.reports.figure_table import figure_columns
from retailcrm.reports.retention_facts import CurveFacts
from retailcrm.reports.scales import scale_for
from retailcrm.reports.topics.writing import Writing

_LONGEST = 365
_FEW = 30
_TINY = 10


def has_curve(facts: CurveFacts) -> bool:
    """Tell whether there is a line to draw, of enough people to look at."""
    return not facts.missing and len(facts.points) > 1 and facts.customers >= _TINY


def curve_finding(writing: Writing, facts: CurveFacts) -> tuple[str, str]:
    """Say what the curve shows, and what it is made of."""
    under = writing.counted(
        facts.customers,
        "Whether the one customer is back, by days since the first visit. The band holds the "
        "truth 19 times in 20.",
        "Share of {n} customers back by days since the first visit; {back} came again. The band "
        "holds the truth 19 times in 20.",
        back=writing.write.count(facts.back),
    )
    if facts.half is None or facts.customers < _FEW:
        return say("How soon new customers come a second time"), under
    if facts.half <= 1:
        return say("Half of new customers are back the day after"), under
    return say("Half of new customers are back within {days} days", days=facts.half), under


def second_visit_plot(writing: Writing, facts: CurveFacts, *, numbered: bool = False) -> Plot:
    """Draw it in steps with its band; the known shares are named.

    Where no table of them follows, they get their small numbers here.
    """
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
        up=writing.shares(tuple(one for one in up if one <= top)),
        marks=tuple(
            PlotMark(
                float(days),
                mark.value,
                text(
                    writing.write.percent(mark.value, 0),
                    ref=writing.ref(mark) if numbered else None,
                ),
            )
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
    known = [(days, mark) for days, mark in facts.marks if mark.value is not None]
    heads = (say("{n} days", n=writing.write.count(days)) for days, _ in known)
    shares = (writing.cell(mark) for _, mark in known)
    ranges = (text(writing.span(mark), tone=Tone.MUTED) for _, mark in known)
    rows = [
        Row((text(say("Back within")), *shares)),
        Row((text(say("19 times in 20")), *ranges)),
    ]
    if any(mark.few_data for _, mark in known):
        few = (text(say("few data") if mark.few_data else "", tone=Tone.MUTED) for _, mark in known)
        rows.append(Row((text(""), *few)))
    return TableBlock(figure_columns(say("Since the first visit"), *heads), tuple(rows))
