"""The owner's targets: where each figure stands, and how far it has come."""

from retailcrm.core.words import say
from retailcrm.reports.document import Block, SumBox, text
from retailcrm.reports.facts import Fact, Kind
from retailcrm.reports.monthly_facts import TargetFacts
from retailcrm.reports.monthly_pages.draft import Draft


def aims(draft: Draft) -> tuple[Block, ...]:
    """Write a line of targets; nothing while none is set."""
    targets = draft.facts.targets
    if not targets:
        return ()
    terms = tuple((_shown(draft, one.now), _words(draft, one), _ref(draft, one)) for one in targets)
    return (SumBox(text(say("Targets")), _until(draft), terms),)


def _until(draft: Draft) -> str:
    days = {one.until for one in draft.facts.targets}
    day = days.pop() if len(days) == 1 else None
    if day is None:
        return say("what you want to reach")
    return say("by {day}", day=draft.write.day_year(day))


def _shown(draft: Draft, fact: Fact) -> str:
    return draft.writing.shown(fact, exact=True)


def _ref(draft: Draft, target: TargetFacts) -> int:
    now = target.now
    named = Fact(f"targets.{target.key}", now.value, now.kind, now.rows)
    return draft.writing.ref(named, exact=True)


def _words(draft: Draft, target: TargetFacts) -> str:
    name = {
        "retention": say("stayed"),
        "ticket": say("average ticket"),
        "member_share": say("members\N{RIGHT SINGLE QUOTATION MARK} share"),
        "best_visits": say("visits of the best"),
    }.get(target.key, target.key)
    goal = _goal(draft, target)
    value = target.now.value
    if value is not None and value >= target.goal:
        return say("{name}; goal {goal}, reached", name=name, goal=goal)
    if target.way is None:
        return say("{name}; goal {goal}", name=name, goal=goal)
    if target.way <= 0:
        return say("{name}; goal {goal}, no nearer", name=name, goal=goal)
    way = draft.write.percent(target.way, 0)
    return say("{name}; goal {goal}, {way} of the way", name=name, goal=goal, way=way)


def _goal(draft: Draft, target: TargetFacts) -> str:
    write = draft.write
    if target.now.kind is Kind.SHARE:
        return write.percent(target.goal, 0)
    if target.now.kind is Kind.MONEY:
        return write.amount(target.goal)
    return write.number(target.goal, 1)
