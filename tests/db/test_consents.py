"""Consent over the whole base: everyone is in exactly one count, and each count opens to people.

Idea B18 in shop words: "Show me who said yes, who said no and when, and in which words we asked."
"""

from pathlib import Path

import pytest

from retailcrm.core.errors import UserError
from retailcrm.core.questions import Asker
from retailcrm.services.consent_rows import ChannelRow, ConsentTold
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.services.mailable import ConsentRules
from retailcrm.wiring import Services
from tests.builders import DIRECTORY, a_person, a_sale, an_export, csv_text, taken_in


@pytest.fixture
def asked(shop: Services, tmp_path: Path) -> Services:
    """Fill a shop with a yes and a no of a file, one of the counter, and two never asked."""
    people = tmp_path / "people.csv"
    rows = [
        a_person("A", "Ana", "Lima", email="ana@example.com", mails="subscribed"),
        a_person("B", "Bo", "Berg", email="bo@example.com", mails="unsubscribed"),
        a_person("C", "Cy", "Cruz", email="cy@example.com"),
        a_person("D", "Di", "Diaz", email="di@example.com"),
    ]
    people.write_text(csv_text(rows, DIRECTORY))
    taken_in(shop, people)
    taken_in(shop, an_export(tmp_path / "sales.csv", a_sale("1", buyer="C", day="2026-05-04"),
                             a_sale("2", buyer="D", day="2023-05-04")))  # fmt: skip
    return shop


def on(told: ConsentTold, channel: str) -> ChannelRow:
    return next(one for one in told.channels if one.channel == channel)


def counts(row: ChannelRow) -> list[int]:
    return [int(one.value or 0) for one in row.figures()]


def test_everyone_stands_in_exactly_one_count_of_each_channel(asked: Services) -> None:
    told = asked.campaigns.consents.read()
    assert told.customers == 4
    assert counts(on(told, "email")) == [1, 1, 2, 0, 0]
    assert all(sum(counts(one)) == 4 for one in told.channels)


def test_a_purchase_stands_for_a_yes_only_where_the_shop_says_so_and_not_for_ever(
    asked: Services,
) -> None:
    asked.campaigns.mailable.save_rules(ConsentRules(email="implied"))
    told = asked.campaigns.consents.read()
    assert counts(on(told, "email")) == [1, 1, 0, 1, 1]
    assert counts(on(told, "phone")) == [0, 0, 4, 0, 0]


def test_who_never_bought_was_never_asked_however_long_a_purchase_stands(asked: Services) -> None:
    asked.campaigns.mailable.save_rules(ConsentRules(post="implied", implied_days=40_000))
    told = counts(on(asked.campaigns.consents.read(), "post"))
    everyone = asked.customers.ids(CustomerQuery())
    judged = asked.campaigns.mailable.of(everyone, "post")
    assert sum(told) == 4
    assert told[2] == judged.because("no_consent").size


@pytest.mark.parametrize(
    ("place", "names"), [(0, ["Ana Lima"]), (1, ["Bo Berg"]), (2, ["Cy Cruz", "Di Diaz"])]
)
def test_each_count_opens_to_its_people(asked: Services, place: int, names: list[str]) -> None:
    figure = on(asked.campaigns.consents.read(), "email").figures()[place]
    found = asked.customers.found(figure.rows)
    assert found is not None
    assert found.figure() == figure.value
    ids = asked.customers.ids(CustomerQuery(rows=figure.rows))
    assert sorted(one.name for one in asked.customers.page(ids)) == names


def test_the_newest_answers_tell_how_they_came_and_in_which_words(asked: Services) -> None:
    ana = asked.customers.refer("ana@example.com")
    asked.members.consent(ana, "email", given=False, wording="May we write?")
    told = asked.campaigns.consents.read()
    first = told.newest[0]
    assert (first.name, first.given, first.how, first.wording) == (
        "Ana Lima", False, "counter", "May we write?",
    )  # fmt: skip
    assert {(one.channel, one.how, one.yes, one.no) for one in told.came} == {
        ("email", "file", 1, 1), ("email", "counter", 0, 1),
    }  # fmt: skip
    assert counts(on(told, "email")) == [0, 2, 2, 0, 0]


def test_a_question_has_versions_with_their_days_and_counts(asked: Services) -> None:
    consents = asked.campaigns.consents
    assert consents.own_words() == {}
    used = consents.ask_with("email", "  May {shop} send\nyou the letter? ").value
    assert (used.version, used.text) == (1, "May My shop send you the letter?")
    asked.members.consent(1, "email", given=True, wording=used.text)
    consents.ask_with("email", "May {shop} send you the letter?")  # the same again adds nothing
    rows = [one for one in consents.read().wordings if one.channel == "email"]
    assert [(one.version, one.is_used, one.asked) for one in rows] == [
        (0, False, 0), (1, True, 1),
    ]  # fmt: skip
    assert rows[1].since is not None
    back = consents.ask_with("email", "").value
    assert (back.version, back.text) == (
        2, "May My shop write to you by e-mail about news and offers?",
    )  # fmt: skip


def test_a_question_that_makes_no_sense_is_refused(asked: Services) -> None:
    with pytest.raises(UserError, match="no channel"):
        asked.campaigns.consents.ask_with("fax", "May we?")
    with pytest.raises(UserError, match="read by nobody"):
        asked.campaigns.consents.ask_with("email", "x" * 1_001)


def test_a_merged_person_is_counted_once(asked: Services) -> None:
    ana, bo = (asked.customers.refer(one) for one in ("ana@example.com", "bo@example.com"))
    asked.merging.merge(ana, bo)
    told = asked.campaigns.consents.read()
    assert counts(on(told, "email")) == [0, 1, 2, 0, 0]
    assert {one.name for one in told.newest} == {"Ana Lima"}


def test_the_counter_asks_with_the_shops_own_words(asked: Services) -> None:
    asked.campaigns.consents.ask_with("sms", "May {shop} text you?")
    settings = asked.shop.settings()
    asker = Asker(settings.name, settings.questions)
    assert asker.words("sms") == "May My shop text you?"
    assert asker.words("phone") == "May My shop call you about news and offers?"
    asked.shop.save_settings(settings)
    assert asked.shop.settings().questions == settings.questions


def test_a_purchase_stands_for_a_yes_once_the_owner_says_so(asked: Services) -> None:
    consents = asked.campaigns.consents
    before = on(consents.read(), "email")
    assert (before.rule, before.implied.value) == ("yes", 0)
    consents.take("email", "implied")
    after = on(consents.read(), "email")
    assert (after.rule, after.implied.value) == ("implied", 1)
    assert asked.campaigns.mailing.preview("csv", "customers").included == 2
    for channel, rule in (("phone", "implied"), ("email", "perhaps")):
        with pytest.raises(UserError):
            consents.take(channel, rule)
