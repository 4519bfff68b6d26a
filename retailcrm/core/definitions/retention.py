"""Definitions of the figures about retention."""

from retailcrm.core.definitions.entry import Definition

_SECOND = (
    "The share of new customers who are back within {days} days of the first visit. Who first came "
    "later than that counts only for the days they have been in sight."
)

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "repeat_rate",
        "Came again",
        "Customers with two visits or more, of all who ever came.",
    ),
    Definition(
        "repeat_rate_90",
        "Back within 90 days",
        "Customers back within 90 days of the first visit, of those whose first visit is at least "
        "90 days ago.",
    ),
    Definition(
        "retention_rate",
        "Stayed",
        "Buyers of the period before who bought in this one too, of all buyers of the period "
        "before.",
    ),
    Definition(
        "churn_rate",
        "Stayed away",
        "Buyers of the period before who did not buy in this one: all of them less those who "
        "stayed.",
    ),
    Definition(
        "stage_churn",
        "Went missing",
        "Customers who were silent beyond their own limit on any day of the period, of those who "
        "were active or been a while when it began.",
    ),
    Definition(
        "returning_rate",
        "Returning buyers",
        "Buyers of the period who had been there before it, of all buyers of the period.",
    ),
    Definition(
        "visit_frequency",
        "Visits each",
        "Visits of the period, divided by the customers who came in it.",
    ),
    Definition("loyal_customers", "Loyal", "Customers who came on two days or more."),
    Definition("one_time_customers", "One-time", "Customers who came on one day only."),
    Definition(
        "gap_median",
        "Usual gap",
        "The days between two visits in a row: half of all gaps are at most this long.",
    ),
    Definition("gap_mean", "Mean gap", "The mean of the days between two visits in a row."),
    Definition(
        "gap_most",
        "8 of 10 gaps",
        "The days between two visits in a row: eight of ten gaps are at most this long.",
    ),
    Definition("gap_bar", "Gaps", "Gaps between two visits in a row that lasted so many days."),
    *(
        Definition(f"second_visit_{days}", f"Back within {days} days", _SECOND.format(days=days))
        for days in (30, 60, 90, 180, 365)
    ),
    Definition("cohort_size", "New", "Customers whose first visit was in this month."),
    Definition(
        "cohort_return",
        "Came back",
        "Customers who first came in this month and came again at this age, of all who first came "
        "in it.",
    ),
    Definition(
        "age_return",
        "Back at this age",
        "Customers who came at this age, of all customers of the months that are old enough.",
    ),
    Definition("segment_visits", "Visits", "Visits of these customers in the last 365 days."),
    Definition(
        "segment_frequency",
        "Visits each",
        "Visits of these customers in the last 365 days, divided by those of them who came.",
    ),
    Definition(
        "list_before",
        "Visits before",
        "Visits of each customer who was in the segment on the day of comparison, in the days up "
        "to it. Who first came in that time had fewer days for them.",
    ),
    Definition(
        "list_after",
        "Visits lately",
        "Visits of each customer who was in the segment on the day of comparison, in as many days "
        "up to now. Who is chosen for coming often tends to come less often afterwards.",
    ),
    Definition("stay_customers", "Customers", "Loyal customers who came so many times."),
    Definition(
        "stay_low",
        "A quarter stayed",
        "Days from the first visit to the last: a quarter of these customers stayed at most this "
        "long.",
    ),
    Definition(
        "stay_middle",
        "Half stayed",
        "Days from the first visit to the last: half of these customers stayed at most this long.",
    ),
    Definition(
        "stay_high",
        "Three quarters stayed",
        "Days from the first visit to the last: three quarters of these customers stayed at most "
        "this long.",
    ),
    Definition(
        "stay_months",
        "Customers",
        "Loyal customers who came so many times and whose last visit lies within so many calendar "
        "months of the first.",
    ),
    Definition(
        "stay_amount",
        "Customers",
        "Loyal customers who came so many times and whose net sales, ever, are in this band.",
    ),
)
