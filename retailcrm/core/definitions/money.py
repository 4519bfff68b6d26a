"""Definitions of the figures about money."""

from retailcrm.core.definitions.entry import Definition

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "money.cards",
        "Cards",
        "Customers who hold a card of yours; in a shop without cards, all customers.",
    ),
    Definition(
        "money.top_share",
        "Brought by the best cards",
        "Net sales of the best cards divided by all net sales, those without a card as well; a "
        "card with more returned than bought counts as nothing.",
    ),
    Definition(
        "money.cards_half",
        "Cards for half of sales",
        "How many cards, the best first, together bring half of all net sales.",
    ),
    Definition(
        "money.cards_for_half",
        "Share of cards for half",
        "The cards that bring half of all net sales, as a share of all cards.",
    ),
    Definition(
        "money.gini",
        "Unevenness",
        "How unevenly sales are spread over the cards: 0 if every card brings the same, near 1 if "
        "one card brings all.",
    ),
    Definition(
        "money.dead_share",
        "Dead cards",
        "Cards that nobody has used for a year and that hardly anybody like their holder would "
        "still come back with, or that were never used in the first half year; as a share of all.",
    ),
    Definition(
        "money.segment_customers",
        "Customers",
        "Customers who are in the segment on this day.",
    ),
    Definition(
        "money.segment_sales",
        "Net sales",
        "Goods the customers of the segment bought in the period, after discounts and returns.",
    ),
    Definition(
        "money.discounts_given",
        "Discounts",
        "Reductions given to customers in the period, less those on goods they brought back; "
        "points used are a payment and not in it.",
    ),
    Definition(
        "money.leak",
        "For nothing",
        "The part of the discounts that went on goods which would have been bought anyway.",
    ),
    Definition(
        "money.leak_share",
        "Discounts for nothing",
        "Discounts on goods that would have been bought anyway, divided by all discounts to "
        "customers.",
    ),
    Definition(
        "money.member_ticket",
        "Ticket of members",
        "Net sales to customers with a card divided by their receipts, returns included.",
    ),
    Definition(
        "money.other_ticket",
        "Ticket of everyone else",
        "Net sales on all other receipts divided by the number of those receipts, returns "
        "included.",
    ),
    Definition(
        "money.ticket_joined",
        "Since joining",
        "Average ticket in the year after joining against the year before, of members with "
        "receipts in both; prices and everything else that changed is in it.",
    ),
    Definition(
        "money.ticket_difference",
        "Against others",
        "By how much more the average ticket of new members changed from one year to the next "
        "than that of customers who had not joined, in the same months of both years.",
    ),
    Definition(
        "money.best_value",
        "One champion",
        "Margin that one champion brings in twelve months, on average.",
    ),
    Definition(
        "money.new_value",
        "One new customer",
        "Margin that one new customer brings in the first twelve months, the first purchase "
        "included, on average.",
    ),
    Definition(
        "money.value_ratio",
        "A champion is worth",
        "How many new customers bring as much as one champion: what one champion brings in twelve "
        "months divided by what one new customer brings.",
    ),
    Definition(
        "money.best_kept",
        "Champions who stayed",
        "Champions of a year ago who have bought again since, as a share of them.",
    ),
    Definition(
        "money.member_sales",
        "Sales to members",
        "Goods that customers with a card bought in the period, after discounts and returns.",
    ),
    Definition(
        "money.member_discounts",
        "Discounts to members",
        "Reductions given to customers with a card, less those on goods they brought back.",
    ),
    Definition(
        "money.points_cost",
        "Cost of points",
        "Points that members earned in the period, at what a point is worth and the share of "
        "points that are ever used.",
    ),
    Definition(
        "money.program_brought",
        "Brought by the program",
        "Share of the sales to members that would not have come without the program.",
    ),
    Definition(
        "money.roi_multiple",
        "Program: gain per 1 spent",
        "Margin of the sales that the program brought divided by what the program costs: 1 is "
        "break-even.",
    ),
    Definition(
        "money.roi_percent",
        "Program: left per 1 spent",
        "Margin of the sales that the program brought less what it costs, divided by what it "
        "costs: 0 % is break-even. It is the gain per 1 spent, less one.",
    ),
    Definition(
        "money.break_even",
        "Needed to break even",
        "Share of the sales to members that the program would have to bring to pay for itself.",
    ),
)
