"""Findings are computed, so each must be true of its month."""

from dataclasses import replace

import pytest

from retailcrm.core.figures import Figures
from retailcrm.core.rows import rows
from retailcrm.reports.monthly_facts import Compared
from retailcrm.reports.monthly_pages import moves, sentences
from retailcrm.reports.monthly_pages.draft import Draft
from retailcrm.reports.monthly_pages.todo import tasks
from retailcrm.reports.numbering import Numbering
from retailcrm.reports.scales import scale_for


def _draft(facts):
    return Draft(facts, Figures(facts.currency), Numbering(2))


def _selling(facts, now, before, year_before, margins=(40, 40, 40)):
    net = Compared(now, before, year_before, rows("receipts"))
    margin = Compared(margins[0], margins[1], margins[2], rows("receipts"))
    return _draft(replace(facts, headline=replace(facts.headline, net_sales=net, margin=margin)))


@pytest.mark.parametrize(
    ("now", "before", "year_before", "margins", "sentence"),
    [
        (
            110,
            100,
            100,
            (55, 40, 40),
            "more than a year ago and kept more",
        ),
        (
            110,
            100,
            100,
            (33, 40, 40),
            "more than a year ago but kept less",
        ),
        (90, 100, 100, (45, 40, 40), "less than a year ago but kept more"),
        (90, 100, 100, (9, 40, 40), "less than a year ago and kept less"),
        (100, 80, 100, (40, 40, 40), "October sold as much as a year ago."),
        (120, 100, None, (48, 40, None), "October sold 20.0\u202f% more than September."),
        (12000, None, None, (40, None, None), "October sold $120 in 318 receipts."),
        (-500, None, None, (40, None, None), "October sold −$5 in 318 receipts."),
    ],
)
def test_the_month_in_one_sentence(larkfield, now, before, year_before, margins, sentence):
    draft = _selling(larkfield, now, before, year_before, margins)
    assert sentence in sentences.opening(draft)


def test_a_year_that_began_below_zero_is_not_compared_in_percent(larkfield):
    draft = _selling(larkfield, 100, None, -50)
    assert "%" not in sentences.opening(draft).split(".")[0]


@pytest.mark.parametrize(
    ("newly", "found", "words"),
    [
        (12, 7, "7 missing customers were found again; 12 went missing."),
        (1, 0, "1 customer went missing."),
        (0, 1, "1 missing customer was found again; nobody went missing."),
        (0, 0, "Nobody went missing."),
    ],
)
def test_the_missing_in_one_sentence(larkfield, newly, found, words):
    missing = replace(larkfield.missing, newly=newly, found=found)
    assert sentences.opening(_draft(replace(larkfield, missing=missing))).endswith(words)


@pytest.mark.parametrize(
    ("share", "words"), [(0.1415, "seven"), (0.5, "two"), (0.4, ""), (0.01, ""), (0.0, "")]
)
def test_one_in_seven_is_only_said_where_it_is_near_enough(share, words):
    assert sentences.one_in(share) == words


def test_the_best_customers_are_counted_in_words_or_in_percent(larkfield):
    draft, best = _draft(larkfield), larkfield.groups[0]
    assert sentences.best_share(draft, best).startswith("One customer in seven brings 58")
    wide = replace(best, share_of_customers=0.18)
    assert sentences.best_share(draft, wide).startswith("18\u202f% of customers bring 58")
    none = replace(best, customers=0)
    assert sentences.best_share(draft, none) == "Nobody stands out as Most Valuable yet"


def test_the_year_says_how_many_months_beat_the_one_before(larkfield):
    months = larkfield.months
    ahead = tuple(replace(month, year_before=month.net_sales - 1) for month in months)
    behind = tuple(replace(month, year_before=month.net_sales + 1) for month in months)

    def found(chosen):
        return sentences.sales_finding(_draft(replace(larkfield, months=chosen)))

    assert found(months) == "5 of 9 months beat the year before"
    assert found(ahead) == "Sales were above the year before in all 13 months"
    assert found(behind) == "Sales were below the year before in all 13 months"
    assert found(behind[-2:]) == "Sales were below the year before in both months"
    same = replace(months[-1], year_before=months[-1].net_sales)
    assert found((*behind[-2:], same)) == "No month beat the year before"
    alone = tuple(replace(month, year_before=None) for month in months)
    assert found(alone) == "December 2025 sold most so far"
    assert found(alone[-1:]) == "Net sales by month"


def test_a_month_that_is_not_over_never_counts_as_beaten_or_best(larkfield):
    running = replace(larkfield.months[-1], net_sales=10**9, complete=False)
    facts = replace(larkfield, months=(*larkfield.months[:-1], running))
    assert sentences.sales_finding(_draft(facts)) == "4 of 8 months beat the year before"


def test_movement_is_told_group_by_group_and_as_a_whole(larkfield):
    draft = _draft(larkfield)
    assert moves.finding(draft) == "12 customers moved up, 7 slipped"
    assert moves.story(draft, "most_valuable") == "6 came up, 3 slipped"
    assert moves.story(draft, "below_zero") == "6 moved up, 5 fell"
    still = replace(larkfield, moves=larkfield.moves[:1])
    assert moves.finding(_draft(still)) == "Nobody changed group"


def test_never_more_than_three_things_to_do_and_no_number_given_in_vain(larkfield):
    draft = _draft(larkfield)
    assert len(tasks(draft)) == 3
    assert [figure.name for figure in draft.number.figures] == [
        "alarm",
        "been_a_while",
        "problems",
    ]


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ((0.0, 12954.0), (0, 5000, 10000, 15000)),
        ((3.0,), (0, 1, 2, 3)),
        ((0.0,), (0, 0.25)),
        ((-300.0, 900.0), (-500, 0, 500, 1000)),
    ],
)
def test_charts_have_few_round_lines_that_hold_every_bar(values, lines):
    scale = scale_for(values)
    assert scale == pytest.approx(lines)
    assert scale[0] <= min(values)
    assert scale[-1] >= max(values)


def test_who_stayed_is_worked_out_when_only_those_who_moved_are_told(larkfield):
    stayed = [move for move in larkfield.moves if move.before == move.now]
    away = tuple(move for move in larkfield.moves if move.before != move.now)
    told = moves.table(_draft(replace(larkfield, moves=away)))
    shown = [[cell[0].text for cell in row.cells[1:]] for row in told.rows]
    assert [shown[at][at] for at in range(3)] == [str(move.customers) for move in stayed]
