"""Addresses that must not be used again, and what lifts that."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from retailcrm.core.plain_address import exact_email, plain_email, plain_phone
from retailcrm.db.books import Reading
from retailcrm.db.mailable import people_of
from retailcrm.db.suppressions import has_unsubscribed, mark_of, salt_of, suppressed_until

SUPPRESSED_ON = {"email": ("email",), "sms": ("phone", "sms"), "post": ("post",)}


def suppressed(
    connection: Reading, channel: str, told: pl.Series, plain: pl.Series, yes: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Say whose address must not be used, as it stands or in its plain form.

    Args:
        connection: a view of the books.
        channel: email, sms or post.
        told: addresses as they are kept.
        plain: their plain forms.
        yes: when whoever holds each last said yes, as epoch seconds; it lifts an earlier refusal.
    """
    channels = SUPPRESSED_ON[channel]
    until = suppressed_until(connection, channels)
    if not until:
        return np.zeros(plain.len(), dtype=np.bool_)
    salt = salt_of(connection)
    exact = [exact_email(one) for one in told] if channel == "email" else plain.to_list()
    return np.array(
        [
            any(
                until.get(mark_of(salt, on, one), -1) >= since
                for on in channels
                for one in {first, second}
                if one
            )
            for first, second, since in zip(exact, plain, yes.tolist(), strict=True)
        ],
        dtype=np.bool_,
    )


def needs_new_yes(connection: Reading, customer: int, channel: str) -> bool:
    """Say whether an address was refused before it was known whose it is.

    An earlier yes of the person does not lift that, so that saying it again is something new.
    """
    if channel not in ("email", "sms"):
        return False
    people = people_of(connection, np.array([customer], dtype=np.int64))
    told = people["email" if channel == "email" else "phone"].to_list()
    made = plain_email if channel == "email" else plain_phone
    addresses = {form for one in told if one for form in (exact_email(one), made(one))}
    return has_unsubscribed(connection, SUPPRESSED_ON[channel], addresses)
