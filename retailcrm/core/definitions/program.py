"""Definitions of the figures about a program, its trial on the past, and the move to it."""

from retailcrm.core.definitions.entry import Definition

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "program.members",
        "Members who earn",
        "Customers whose receipts in the time would have brought points by these rules.",
    ),
    Definition(
        "program.points",
        "Points",
        "Points that the receipts of the time would have brought by these rules, less what "
        "returns take back.",
    ),
    Definition(
        "program.value",
        "Worth to them",
        "All those points at what a point is worth at the till.",
    ),
    Definition(
        "program.cost",
        "Costs you",
        "All those points at what a point is worth, times the share ever used, times what a unit "
        "of reward costs you.",
    ),
    Definition(
        "program.of_sales",
        "Given back, of sales",
        "Worth of the points divided by the net sales to those who earn.",
    ),
    Definition(
        "program.of_margin",
        "Given back, of margin",
        "Worth of the points divided by the margin on what those who earn bought.",
    ),
    Definition(
        "program.uplift",
        "Sales must rise to pay",
        "Cost of the points divided by the margin: so much more must be sold, at today's margin, "
        "for the points to pay.",
    ),
    Definition(
        "program.open",
        "Open at the end",
        "Points that would not have expired on the last day if nobody had used any.",
    ),
    Definition(
        "program.owed",
        "Still owed at the end",
        "What the points open on the last day would cost if nobody had used any.",
    ),
    Definition(
        "program.discount",
        "Discounts they had",
        "What those who earn were let off in the time.",
    ),
    Definition(
        "program.bought",
        "Bought",
        "Customers with a receipt in the time whose receipts may earn.",
    ),
    Definition(
        "program.winners",
        "Win",
        "Of them, those whose points would be worth more than their discounts were.",
    ),
    Definition(
        "program.won",
        "Win by",
        "By how much the points of the winners are worth more than their discounts were.",
    ),
    Definition(
        "program.losers",
        "Lose",
        "Of them, those whose points would be worth less than their discounts were.",
    ),
    Definition(
        "program.lost",
        "Lose by",
        "By how much the points of the losers are worth less than their discounts were.",
    ),
    Definition(
        "program.tier",
        "Hold the tier",
        "Customers who would hold the tier on the last day by these rules.",
    ),
    Definition(
        "program.more",
        "Get more",
        "Members whose points of a year would be worth more than by the rules in force.",
    ),
    Definition(
        "program.gained",
        "More in a year",
        "By how much the points of those who get more would be worth more.",
    ),
    Definition(
        "program.less",
        "Get less",
        "Members whose points of a year would be worth less than by the rules in force.",
    ),
    Definition(
        "program.fallen",
        "Less in a year",
        "By how much the points of those who get less would be worth less.",
    ),
    Definition(
        "program.moved",
        "Change tier",
        "Members who would stand in another tier than by the rules in force.",
    ),
    Definition(
        "program.open_cost",
        "Open points cost",
        "The points that members hold today at what a point is worth, times the share ever used, "
        "times what a unit of reward costs.",
    ),
    Definition(
        "owed.open",
        "Open points",
        "Points that members hold, less what some owe.",
    ),
    Definition(
        "owed.to_come",
        "Of them to come",
        "Open points that will still be used, by the age of the points and the share ever used.",
    ),
    Definition(
        "owed.share",
        "Ever used",
        "The share of all points earned that members use in the end.",
    ),
    Definition("owed.opening", "Open before", "Points that members held when the month began."),
    Definition(
        "owed.earned",
        "Earned",
        "Points of the receipts of the month, less what returns and corrections took back.",
    ),
    Definition("owed.redeemed", "Used", "Points used in the month, less those given back."),
    Definition("owed.expired", "Lost", "Points whose last day was over in the month."),
    Definition("owed.other", "Other", "Adjustments, opening balances, awards and the like."),
    Definition("owed.closing", "Open after", "Points that members held when the month ended."),
    Definition(
        "owed.allocated",
        "Put aside",
        "The part of the month's sales that belongs to the points they earned: sales times the "
        "price of the points, divided by both together.",
    ),
    Definition(
        "owed.revenue",
        "Released",
        "Revenue put aside that points used or lost in the month have earned.",
    ),
    Definition(
        "owed.owed",
        "Owed",
        "Revenue put aside and not yet released: deferred revenue under IFRS 15 and ASC 606.",
    ),
    Definition(
        "owed.cost",
        "Cost view",
        "Open points at what a point is worth, times the share ever used, times what a unit of "
        "reward costs; no accounting standard.",
    ),
    Definition(
        "move.members",
        "Bought",
        "Customers who bought in the twelve months that the plan rests on.",
    ),
    Definition("move.list", "At list price", "What they bought, before every discount."),
    Definition("move.discount", "Discount", "What they were let off in those twelve months."),
    Definition("move.rate", "Rate", "Discount divided by what the goods listed for."),
    Definition("move.each", "Each", "Discount of a customer who bought, on average."),
    Definition(
        "move.losers",
        "Would get less",
        "Customers whose points would be worth less in a year than their discount was, once the "
        "move is over.",
    ),
    Definition(
        "move.gifts",
        "Gifts",
        "A month's discount as points, for everyone who would get less.",
    ),
    Definition("move.worth", "Worth of the gifts", "The gifts at what a point is worth."),
    Definition("week.members", "Customers", "Everyone the shop knows."),
    Definition("week.buyers", "Bought", "Customers who bought something of value in the week."),
    Definition("week.net", "Net sales", "Net sales to customers in the week."),
    Definition("week.discount", "Discount", "What customers were let off in the week."),
    Definition("week.earned", "Earned", "Points of receipts of the week."),
    Definition("week.redeemed", "Used", "Points used in the week, less those given back."),
    Definition(
        "week.cost",
        "Costs",
        "Discount and points ever used, divided by what the goods listed for.",
    ),
    Definition("week.moved", "On points", "Customers who have earned points by the week's end."),
    Definition("week.moved_share", "On points, of all", "Customers on points, as a share of all."),
    Definition(
        "week.carded", "New cards", "Customers given a card since the program began, by its end."
    ),
    Definition(
        "week.carded_share", "With a new card", "Customers with a new card, as a share of all."
    ),
    Definition(
        "week.away",
        "Best customers missing",
        "Loyal customers and champions who stay away longer than usual for them.",
    ),
    Definition(
        "week.away_share",
        "Best missing",
        "Loyal customers and champions who stay away longer than usual for them, of all of these.",
    ),
)
