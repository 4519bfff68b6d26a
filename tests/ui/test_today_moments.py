"""Today says which moments are due."""

from dataclasses import replace
from datetime import date

from retailcrm.campaigns.moments.moment import Kind
from retailcrm.core.rows import rows
from retailcrm.services.moment_rows import MomentDue, MomentList
from tests.ui.fake_insights import OCTOBER, month_rows
from tests.ui.fake_shop import FakeServices
from tests.ui.test_today import today


def a_due(kind: Kind, channel: str, ready: int, control: int = 0) -> MomentDue:
    there = rows("customers", finding="campaigns.moment", moment="1", what="ready")
    return MomentDue(
        1, kind.title(), kind, channel, ready, control, (), (), there, there, there
    )  # fmt: skip


def test_birthday_cards_and_letters_that_are_due_stand_first_and_lead_to_their_lists():
    services = FakeServices()
    moments = services.campaigns.triggers
    moments.today = replace(
        moments.today,
        moments=(a_due(Kind.BIRTHDAY, "post", 12), a_due(Kind.WIN_BACK, "post", 31, 3)),
    )
    _, seen = today(services)
    first = seen.last.todo[0]
    assert (first.verb, first.about) == ("Send", "31 win-back letters and 12 birthday cards")
    assert first.reason == "ready; 3 left alone to compare with"
    assert first.screen == "campaigns"
    assert first.rows == rows("campaigns", tab="moments")


def test_lists_whose_people_were_noted_but_never_written_are_not_forgotten():
    services = FakeServices()
    moments = services.campaigns.triggers
    noted = MomentList(
        1, "Birthday", Kind.BIRTHDAY, "email", date(2025, 11, 1), 1, "", 4, "", month_rows(OCTOBER)
    )
    moments.today = replace(moments.today, lists=(noted, replace(noted, file="birthday.csv")))
    _, seen = today(services)
    assert (seen.last.todo[0].verb, seen.last.todo[0].about) == ("Write", "the list of Birthday")


def test_moments_of_today_are_no_business_of_a_month_long_past():
    services = FakeServices()
    moments = services.campaigns.triggers
    moments.today = replace(moments.today, moments=(a_due(Kind.BIRTHDAY, "email", 2),))
    presenter, seen = today(services)
    presenter.choose_month(OCTOBER - 5)
    assert all(one.verb != "Send" for one in seen.last.todo)
