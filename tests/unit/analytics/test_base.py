from dataclasses import replace

import numpy as np
import pytest

from retailcrm.analytics.base import score_base
from retailcrm.analytics.groups import BECAUSE, GROUPS
from retailcrm.analytics.history import NO_DAY
from retailcrm.analytics.prior import Prior
from retailcrm.analytics.reasons import group_reasons, of_ten, stage_evidence, usual_days, whole
from retailcrm.analytics.rhythm import STAGES
from retailcrm.analytics.rules import Rules
from retailcrm.analytics.segments import SEGMENTS
from retailcrm.core.money import decimal_text

AS_OF = 20_000


def euros(minor):
    return decimal_text(minor, 2)


def regulars(customers, every=20, visits=5, net=2000):
    """So many customers with a steady rhythm, the later ones spend more."""
    return [
        (one, AS_OF - 3 - every * back, net + 100 * one)
        for one in range(1, customers + 1)
        for back in range(visits)
    ]


def named(codes, names):
    return [names[code] if code >= 0 else "" for code in codes]


def test_an_empty_shop_scores_to_nothing(book_of, plain):
    book = book_of([])
    found = score_base(book, plain(book), Rules(), AS_OF)
    assert found.ids.size == found.group.size == found.contribution.size == 0
    assert found.no_scores
    assert found.no_groups
    assert found.prior == Prior(3.0, 90.0)


def test_one_customer_has_a_stage_but_no_score_and_no_group(book_of, plain):
    book = book_of([(7, AS_OF - 2, 1000)])
    found = score_base(book, plain(book), Rules(), AS_OF)
    assert named(found.stage, STAGES) == ["active"]
    assert named(found.segment, SEGMENTS) == named(found.group, GROUPS) == [""]
    assert (found.recency[0], found.frequency[0], found.monetary[0]) == (2, 1, 1000)
    assert group_reasons(found, [0], euros) == ("",)
    assert "5 customers" in found.no_scores
    assert "20 customers" in found.no_groups


def test_with_nineteen_buyers_there_is_a_ranking_but_no_groups(book_of, plain):
    book = book_of(regulars(19))
    found = score_base(book, plain(book), Rules(), AS_OF)
    assert set(found.group) == {-1}
    assert sorted(found.rank) == list(range(1, 20))
    assert found.rank[-1] == 1
    assert found.no_scores == ""


def test_from_twenty_buyers_on_everyone_has_a_group_and_a_reason(book_of, plain):
    book = book_of(regulars(20), ids=range(1, 23))
    attributes = plain(book, {21: AS_OF - 10, 22: AS_OF - 500})
    found = score_base(book, attributes, Rules(), AS_OF)
    assert (found.group >= 0).all()
    assert named(found.group[-2:], GROUPS)[1] == "below_zero"
    assert all(group_reasons(found, range(22), euros))
    assert named(found.segment[-2:], SEGMENTS) == ["prospect", "prospect"]
    assert named(found.stage[-2:], STAGES) == ["new", "dead"]


def test_most_valuable_are_between_a_twentieth_and_a_fifth(book_of, plain):
    book = book_of(regulars(40, net=2000))
    few = score_base(book, plain(book), Rules(most_valuable_share=0.0001), AS_OF)
    many = score_base(book, plain(book), Rules(most_valuable_share=1.0), AS_OF)
    assert np.count_nonzero(few.group == 0) == 2
    assert np.count_nonzero(many.group == 0) == 8
    assert set(many.ids[many.group == 0]) == set(range(33, 41))


def test_equal_customers_are_ranked_by_id(book_of, plain):
    book = book_of([(one, AS_OF - 5, 4000) for one in range(1, 31)])
    found = score_base(book, plain(book), Rules(), AS_OF)
    assert found.rank[:20].tolist() == list(range(1, 21))
    assert set(found.group[:6]) == {0}
    assert 0 not in found.group[6:]


def test_a_shop_that_earns_on_nobody_is_told_to_check_the_margin(book_of, plain):
    book = book_of(regulars(25), discount=9000)
    found = score_base(book, plain(book), Rules(margin=0.1), AS_OF)
    assert set(named(found.group, GROUPS)) == {"below_zero"}
    assert "margin" in found.warning
    assert group_reasons(found, [0], euros)[0].startswith("Costs more than it brings: -")


def test_a_shop_with_nothing_but_returns_has_no_buyers(book_of, plain):
    book = book_of([(one, AS_OF - one, -500) for one in range(1, 31)], returns=1)
    found = score_base(book, plain(book), Rules(), AS_OF)
    assert found.visits.sum() == 0
    assert set(named(found.stage, STAGES)) == {"new"}
    assert found.no_groups
    assert found.warning == ""


def test_a_year_of_silence_makes_a_dead_card_and_a_lost_customer(book_of, plain):
    book = book_of([*regulars(30), (31, AS_OF - 365, 90_000)])
    found = score_base(book, plain(book), Rules(), AS_OF)
    assert named(found.stage[-1:], STAGES) == ["dead"]
    assert named(found.segment[-1:], SEGMENTS) == ["lost"]
    assert group_reasons(found, [30], euros) == ("Dead card: no visit for 365 days.",)
    with_all = score_base(book, plain(book), Rules(window_days=0), AS_OF)
    assert with_all.monetary[-1] == 90_000
    assert with_all.r[-1] == 1


def test_scores_are_as_of_a_day_whatever_came_later(book_of, plain):
    rows = regulars(25)
    early = [row for row in rows if row[1] <= AS_OF - 30]
    now, then = book_of(rows), book_of(early)
    one = score_base(now, plain(now), Rules(), AS_OF - 30)
    other = score_base(then, plain(then), Rules(), AS_OF - 30)
    for name in ("recency", "frequency", "monetary", "contribution", "group", "segment", "limit"):
        assert np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True), name


def test_a_day_that_is_past_knows_nobody_who_came_only_later(book_of, plain):
    rows = [*regulars(25), (90, AS_OF - 40, 500), (91, AS_OF - 1, 500), (92, AS_OF, 500)]
    book = book_of(rows, ids=(80, 81, 82))
    held = plain(book, enrolled={81: AS_OF - 50, 82: AS_OF - 3, 92: AS_OF - 45})
    then = score_base(book, held, Rules(), AS_OF - 30)
    assert set(then.ids) == {*range(1, 26), 80, 81, 90, 92}
    assert then.visits[then.ids == 90] == 1
    assert set(then.segment[(then.ids == 80) | (then.ids == 92)]) == {prospect()}
    assert set(score_base(book, held, Rules(), AS_OF).ids) == set(book.ids)


def prospect():
    return [str(one) for one in SEGMENTS].index("prospect")


def test_known_costs_replace_the_assumed_margin(book_of, plain):
    book = book_of([(1, AS_OF, 1000)], cost=700)
    known = replace(book, list_uncosted=np.zeros(1, dtype=np.int64))
    assert score_base(known, plain(book), Rules(), AS_OF).contribution[0] == 300
    assert score_base(book_of([(1, AS_OF, 1000)]), plain(book), Rules(), AS_OF).contribution[0] == (
        pytest.approx(400)
    )


def test_a_discount_lowers_the_contribution_in_full(book_of, plain):
    book = book_of([(1, AS_OF, 900)], discount=100)
    assert score_base(book, plain(book), Rules(), AS_OF).contribution[0] == pytest.approx(300)


def test_returns_and_unsaleable_goods_cost(book_of, plain):
    book = book_of([(1, AS_OF, 1000)], returns=2, returned_list=500)
    found = score_base(book, plain(book), Rules(resaleable=0.5), AS_OF)
    assert found.contribution[0] == pytest.approx(400 - 2 * 200 - 500 * 0.6 * 0.5)


def test_a_fitted_chance_of_return_takes_the_place_of_the_stages(book_of, plain):
    book = book_of(regulars(25))
    attributes = replace(plain(book), p_return=np.full(25, 0.5), other_costs=np.full(25, 10.0))
    found = score_base(book, attributes, Rules(), AS_OF)
    assert set(found.p_return) == {0.5}
    assert found.contribution[0] == pytest.approx(5 * 2100 * 0.4 - 10)


def test_evidence_names_rhythm_silence_and_limit(book_of, plain):
    prior = Prior(3.0, 90.0)
    rows = [(1, AS_OF - 66 - back, 1000) for back in (0, 17, 58, 72, 96)]
    rows += [(2, AS_OF - 30, 1000), (3, AS_OF, 1000), (3, AS_OF - 1, 1000), (4, AS_OF - 1, 1000)]
    book = book_of(rows, ids=(1, 2, 3, 4, 5, 6))
    found = score_base(book, plain(book, {6: AS_OF - 12}), Rules(), AS_OF, prior=prior)
    said = stage_evidence(found, range(6))
    assert said[0] == (
        "Usually every 31 days, longest gap 41, last visit 66 days ago; "
        "8 of 10 like this would have been back by 49 days."
    )
    assert said[1] == ("One visit so far, 30 days ago; 8 of 10 like this come back within 64 days.")
    assert ", last visit on the last day with data; " in said[2]
    assert said[3].startswith("One visit so far, a day ago; ")
    assert said[4:] == ("No visit yet.", "No visit yet, known for 12 days.")
    assert usual_days(found, 4) is None


def test_somebody_enrolled_today_is_not_known_for_nought_days(book_of, plain):
    book = book_of([(1, AS_OF, 1000)], ids=(1, 2, 3))
    prior = Prior(3.0, 90.0)
    facts = plain(book, {2: AS_OF, 3: AS_OF - 1})
    found = score_base(book, facts, Rules(), AS_OF, prior=prior)
    assert stage_evidence(found, range(1, 3)) == (
        "No visit yet, known since today.",
        "No visit yet, known for a day.",
    )


def test_who_only_brought_something_back_has_not_bought_yet(book_of, plain):
    book = book_of([(1, AS_OF, 1000), (2, AS_OF - 9, -500)])
    found = score_base(book, plain(book), Rules(), AS_OF, prior=Prior(3.0, 90.0))
    assert named(found.stage[1:], STAGES) == ["new"]
    assert stage_evidence(found, [1]) == ("No purchase yet, returns only.",)


def test_evidence_of_the_missing_quotes_the_stricter_limit(book_of, plain):
    book = book_of([(1, AS_OF - 110 - back, 1000) for back in (0, 25, 50, 75, 100)])
    found = score_base(book, plain(book), Rules(), AS_OF, prior=Prior(3.0, 90.0))
    assert named(found.stage, STAGES) == ["mia"]
    assert stage_evidence(found, [0])[0].endswith(
        "9 of 10 like this would have been back by 75 days."
    )


def test_reasons_say_what_decided(book_of, plain):
    rows = regulars(40)
    rows += [(100, AS_OF - 80 - 5 * back, 50_000) for back in range(9)]  # best, and missing
    rows += [(101, AS_OF - 35 - 10 * back, 60_000) for back in range(9)]  # best, and due
    rows += [(102, AS_OF - 4, 20)]
    book = book_of(rows)
    found = score_base(book, plain(book), Rules(capture=0.001), AS_OF, prior=Prior(3.0, 90.0))
    at = {int(one): place for place, one in enumerate(found.ids)}
    said = group_reasons(found, [at[100], at[101], at[40], at[1], at[102]], euros)
    assert said[0] == "No. 2 by contribution, 1800.00 in the last 365 days, but missing: call."
    assert said[1] == "No. 1 by contribution, 2160.00 in the last 365 days, but due again."
    assert said[2] == "No. 3 by contribution: 120.00 in the last 365 days."
    assert said[3].startswith("Keep as is: brings ")
    assert said[4].endswith("less than the 1.50 that contact costs.")
    grow = score_base(book, plain(book), Rules(capture=0.5, window_days=0), AS_OF)
    assert named(grow.because[:1], BECAUSE) == ["grow"]
    assert group_reasons(grow, [0], euros)[0].startswith("Could grow: similar customers bring ")
    assert group_reasons(grow, [at[101]], euros)[0].endswith(" in all, but due again.")


def test_shares_are_said_the_way_people_say_them():
    assert [of_ten(0.8), of_ten(0.9), of_ten(0.99)] == ["8 of 10", "9 of 10", "99 of 100"]
    assert [whole(2.5), whole(-2.5), whole(1.49)] == [3, -2, 1]


def test_a_customer_who_was_never_here_has_no_last_day(book_of, plain):
    book = book_of([(1, AS_OF, 100)], ids=(1, 2))
    found = score_base(book, plain(book), Rules(), AS_OF)
    assert (found.first[1], found.last[1], found.recency[1]) == (NO_DAY, NO_DAY, -1)
