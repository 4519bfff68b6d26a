"""Cells of a service's file, cleaned by what they hold.

A service takes an apostrophe in front of a cell for part of the name, so nothing is quoted
away here: names lose the signs by which a spreadsheet would run them, addresses are checked,
numbers are digits. What is longer than the service allows is cut between letters.
"""

import polars as pl

from retailcrm.core.plain_address import E164

# Blanks, and the signs with which a formula may begin.
_LEADING = r"^[\s=+\-@\x{feff}＝＋－＠]+"
_HIDDEN = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{200b}\x{feff}]"
_BETWEEN = r"[\s\x{00a0}]+"
_PLAIN_PHONE = r"^\+?[0-9]{6,15}$"
_AMERICAN = r"^\+1[2-9][0-9]{9}$"
# Words with one blank between them and no sign of a formula in front, as nearly every cell is.
_TIDY = r"^(?:[!-~&&[^=+\-@]][!-~]*(?: [!-~]+)*)?$"
_US = "US"
_STATES = {
    "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA",
    "colorado": "CO", "connecticut": "CT", "delaware": "DE", "district of columbia": "DC",
    "florida": "FL", "georgia": "GA", "hawaii": "HI", "idaho": "ID", "illinois": "IL",
    "indiana": "IN", "iowa": "IA", "kansas": "KS", "kentucky": "KY", "louisiana": "LA",
    "maine": "ME", "maryland": "MD", "massachusetts": "MA", "michigan": "MI", "minnesota": "MN",
    "mississippi": "MS", "missouri": "MO", "montana": "MT", "nebraska": "NE", "nevada": "NV",
    "new hampshire": "NH", "new jersey": "NJ", "new mexico": "NM", "new york": "NY",
    "north carolina": "NC", "north dakota": "ND", "ohio": "OH", "oklahoma": "OK", "oregon": "OR",
    "pennsylvania": "PA", "rhode island": "RI", "south carolina": "SC", "south dakota": "SD",
    "tennessee": "TN", "texas": "TX", "utah": "UT", "vermont": "VT", "virginia": "VA",
    "washington": "WA", "west virginia": "WV", "wisconsin": "WI", "wyoming": "WY",
}  # fmt: skip


def address(name: str = "email") -> pl.Expr:
    """An address that was checked already."""
    return pl.col(name)


def words(name: str, most: int) -> pl.Expr:
    """One line of text, at most so many letters."""
    return pl.col(name).map_batches(lambda told: _words(told, most), return_dtype=pl.String)


def words_of_bytes(name: str, most: int) -> pl.Expr:
    """One line of text, at most so many bytes."""
    return bytes_at_most(words(name, most), most)


def bytes_at_most(text: pl.Expr, most: int) -> pl.Expr:
    """Cut a text between two letters so that it takes at most so many bytes."""
    return text.map_batches(lambda told: _cut_all(told, most), return_dtype=pl.String)


def line(name: str, number: int, most: int) -> pl.Expr:
    """One of the lines of a text: the first, or all that follow it."""
    return pl.col(name).map_batches(lambda told: _line(told, number, most), return_dtype=pl.String)


def phone(*, only_agreed: bool = False) -> pl.Expr:
    """A phone number as E.164; empty where it is none, or where nobody agreed to messages."""
    told = pl.col("phone")
    right = told.str.contains(E164)
    if only_agreed:
        right &= pl.col("sms_consent") == "yes"
    return pl.when(right).then(told).otherwise(pl.lit(""))


def phone_at_home() -> pl.Expr:
    """A phone number as Americans write it, others as E.164."""
    told = pl.col("phone")
    dashed = pl.concat_str(
        told.str.slice(2, 3), told.str.slice(5, 3), told.str.slice(8), separator="-"
    )
    right = told.str.contains(_PLAIN_PHONE)
    return (
        pl.when(told.str.contains(_AMERICAN))
        .then(dashed)
        .when(right)
        .then(told)
        .otherwise(pl.lit(""))
    )


def state(country: str, most: int = 50) -> pl.Expr:
    """A state of the USA as two letters, a province by its name."""
    told = words("region", most)
    american = pl.col("country").str.to_uppercase().is_in([_US, "USA", "UNITED STATES"])
    if country == _US:
        american |= pl.col("country") == ""
    short = told.str.to_lowercase().replace_strict(_STATES, default=None, return_dtype=pl.String)
    code = pl.when(told.str.len_chars() == len(_US)).then(told.str.to_uppercase()).otherwise(short)
    return pl.when(american).then(code.fill_null("")).otherwise(told)


def postcode(most: int = 25) -> pl.Expr:
    """A postcode, its leading noughts kept."""
    return words("postcode", most)


def birthday(form: str) -> pl.Expr:
    """A birthday without its year; empty where it is not known.

    Args:
        form: with `{m}` and `{d}`, each of two digits.
    """
    month, day = birthday_parts()
    return pl.format(form.replace("{m}", "{}").replace("{d}", "{}"), month, day).fill_null("")


def birthday_parts() -> tuple[pl.Expr, pl.Expr]:
    """Month and day of a birthday, each of two digits; null where it is not known."""
    told = pl.col("birthday")
    known = pl.when(told.str.contains(r"^(?:[0-9]{4}|-)-[0-9]{2}-[0-9]{2}$"))
    return known.then(told.str.slice(-5, 2)), known.then(told.str.slice(-2, 2))


def day(name: str, form: str) -> pl.Expr:
    """A date, or a moment in UTC, by strftime's letters."""
    return pl.col(name).dt.strftime(form).fill_null("")


def number(name: str) -> pl.Expr:
    """A whole number."""
    return pl.col(name).cast(pl.String).fill_null("")


def joined(names: tuple[str, ...], between: str, most: int) -> pl.Expr:
    """Several texts in one cell of at most so many bytes, without the empty ones."""
    told = pl.concat_list([words(name, most) for name in names])
    whole = told.list.eval(pl.element().filter(pl.element() != "")).list.join(between)
    return bytes_at_most(whole, most)


def _words(told: pl.Series, most: int) -> pl.Series:
    """Clean the few cells that need it; of the others one look says that they stay."""
    at = _untidy(told, most)
    return told.scatter(at, _cleaned(told.gather(at), most)) if at.len() else told


def _line(told: pl.Series, number: int, most: int) -> pl.Series:
    """Part the few cells of several lines; the others are their first line."""
    whole = told if not number else pl.repeat("", told.len(), eager=True)
    at = _untidy(told, most)
    if not at.len():
        return whole
    cut = told.gather(at).str.replace_all(r"\r\n?", "\n").str.splitn("\n", 2)
    part = cut.struct.field(f"field_{number}").fill_null("")
    return whole.scatter(at, _cleaned(part, most))


def _untidy(told: pl.Series, most: int) -> pl.Series:
    tidy = told.str.contains(_TIDY) & (told.str.len_bytes() <= most)
    return (~tidy.fill_null(value=False)).arg_true()


def _cleaned(told: pl.Series, most: int) -> pl.Series:
    bare = told.str.replace_all(_BETWEEN, " ").str.replace_all(_HIDDEN, "")
    return bare.str.replace(_LEADING, "").str.strip_chars_end().str.slice(0, most)


def _cut_all(told: pl.Series, most: int) -> pl.Series:
    """Cut the few that are too long; the others are not looked at one by one."""
    long = (told.str.len_bytes() > most).fill_null(value=False).arg_true()
    if not long.len():
        return told
    short = [one.encode()[:most].decode(errors="ignore").rstrip() for one in told.gather(long)]
    return told.scatter(long, short)
