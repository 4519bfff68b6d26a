"""What to do next month, most worth first; never more than three things."""

from retailcrm.core.words import say
from retailcrm.reports.document import Span, Text, Tone
from retailcrm.reports.monthly_pages.draft import Draft

_MOST = 3


def tasks(draft: Draft) -> tuple[Text, ...]:
    """List what the month calls for; empty when nothing does."""
    found: list[Text] = []
    for look in (_begin, _win_back, _remind, _repair, _welcome):
        # A figure takes its small number when it is written, so stop looking in time.
        task = look(draft) if len(found) < _MOST else ()
        if task:
            found.append(task)
    return tuple(found)


def _begin(draft: Draft) -> Text:
    through = draft.facts.data_through
    if through and through >= draft.first:
        return ()
    what = say("Drop the till\N{RIGHT SINGLE QUOTATION MARK}s export on the window;")
    why = say(" once {month} is in the books, this report fills itself", month=draft.month)
    return (Span(what, strong=True), Span(why, tone=Tone.MUTED))


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
    share = draft.write.percent(draft.facts.rules.remind_at, 0)
    return _task(what, say(" {share} of customers like them would be back", share=share), ref)


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
    told = draft.facts.new_customers
    new = int(told.value or 0) if told else 0
    if not told or not new:
        return ()
    ref = draft.count("welcome", new, told.rows)
    what = draft.counted(new, "Welcome 1 new customer back;", "Welcome {n} new customers back;")
    return _task(what, say(" the second visit makes the habit"), ref)


def _task(what: str, why: str, ref: int) -> Text:
    return (Span(what, strong=True), Span(why, tone=Tone.MUTED, ref=ref))
