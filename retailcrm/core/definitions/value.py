"""Definitions of the figures about value."""

from retailcrm.core.definitions.entry import Definition

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "value_customers",
        "Customers",
        "Customers who have come at least once.",
    ),
    Definition(
        "value_so_far",
        "Brought so far",
        "Margin after discounts and returns since the books begin, less what handling returns "
        "costs, of customers who have come at least once.",
    ),
    Definition(
        "value_expected",
        "Next 12 months",
        "Margin that today's customers will probably bring in the next 12 months: visits expected "
        "of each, times what they spend on a visit, times their margin. In eight years out of ten "
        "the truth lies in the range. Customers who are yet to be won are not in it.",
    ),
    Definition(
        "value_mean",
        "A customer",
        "Expected margin of the next 12 months, the average of these customers.",
    ),
    Definition(
        "value_median",
        "The one in the middle",
        "Expected margin of the next 12 months of the customer in the middle: half of these are "
        "expected to bring more, half less.",
    ),
    Definition(
        "value_share",
        "Share of all",
        "Part of everyone's expected margin that these customers bring.",
    ),
    Definition(
        "value_today",
        "Worth today",
        "Expected margin of the next 12 months where each month of waiting takes 1 % off.",
    ),
    Definition(
        "value_early",
        "There from the start",
        "Customers first seen in the first 60 days of the books; they may have been customers "
        "long before, so how often they come is uncertain.",
    ),
    Definition(
        "trial_customers",
        "Customers",
        "Customers who had come before the months that were held back.",
    ),
    Definition(
        "trial_model",
        "Model",
        "Net sales that the model expected for the months held back, knowing only what was "
        "before them.",
    ),
    Definition(
        "trial_own",
        "Own rate",
        "Net sales for the months held back if everyone had gone on as often as before, at what "
        "they spent on a visit; over three months at least.",
    ),
    Definition(
        "trial_actual",
        "Came true",
        "Net sales that those customers brought in the months held back.",
    ),
    Definition(
        "trial_model_miss",
        "Model off by",
        "By how many visits a customer the model is off: the root of the mean square, so large "
        "misses count more.",
    ),
    Definition(
        "trial_own_miss",
        "Own rate off by",
        "By how many visits a customer the rule that everyone goes on as so far is off: the root "
        "of the mean square.",
    ),
)
