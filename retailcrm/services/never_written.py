"""Addresses never to be written to, for the twin file that goes with every list."""

import polars as pl

from retailcrm.db.books import Reading
from retailcrm.db.mailable import Answers, addresses_held, everybody
from retailcrm.db.suppressions import suppressed_until
from retailcrm.mailing.addresses import Checked, check_emails, check_phones
from retailcrm.services.mailable import Known, addresses_of
from retailcrm.services.stopped import SUPPRESSED_ON, suppressed

_PLACE = {"email": "email", "sms": "phone"}


def never_to_write_to(connection: Reading, known: Known, channel: str) -> pl.DataFrame:
    """List every address of those who said no, and every known one that must not be used.

    Old addresses of those who said no are among them: a service may still hold them. An
    address that was suppressed and belongs to no customer is known by its mark alone and
    cannot be listed.

    Returns:
        One column, `address`, each once, in order; for letters, addresses in one line.
    """
    answers = known.answers_on(channel)
    refused = answers.refused
    # Who must not be written to is known by marks, so where there are any, everyone is looked at.
    has_marks = bool(suppressed_until(connection, SUPPRESSED_ON[channel]))
    everyone = known.also(connection, everybody(connection) if has_marks else refused)
    if channel == "post":
        return _homes(connection, everyone, answers)
    place = _PLACE[channel]
    theirs = everyone.filter(pl.col("id").is_in(refused.tolist()))[place]
    held = addresses_held(connection, channel, refused)["address"]
    # Of two on one address the later yes counts: it is the address that may be used or not.
    mailboxes = (
        everyone.select(pl.col(place), pl.Series("yes", answers.own_yes(everyone["id"].to_numpy())))
        .filter(pl.col(place) != "")
        .group_by(place)
        .agg(pl.col("yes").max())
    )
    told, yes = mailboxes[place], mailboxes["yes"].to_numpy()
    checked = _checked(told, channel)
    must_not = suppressed(connection, channel, told, checked.plain, yes)
    addresses = pl.concat(
        [
            _checked(pl.concat([theirs, held]).unique(), channel).address,
            checked.address.filter(pl.Series(must_not)),
        ]
    )
    return pl.DataFrame({"address": addresses.filter(addresses != "").unique().sort()})


def _homes(connection: Reading, everyone: pl.DataFrame, answers: Answers) -> pl.DataFrame:
    plain = addresses_of(everyone, "post").plain
    yes = answers.own_yes(everyone["id"].to_numpy())
    must_not = pl.Series(suppressed(connection, "post", everyone["street"], plain, yes))
    chosen = everyone.filter(must_not | everyone["id"].is_in(answers.refused.tolist()))
    parts = ("first_name", "last_name", "street", "postcode", "city")
    line = pl.concat_str(parts, separator=" ").str.replace_all(r"\s+", " ").str.strip_chars()
    told = chosen.filter(pl.col("street") != "").select(line.alias("address"))
    return told.unique().sort("address")


def _checked(told: pl.Series, channel: str) -> Checked:
    return check_emails(told) if channel == "email" else check_phones(told)
