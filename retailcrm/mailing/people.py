"""What is known of everyone on a list, before a service's headings are put over it."""

import polars as pl

#: Columns of the frame that every file is made of.
SCHEMA: dict[str, pl.DataType] = {
    "id": pl.Int64(),
    "email": pl.String(),  # as it is sent to
    "phone": pl.String(),
    "first_name": pl.String(),
    "last_name": pl.String(),
    "company": pl.String(),
    "street": pl.String(),  # may hold several lines
    "city": pl.String(),
    "region": pl.String(),
    "postcode": pl.String(),
    "country": pl.String(),
    "birthday": pl.String(),  # YYYY-MM-DD, or --MM-DD
    "card": pl.String(),
    "group": pl.String(),  # in the shop's words
    "segment": pl.String(),
    "stage": pl.String(),
    "points": pl.Int64(),
    "offer": pl.String(),
    "code": pl.String(),
    "last_visit": pl.Date(),
    "email_consent": pl.String(),  # yes, no or empty: never asked
    "email_since": pl.Datetime(),  # UTC, when the yes was given
    "sms_consent": pl.String(),
    "sms_since": pl.Datetime(),
    "post_consent": pl.String(),
}
