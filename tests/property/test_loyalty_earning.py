"""Whatever is sold and however it comes back: what is kept decides, and nothing else."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as some

from retailcrm.loyalty.earning import Basket, Line, earn, scale, unrounded, whole_points
from retailcrm.loyalty.program import (
    ONE,
    Bonus,
    Campaign,
    Earning,
    Goods,
    Program,
    Stacking,
    Tier,
    TierRules,
)
from retailcrm.loyalty.redeeming import spread
from retailcrm.loyalty.returns import matched, parts, running, targets, unlinked

DAY = date(2024, 5, 15)
CATEGORIES = ("Cheese", "Wine", "Bread")

times = some.integers(0, 500).map(lambda cents: Decimal(cents).scaleb(-2))
rates = some.integers(0, 3_000_000).map(lambda parts: Decimal(parts).scaleb(-6))
goods = some.builds(
    Goods,
    categories=some.lists(some.sampled_from(CATEGORIES), max_size=2).map(tuple),
    products=some.lists(some.sampled_from(("A1", "A2", "A3")), max_size=2).map(tuple),
)
earnings = some.builds(
    Earning,
    per_unit=rates,
    per_visit=some.integers(0, 20),
    per_item=some.integers(0, 3),
    bonuses=some.lists(
        some.builds(Bonus, goods=goods, multiplier=times, per_item=some.integers(0, 9)), max_size=3
    ).map(tuple),
    excluded=goods,
    weekdays=times.map(lambda value: (ONE, ONE, value, ONE, ONE, ONE, ONE)),
    campaigns=some.lists(
        some.builds(
            Campaign,
            name=some.just("Spring"),
            multiplier=times,
            starts=some.just(DAY),
            ends=some.just(DAY),
        ),
        max_size=2,
    ).map(tuple),
    stacking=some.sampled_from(Stacking),
    discounted_earn=some.booleans(),
    tax_earns=some.booleans(),
    gift_cards_earn=some.booleans(),
    tips_earn=some.booleans(),
    points_paid_earn=some.booleans(),
)
programs = some.builds(
    Program,
    earning=earnings,
    tiers=some.builds(
        TierRules, tiers=times.map(lambda value: (Tier("gold", "Gold", 100, value),))
    ),
)


@some.composite
def sales(draw, least=0):
    """Sell some lines of four products, each always of one category."""
    sold = []
    for line_no in range(1, draw(some.integers(1, 6)) + 1):
        product = draw(some.integers(1, 4))
        net = draw(some.integers(least, 30_000))
        sold.append(
            Line(
                line_no,
                product,
                f"A{product}",
                CATEGORIES[product % 3],
                draw(some.integers(0, 5_000)),
                net,
                discount=draw(some.sampled_from((0, 0, 100))),
                tax=draw(some.integers(0, net)),
                gift=product == 4,
            )
        )
    charged = sum(line.net + line.tax for line in sold)
    return Basket(
        DAY,
        tuple(sold),
        tier=draw(some.sampled_from(("", "gold"))),
        tip=draw(some.integers(0, 500)),
        points_paid=draw(some.integers(0, charged)),
        digits=draw(some.sampled_from((0, 2, 3))),
    )


@some.composite
def sales_with_returns(draw):
    """Sell, and bring each product back in some pieces, in any order, named or not."""
    sale = draw(sales())
    pieces = []
    for line in sale.lines:
        left = line.net
        while left > 0 and draw(some.booleans()):
            part = draw(some.integers(1, left))
            left -= part
            back = replace(line, net=-part, quantity=-draw(some.integers(0, 2_000)), tax=0)
            if draw(some.integers(0, 4)) == 0:
                back = replace(back, product=None, sku="", category="", gift=False)
            pieces.append(back)
    return sale, draw(some.permutations(pieces))


few = settings(max_examples=40)
"""Enough where one example already tries many things."""


def documents(sale, pieces, cuts):
    """Write the pieces as one return for each run between cuts."""
    edges = [0, *sorted({min(cut, len(pieces)) for cut in cuts}), len(pieces)]
    runs = [tuple(pieces[a:b]) for a, b in pairwise(edges)]
    return tuple(Basket(DAY, run, digits=sale.digits) for run in runs if run)


cut_places = some.lists(some.integers(0, 30), max_size=5)


@given(sales_with_returns(), programs, cut_places, cut_places)
def test_any_split_of_a_return_ends_at_the_same_points(case, program, cuts, others):
    sale, pieces = case
    one = targets(sale, documents(sale, pieces, cuts), program)
    other = targets(sale, documents(sale, pieces, others), program)
    together = targets(sale, documents(sale, pieces, ()), program)
    assert sum(one) == sum(other) == sum(together)
    assert one[0] == whole_points(earn(sale, program), sale.digits)[0]


@few
@given(sales_with_returns(), programs, cut_places)
def test_the_order_in_which_goods_come_back_does_not_matter(case, program, cuts):
    sale, pieces = case
    forward = targets(sale, documents(sale, pieces, cuts), program)
    backward = targets(sale, documents(sale, pieces[::-1], cuts), program)
    assert sum(forward) == sum(backward)


@given(sales(), programs, some.booleans(), cut_places)
def test_everything_back_leaves_exactly_nothing(sale, program, named, cuts):
    blank = {} if named else {"product": None, "sku": "", "category": ""}
    pieces = [replace(line, net=-line.net, quantity=-line.quantity, **blank) for line in sale.lines]
    assert sum(targets(sale, documents(sale, pieces, cuts), program)) == 0


@few
@given(sales_with_returns(), programs, cut_places, some.integers(0, 10**9))
def test_with_remainders_carried_every_sum_on_the_way_is_rounded_once(case, program, cuts, carried):
    sale, pieces = case
    found = parts(sale, documents(sale, pieces, cuts), program)
    points = running(found, sale.digits, carried)
    for place in range(len(found) + 1):
        assert sum(points[:place]) == (carried + sum(found[:place])) // scale(sale.digits)


@few
@given(sales_with_returns(), programs)
def test_what_comes_back_is_folded_in_to_the_cent(case, program):
    sale, pieces = case
    after = matched(sale, Basket(DAY, tuple(pieces), digits=sale.digits))
    for gift in (False, True):
        came = -sum(piece.net for piece in pieces if piece.gift is gift)
        sold = sum(line.net for line in sale.lines if line.gift is gift)
        kept = sum(line.kept for line in after.lines if line.gift is gift)
        assert kept == max(0, sold - came)
    for line in after.lines:
        assert 0 <= line.returned <= line.net
        assert 0 <= line.returned_quantity <= line.quantity


@given(sales(), programs, some.data())
def test_keeping_more_never_earns_less(sale, program, data):
    place = data.draw(some.integers(0, len(sale.lines) - 1))
    line = sale.lines[place]
    less, more = sorted(data.draw(some.tuples(*[some.integers(0, line.net)] * 2)), reverse=True)

    def kept(returned):
        lines = list(sale.lines)
        lines[place] = replace(line, returned=returned)
        return unrounded(earn(replace(sale, lines=tuple(lines)), program))

    assert 0 <= kept(less) <= kept(more)


@few
@given(sales(), programs, some.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(sale, program, dice):
    mixed = list(sale.lines)
    dice.shuffle(mixed)
    assert earn(replace(sale, lines=tuple(mixed)), program) == earn(sale, program)


@few
@given(sales(), programs)
def test_no_sale_earns_below_zero_and_lines_add_up(sale, program):
    lines = earn(sale, program)
    assert all(line.earned >= 0 and line.amount >= 0 for line in lines)
    points, left = whole_points(lines, sale.digits)
    assert points * scale(sale.digits) + left == sum(line.earned for line in lines)


def _brought_back(line):
    return replace(
        line, net=-line.net, tax=-line.tax, quantity=-line.quantity, discount=-line.discount
    )


@few
@given(sales(), programs)
def test_a_return_of_an_unknown_sale_takes_no_more_than_its_goods_earn_plainly(sale, program):
    lines = tuple(_brought_back(line) for line in sale.lines)
    back = replace(sale, lines=lines, points_paid=0, tip=0)
    plain = replace(program.earning, weekdays=(), campaigns=(), per_visit=0, tips_earn=False)
    bought = earn(replace(sale, points_paid=0), replace(program, earning=plain))
    assert unlinked(back, program) == -whole_points(bought, sale.digits)[0]


@few
@given(sales(least=1), some.lists(times, min_size=1, max_size=3))
def test_the_greatest_multiplier_is_never_more_than_the_product_of_raises(sale, values):
    raises = tuple(value + 1 for value in values)
    bonuses = tuple(Bonus(Goods(categories=CATEGORIES), value) for value in raises)
    made = {
        way: unrounded(earn(sale, Program(earning=Earning(bonuses=bonuses, stacking=way))))
        for way in Stacking
    }
    assert made[Stacking.GREATEST] <= made[Stacking.PRODUCT]


@given(some.integers(0, 10**9), some.lists(some.integers(-100, 10**7), min_size=1, max_size=20))
def test_shares_add_up_and_stay_within_a_unit_of_their_part(amount, nets):
    shares = spread(amount, nets)
    total = sum(max(0, net) for net in nets)
    assert sum(shares) == (amount if total else 0)
    for share, net in zip(shares, nets, strict=True):
        exact = Decimal(amount) * max(0, net) / total if total else Decimal(0)
        assert abs(share - exact) < 1
