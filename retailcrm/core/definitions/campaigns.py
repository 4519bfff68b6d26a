"""Definitions of the figures about what campaigns brought."""

from retailcrm.core.definitions.entry import Definition

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "campaign.everyone",
        "People",
        "Everybody who was drawn into an arm or left alone; of what happens at moments, each "
        "occasion whose window is over.",
    ),
    Definition(
        "campaign.people",
        "Members",
        "People drawn into this arm before anything was sent, whether it reached them or not; of "
        "what happens at moments, each occasion counts.",
    ),
    Definition(
        "campaign.came",
        "Came back",
        "People of the arm with at least one visit in the window, the day of sending included; "
        "each counts once, however often they came.",
    ),
    Definition(
        "campaign.came_share",
        "Share who came",
        "People who came in the window divided by all people of the arm; the range is "
        "Wilson\N{RIGHT SINGLE QUOTATION MARK}s 95 % interval.",
    ),
    Definition(
        "campaign.sales",
        "Sales",
        "Net sales of all people of the arm in the window, what they brought back in it taken off.",
    ),
    Definition(
        "campaign.sales_each",
        "Sales a head",
        "Net sales in the window divided by all people of the arm, those who stayed away as well.",
    ),
    Definition(
        "campaign.margin",
        "Margin",
        "Margin of all people of the arm in the window after discounts, returns, rewards and what "
        "the points they got will cost.",
    ),
    Definition(
        "campaign.margin_each",
        "Margin a head",
        "The arm\N{RIGHT SINGLE QUOTATION MARK}s margin divided by all its people, those who "
        "stayed away as well.",
    ),
    Definition(
        "campaign.more_came",
        "More than control",
        "Share of the arm who came, less the share of those left alone; the range is "
        "Newcombe\N{RIGHT SINGLE QUOTATION MARK}s 95 % interval.",
    ),
    Definition(
        "campaign.relative",
        "More than by themselves",
        "By how much more people came than those left alone, as a share of what comes anyway.",
    ),
    Definition(
        "campaign.brought_people",
        "People brought",
        "The share that came beyond the control, times the people of the arm.",
    ),
    Definition(
        "campaign.more_sales",
        "More sales a head",
        "Sales a head of the arm less those of the people left alone.",
    ),
    Definition(
        "campaign.brought_sales",
        "Sales brought",
        "Sales a head beyond the control, times the people of the arm.",
    ),
    Definition(
        "campaign.more_margin",
        "Over control",
        "Margin a head of the arm less that of the people left alone.",
    ),
    Definition(
        "campaign.after",
        "After costs",
        "Margin a head beyond the control, less what reaching one person cost. The truth lies in "
        "the range 19 times in 20.",
    ),
    Definition(
        "campaign.brought",
        "Brought after all costs",
        "Margin a head beyond the control times the people of the arm, less everything it cost to "
        "reach them; discounts, points and rewards are taken off the margin already.",
    ),
    Definition(
        "campaign.per_cost",
        "Sales brought for each 1 spent",
        "Sales that would not have come, divided by what it cost to reach people.",
    ),
    Definition(
        "campaign.roi",
        "Left for each 1 spent",
        "What was brought after all costs, divided by what it cost to reach people; 0 is "
        "break-even.",
    ),
    Definition(
        "campaign.ahead",
        "Best over second",
        "What the best arm left a head after costs, less what the second left.",
    ),
    Definition(
        "campaign.reached",
        "Reached",
        "People of the arm who stood on a list that left the shop and whose message or letter did "
        "not come back.",
    ),
    Definition(
        "campaign.reached_share",
        "Share of those reached who came",
        "Shown beside the result, which counts everybody: whom a letter reaches is no chance.",
    ),
    Definition(
        "campaign.redeemers",
        "Used the code",
        "People of the arm who used a code of the campaign, each once.",
    ),
    Definition(
        "campaign.redemptions",
        "Codes used",
        "How often people of the arm used a code of the campaign; one person may have several.",
    ),
    Definition(
        "campaign.redeemed_share",
        "Share who used the code",
        "People who used a code divided by the people reached.",
    ),
    Definition(
        "campaign.subsidy",
        "Would have come anyway",
        "Of those who used the code, at most as many as would have come if left alone: the "
        "control\N{RIGHT SINGLE QUOTATION MARK}s share who came, times the people of the arm.",
    ),
    Definition(
        "campaign.subsidy_share",
        "Subsidy",
        "The share of the people left alone who came, divided by the share of the arm who used "
        "the code: at most this part of the offers went to people who would have come anyway.",
    ),
    Definition(
        "campaign.claimed",
        "Attributed, for comparison only",
        "Net sales on the days on which a code was used; without codes, of everybody who opened "
        "or was written to, in the window. Mail services call this their revenue; most of it "
        "would have come anyway.",
    ),
    Definition(
        "campaign.left_out",
        "Left out",
        "People of the audience who could not take part, for one reason.",
    ),
    Definition(
        "campaign.refused",
        "Unsubscribed",
        "People who unsubscribed on the day of sending or later.",
    ),
    Definition(
        "campaign.refused_before",
        "Had unsubscribed before",
        "People whom the mail service lists as unsubscribed from before it was sent; this "
        "campaign did not lose them.",
    ),
    Definition(
        "campaign.leaked",
        "Left alone, and reached all the same",
        "People of the control who used the code or stood on a list of the campaign; they make "
        "its effect look smaller.",
    ),
)
