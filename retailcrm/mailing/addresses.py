"""Addresses: which may be written to at all, in the form in which services take them."""

from typing import NamedTuple

import polars as pl

from retailcrm.core.plain_address import DOTLESS, E164, SAME_DOMAIN, TAGGED

#: nobody in particular reads these; services import them and never send anything
ROLES = frozenset(
    {
        "abuse", "accounts", "admin", "all", "billing", "contact", "everyone", "ftp", "hostmaster",
        "hr", "info", "investorrelations", "jobs", "marketing", "media", "news", "no-reply", "noc",
        "noreply", "office", "postmaster", "prime", "privacy", "remove", "request", "root", "sales",
        "security", "spam", "subscribe", "support", "team", "usenet", "users", "uucp", "webmaster",
        "www",
    }
)  # fmt: skip
CROWDS = frozenset({"craigslist.org", "googlegroups.com", "yahoogroups.com"})
_MISTYPED = {
    "gamil.com": "gmail.com",
    "gmai.com": "gmail.com",
    "gmail.co": "gmail.com",
    "gmail.con": "gmail.com",
    "gmal.com": "gmail.com",
    "gmial.com": "gmail.com",
    "gnail.com": "gmail.com",
    "hotmai.com": "hotmail.com",
    "hotmial.com": "hotmail.com",
    "hotmail.con": "hotmail.com",
    "iclod.com": "icloud.com",
    "outlok.com": "outlook.com",
    "yaho.com": "yahoo.com",
    "yahoo.con": "yahoo.com",
    "yhaoo.com": "yahoo.com",
}
_ENDINGS = {".con": ".com", ".cmo": ".com", ".ocm": ".com", ".nte": ".net", ".ogr": ".org"}
# Dot-separated atoms as the mail standard has them, none of which a spreadsheet would run.
_ATOM = r"[a-zA-Z0-9_!#$%&'*+\-/=?^`{|}~]+"
_LOCAL = rf"^{_ATOM}(?:\.{_ATOM})*$"
_RUN = r"^[=+\-@']"
_ORDINARY = r"^(?:[a-z0-9](?:[a-z0-9]|-[a-z0-9]){0,30}\.){1,4}[a-z]{2,20}$"
_MOST_LOCAL, _MOST = 64, 254

RIGHT, MISSING, WRONG, ROLE = 0, 1, 2, 3


class Checked(NamedTuple):
    """Addresses as they are sent to, and what is wrong with the others.

    Attributes:
        address: as services take it; empty where the address is no use.
        plain: two spellings of one address are the same here; empty likewise.
        fault: RIGHT, MISSING, WRONG or ROLE.
    """

    address: pl.Series
    plain: pl.Series
    fault: pl.Series


def check_emails(told: pl.Series) -> Checked:
    """Check e-mail addresses; 300,000 take a fraction of a second.

    An address passes if email-validator takes it strictly, without asking the network and
    without letters before the @ that only some servers know. It is asked once for each
    domain: the rest of the rule is one pattern.
    """
    stripped = told.str.strip_chars()
    parts = stripped.str.split_exact("@", 2).struct.rename_fields(["local", "domain", "more"])
    frame = pl.DataFrame({"parts": parts}).unnest("parts")
    frame = frame.with_columns(pl.col("domain").str.to_lowercase())
    known = _domains(frame["domain"].drop_nulls().unique())
    frame = frame.join(known, on="domain", how="left", maintain_order="left")
    low = pl.col("local").str.to_lowercase()
    frame = frame.with_columns(
        low=low, bare=_before(low, "+"), blank=(stripped == "").fill_null(value=True)
    )
    local, bare, told_local = pl.col("local"), pl.col("bare"), pl.col("local").str.len_bytes()
    right = (
        pl.col("more").is_null()
        & local.str.contains(_LOCAL)
        & ~local.str.contains(_RUN)
        & (told_local <= _MOST_LOCAL)
        & (told_local + pl.col("ascii").str.len_bytes() < _MOST)
        & (pl.col("ascii") != "")
    ).fill_null(value=False)
    role = bare.is_in(list(ROLES)) | bare.str.contains("spam", literal=True) | pl.col("is_crowd")
    made = frame.with_columns(right=right).select(
        address=pl.when("right").then(local + "@" + pl.col("ascii")).otherwise(pl.lit("")),
        plain=pl.when("right").then(_plain()).otherwise(pl.lit("")),
        fault=pl.when("blank")
        .then(MISSING)
        .when(~pl.col("right"))
        .then(WRONG)
        .when(role.fill_null(value=False))
        .then(ROLE)
        .otherwise(RIGHT)
        .cast(pl.Int8),
    )
    return Checked(*made.get_columns())


def check_phones(told: pl.Series) -> Checked:
    """Check phone numbers: only international ones can be sent a text message."""
    number = told.str.replace_all(r"[\s().\-/]", "")
    right = number.str.contains(E164).fill_null(value=False)
    kept = number.zip_with(right, pl.Series([""], dtype=pl.String))
    frame = pl.DataFrame({"number": number.fill_null(""), "right": right})
    fault = frame.select(
        pl.when(pl.col("number") == "")
        .then(MISSING)
        .when(~pl.col("right"))
        .then(WRONG)
        .otherwise(RIGHT)
        .cast(pl.Int8)
    ).to_series()
    return Checked(kept, kept, fault)


def suggestion(address: str) -> str:
    """Give what a mistyped address probably means; empty where it looks right."""
    local, _, domain = address.rpartition("@")
    meant = _MISTYPED.get(domain.lower(), "")
    for wrong, right in _ENDINGS.items():
        if not meant and domain.lower().endswith(wrong):
            meant = domain[: -len(wrong)] + right
    return f"{local}@{meant}" if local and meant else ""


def _before(told: pl.Expr, sign: str) -> pl.Expr:
    """Give what stands before the first of a sign, or all."""
    return told.str.split_exact(sign, 1).struct.field("field_0")


def _plain() -> pl.Expr:
    """Write `core.plain_address.plain_email` for a whole column; what a domain says is known."""
    bare = pl.col("bare")
    local = pl.when(pl.col("is_tagged") & (bare != "")).then(bare).otherwise("low")
    dotless = local.str.replace_all(".", "", literal=True)
    return pl.when("is_dotless").then(dotless).otherwise(local) + "@" + pl.col("same")


def _domains(domains: pl.Series) -> pl.DataFrame:
    """Give each domain as it is sent to, empty where no mail can go, and what sort it is."""
    from email_validator import SPECIAL_USE_DOMAIN_NAMES  # noqa: PLC0415 - slow to load

    special = [name for name in SPECIAL_USE_DOMAIN_NAMES if "." not in name]
    ordinary = domains.str.contains(_ORDINARY) & ~domains.str.contains("(?:^|\\.)..--")
    ordinary &= ~domains.str.extract(r"\.([a-z]+)$").is_in(special).fill_null(value=False)
    ordinary &= ~domains.is_in(list(SPECIAL_USE_DOMAIN_NAMES))
    for name in SPECIAL_USE_DOMAIN_NAMES:
        if "." in name:
            ordinary &= ~domains.str.ends_with(f".{name}")
    rest = domains.filter(~ordinary)
    usual = domains.filter(ordinary)
    same = pl.col("domain").replace(SAME_DOMAIN)
    return pl.DataFrame(
        {
            "domain": pl.concat([usual, rest]),
            "ascii": pl.concat([usual, pl.Series([_ascii(one) for one in rest], dtype=pl.String)]),
        }
    ).with_columns(
        same=same,
        is_tagged=same.is_in(list(TAGGED)),
        is_dotless=same.is_in(list(DOTLESS)),
        is_crowd=pl.col("ascii").is_in(list(CROWDS)),
    )


def _ascii(domain: str) -> str:
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415

    try:
        found = validate_email(
            f"a@{domain}", check_deliverability=False, allow_smtputf8=False, strict=True
        )
    except EmailNotValidError:
        return ""
    return str(found.ascii_domain or "")
