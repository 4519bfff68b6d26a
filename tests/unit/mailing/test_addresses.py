"""Which addresses may be written to, held against email-validator itself."""

import polars as pl
import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given, settings
from hypothesis import strategies as st

from retailcrm.core.plain_address import plain_email, plain_phone, plain_post
from retailcrm.mailing.addresses import (
    MISSING,
    RIGHT,
    ROLE,
    WRONG,
    check_emails,
    check_phones,
    suggestion,
)

_LOCALS = st.text(alphabet="abcZ09._+-'=@ü\"( ", min_size=0, max_size=12)
_DOMAINS = st.one_of(
    st.text(alphabet="abz09.-ü", min_size=0, max_size=20),
    st.sampled_from(
        ["gmail.com", "GoogleMail.com", "outlook.com", "a.test", "x.local", "a.b.co.uk", "xn--a.de",
         "münchen.de", "a_b.com", "home.arpa", "a" * 64 + ".com", "1.2.3.4"]
    ),
)  # fmt: skip


@given(st.lists(st.builds(lambda local, domain: f"{local}@{domain}", _LOCALS, _DOMAINS)))
@settings(max_examples=150)
def test_the_quick_check_of_a_whole_list_is_the_strict_check_of_each(told: list[str]) -> None:
    found = check_emails(pl.Series(told, dtype=pl.String))
    for one, address, plain, fault in zip(
        told, found.address, found.plain, found.fault, strict=True
    ):
        try:
            strict = validate_email(
                one.strip(), check_deliverability=False, allow_smtputf8=False, strict=True
            )
        except EmailNotValidError:
            assert (address, fault) == ("", WRONG)
            continue
        if strict.local_part.startswith(("=", "+", "-", "'")):
            assert fault == WRONG  # a spreadsheet might run it
            continue
        assert fault in {RIGHT, ROLE}
        assert address == strict.ascii_email
        assert plain == plain_email(one)


def test_gmails_dots_and_tags_name_one_mailbox_and_other_dots_do_not() -> None:
    assert plain_email(" Ana.Lima+shop@googlemail.com") == "analima@gmail.com"
    assert plain_email("ana.lima+shop@outlook.com") == "ana.lima@outlook.com"
    assert plain_email("ana.lima+shop@example.com") == "ana.lima+shop@example.com"
    assert plain_phone("+1 (212) 555-0123") == "+12125550123"
    assert plain_post("Lima", "3 Hill Rd.", "02138") == plain_post("LIMA", "3 hill rd", "0 2138")
    assert plain_post("Lima", "3 Hill Rd", "02138") != plain_post("Costa", "3 Hill Rd", "02138")


def test_offices_and_crowds_are_no_persons() -> None:
    told = pl.Series(["info@example.com", "no-reply@example.com", "a@googlegroups.com", "i@x.com"])
    assert check_emails(told).fault.to_list() == [ROLE, ROLE, ROLE, RIGHT]


def test_a_text_message_needs_a_number_with_its_country() -> None:
    found = check_phones(pl.Series(["+1 212-555-0123", "5550123", "", None]))
    assert found.address.to_list() == ["+12125550123", "", "", ""]
    assert found.fault.to_list() == [RIGHT, WRONG, MISSING, MISSING]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ana@gmial.com", "ana@gmail.com"),
        ("ana@example.con", "ana@example.com"),
        ("ana@example.com", ""),
        ("nobody", ""),
    ],
)
def test_a_slip_of_the_finger_is_told_and_not_changed(typed: str, meant: str) -> None:
    assert suggestion(typed) == meant
