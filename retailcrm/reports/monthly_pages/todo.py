"""What to do next month, most worth first; never more than three things."""

from retailcrm.core.words import say
from retailcrm.reports.document import Span, Text, Tone
from retailcrm.reports.monthly_pages.draft import Draft

_MOST = 3


def tasks(draft: Draft) -> tuple[Text, ...]:
    """List what the month calls for; empty when nothing does."""
    found = (_win_back(draft), _remind(draft), _repair(draft), _welcome(draft))
    return tuple(task for task in found if task)[:_MOST]


def _win_back(draft: Draft) -> Text:
    alarm = draft.facts.alarm
    if not alarm or not alarm.customers:
        return ()
    ref = draft.count("alarm", alarm.customers, alarm.rows)
    what = draft.counted(
        alarm.customers,
        "Win back 1 Most Valuable customer gone missing;",
        "Win back {n} Most Valuable customers gone missing;",
    )
    why = say(
        " they bought for {amount} in {window}",
        amount=draft.write.money(alarm.net_sales, whole=True),
        window=draft.window,
    )
    return _task(what, why, ref)


def _remind(draft: Draft) -> Text:
    stage = next((stage for stage in draft.facts.stages if stage.key == "been_a_while"), None)
    if not stage or not stage.customers:
        return ()
    ref = draft.count("been_a_while", stage.customers, stage.rows)
    what = draft.counted(
        stage.customers,
        "Remind 1 customer not seen for a while;",
        "Remind {n} customers not seen for a while;",
    )
    return _task(what, say(" 8 of 10 like them would be back by now"), ref)


def _repair(draft: Draft) -> Text:
    facts = draft.facts
    if not facts.problems:
        return ()
    ref = draft.count("problems", facts.problems, facts.problems_rows)
    what = draft.counted(facts.problems, "Repair 1 row kept aside;", "Repair {n} rows kept aside;")
    if facts.problems_amount is None:
        return _task(what, say(" no figure counts them yet"), ref)
    amount = draft.write.money(facts.problems_amount)
    return _task(what, say(" {amount} is not counted yet", amount=amount), ref)


def _welcome(draft: Draft) -> Text:
    retention = draft.facts.retention
    new = int(retention.new_customers.value or 0) if retention else 0
    if not retention or not new:
        return ()
    ref = draft.count("welcome", new, retention.new_customers.rows)
    what = draft.counted(new, "Welcome 1 new customer back;", "Welcome {n} new customers back;")
    return _task(what, say(" the second visit makes the habit"), ref)


def _task(what: str, why: str, ref: int) -> Text:
    return (Span(what, strong=True), Span(why, tone=Tone.MUTED, ref=ref))
