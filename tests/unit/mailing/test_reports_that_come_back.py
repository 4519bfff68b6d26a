"""Which report a file is, and what its rows tell, whatever service and spreadsheet did to it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from retailcrm.mailing.back.happenings import Happening, What
from retailcrm.mailing.back.reading import Read, is_heading, read, recognise
from retailcrm.mailing.back.report import Kind
from retailcrm.mailing.back.values import NoMoment, read_address, read_moment

NEW_YORK = ZoneInfo("America/New_York")
CONTACT = (
    "Email address,First name,Last name,Email status,Email permission status,"
    "Confirmed Opt-Out Date,Confirmed Opt-Out Source,Confirmed Opt-Out Reason,Created At,Updated At"
)
TAIL = (
    "MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,GMTOFF,DSTOFF,LAST_CHANGED,LEID,EUID"
)


def moment(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def took(
    headings: str, *rows: str, name: str = "report.csv", told: Kind | None = None, by: str = ","
) -> Read:
    cells = headings.split(by)
    report = recognise(cells, name, told)
    assert report is not None
    lines = [(line, row.split(by)) for line, row in enumerate(rows, 2)]
    return read(report, cells, lines, 1, NEW_YORK)


def facts(found: Read) -> list[tuple[str, str, int | None, str, bool]]:
    return [(one.address, one.what, one.at, one.detail, one.final) for one in found.happenings]


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("Email address,First name,Email status,Opened At", Kind.OPENS),
        ("Email address,Email status,Clicked Link Address,Clicked At", Kind.CLICKS),
        ("Email address,Clicked Link Address,Clicked At", Kind.CLICKS),
        ("Email address,Email status,Bounced At,Bounce Type", Kind.BOUNCES),
        ("Email address,Email status,Bounce Reason", Kind.BOUNCES),
        ("Email address,Email status,Unsubscribed At", Kind.UNSUBSCRIBES),
    ],
)
def test_reports_of_constant_contact_are_known_by_the_column_they_add(
    headings: str, kind: Kind
) -> None:
    cells = headings.split(",")
    for shown in (cells, cells[::-1], [f" {one.upper()}  " for one in cells]):
        found = recognise([one.replace(" ", "  ") for one in shown], "anything.csv")
        assert found is not None
        assert (found.service, found.kind) == ("constant-contact", kind)


def test_older_exports_say_in_the_heading_where_an_address_belongs() -> None:
    found = took(
        "Email address - other,Email status - other,Opened At", "a@b.com,Active,2026-05-01"
    )
    assert [one.address for one in found.happenings] == ["a@b.com"]


def test_a_contact_export_tells_only_of_those_who_opted_out() -> None:
    found = took(
        CONTACT,
        "Ana@Example.com,Ana,Lima,Active,Implied,,,,2021-11-15 19:42:23 +0000,x",
        "bob@example.com,Bob,Stone,Unsubscribed,Implied,2020-09-25 16:45:13 -0400,C,Too many,x,x",
        name="contact_export_1102_110226_101010.csv",
    )
    at = moment("2020-09-25T20:45:13+00:00")
    assert facts(found) == [("bob@example.com", What.UNSUBSCRIBED, at, "Too many", False)]
    assert (found.report.kind, found.rows) == (Kind.CONTACTS, 2)


def test_a_list_of_contacts_in_which_nobody_opted_out_may_be_any_report_and_is_asked_for() -> None:
    rows = ("ana@example.com,Ana,Lima,Active,Implied,,,,x,x",)
    assert took(CONTACT, *rows, name="report_2026.csv").report.kind is Kind.UNCLEAR
    assert took(CONTACT, *rows, name="contact_export_1.csv").report.kind is Kind.CONTACTS
    told = took(CONTACT, *rows, name="report_2026.csv", told=Kind.BOUNCES)
    assert facts(told) == [("ana@example.com", What.BOUNCED, None, "", False)]


def test_bounces_are_never_guessed_to_be_refusals_nor_refusals_bounces() -> None:
    for name in ("list.csv", "unsubscribes_and_bounces.csv", "who did not get it.csv"):
        assert took("Email", "a@b.com", name=name).report.kind is Kind.UNCLEAR
    assert took("Email", "a@b.com", name="unsubscribes.csv").report.kind is Kind.UNSUBSCRIBES
    assert took("Email", "a@b.com", name="hardBounces.csv").report.kind is Kind.BOUNCES
    bounced = took(CONTACT, "ana@example.com,,,,,,,,,", name="bounces.csv")
    assert bounced.report.kind is Kind.UNCLEAR


@pytest.mark.parametrize(
    ("said", "what", "final"),
    [
        ("B", What.BOUNCED, True),
        ("S", What.BOUNCED, True),
        ("D", What.BOUNCED, False),
        ("F", What.BOUNCED, False),
        ("X", What.BOUNCED, False),
        ("Z", What.BOUNCED, False),
        ("V", What.IGNORED, False),
        ("Hard bounce", What.BOUNCED, True),
        ("Non-existent", What.BOUNCED, True),
        ("Mailbox Full", What.BOUNCED, False),
        ("Vacation/Autoreply", What.IGNORED, False),
        ("", What.BOUNCED, False),
    ],
)
def test_a_bounce_is_for_good_only_where_the_service_says_so(
    said: str, what: What, *, final: bool
) -> None:
    found = took(
        "Email address,Bounce Type,Bounced At", f"a@b.com,{said},2026-05-01 10:00:00 +0000"
    )
    assert facts(found) == [("a@b.com", what, moment("2026-05-01T10:00:00+00:00"), said, final)]


def test_only_the_names_of_mailchimps_files_tell_whom_they_list() -> None:
    head = f"Email Address,First Name,{TAIL}"
    row = "a@b.com,Ana" + "," * 10
    kinds = {
        "subscribed_email_audience_export_1.csv": Kind.CONTACTS,
        "unsubscribed_email_audience_export_1.csv": Kind.UNSUBSCRIBES,
        "cleaned_members_export_1.csv": Kind.BOUNCES,
        "export_1.csv": Kind.UNCLEAR,
    }
    for name, kind in kinds.items():
        found = took(head, row, name=name)
        assert (found.report.service, found.report.kind) == ("mailchimp", kind)
        assert len(found.happenings) == (kind in {Kind.UNSUBSCRIBES, Kind.BOUNCES})


def test_mailchimps_clock_is_universal_and_its_cleaned_addresses_are_gone_for_good() -> None:
    left = took(
        f"Email Address,{TAIL},UNSUB_TIME,UNSUB_REASON",
        "a@b.com" + "," * 10 + ",2026-05-01 23:30:00,NORMAL",
        name="unsubscribed_members_export_7.csv",
    )
    at = moment("2026-05-01T23:30:00+00:00")
    assert facts(left) == [("a@b.com", What.UNSUBSCRIBED, at, "NORMAL", False)]
    gone = took(f"Email Address,{TAIL},CLEAN_TIME", "a@b.com" + "," * 10 + ",2026-05-01 23:30:00")
    assert facts(gone) == [("a@b.com", What.BOUNCED, at, "cleaned", True)]


def test_a_mailchimp_file_whose_name_and_headings_differ_is_asked_for() -> None:
    head = f"Email Address,{TAIL},UNSUB_TIME"
    found = took(head, "a@b.com" + "," * 11, name="cleaned_members_export_7.csv")
    assert found.report.kind is Kind.UNCLEAR


def test_klaviyo_tells_refusals_complaints_and_dead_addresses_of_one_profile_apart() -> None:
    found = took(
        "Email;Klaviyo ID;Phone Number;Email Marketing Consent;Email Marketing Consent Timestamp;"
        "SMS Marketing Consent;Last Open;Email Suppressions",
        "a@b.com;1;'+12125550101;UNSUBSCRIBED;2026-05-01T10:00:00+00:00;UNSUBSCRIBED;;UNSUBSCRIBED",
        "c@d.com;2;;SUBSCRIBED;2026-05-01T10:00:00Z;NEVER_SUBSCRIBED;2026-05-02T08:00:00Z;",
        "e@f.com;3;;NEVER_SUBSCRIBED;;;;SPAM_COMPLAINT, HARD_BOUNCE",
        by=";",
    )
    told = {(one.address, one.channel, one.what) for one in found.happenings}
    assert told == {
        ("a@b.com", "email", What.UNSUBSCRIBED),
        ("+12125550101", "sms", What.UNSUBSCRIBED),
        ("c@d.com", "email", What.OPENED),
        ("e@f.com", "email", What.COMPLAINED),
        ("e@f.com", "email", What.BOUNCED),
    }


def test_brevo_says_whom_it_writes_to_no_more_but_not_why() -> None:
    found = took(
        "CONTACT ID;EMAIL;SMS;EMAIL_BLACKLISTED;SMS_BLACKLISTED;ADDED_TIME;MODIFIED_TIME",
        "1;a@b.com;;Yes;No;01-04-2026 10:00;02-05-2026 11:30",
        "2;c@d.com;4912345678;No;Yes;01-04-2026;02-05-2026",
        by=";",
    )
    assert [(one.address, one.channel, one.what, one.at) for one in found.happenings] == [
        ("a@b.com", "email", What.BLOCKED, None),
        ("4912345678", "sms", What.BLOCKED, None),
    ]


def test_who_left_one_kind_of_letter_at_hubspot_did_not_leave_all() -> None:
    found = took(
        "Email,Portal Bounce,Portal Unsubscribe,Portal Spam Report,Global Bounce,Newsletter",
        "a@b.com,,TRUE,,,TRUE",
        "c@d.com,mailbox unavailable,,,,",
        "e@f.com,FALSE,FALSE,TRUE,FALSE,FALSE",
        "g@h.com,,,,,TRUE",
    )
    assert facts(found) == [
        ("a@b.com", What.UNSUBSCRIBED, None, "", False),
        ("c@d.com", What.BOUNCED, None, "mailbox unavailable", True),
        ("e@f.com", What.COMPLAINED, None, "", True),
    ]


def test_c41_a_refusal_is_read_however_the_yes_is_written() -> None:
    words = ("TRUE", "yes", "1", "Y", "x", "", "FALSE", "no", "0", "n", "'true")
    rows = [f"a{at}@b.com,{word}" for at, word in enumerate(words)]
    found = took("Email,Unsubscribed", *rows)
    assert [one.line - 2 for one in found.happenings] == [0, 1, 2, 3, 4, 10]
    agreed = took("E-Mail,Subscribed", *rows)
    assert [one.line - 2 for one in agreed.happenings] == [6, 7, 8, 9]


def test_a_bare_list_begins_with_its_first_address() -> None:
    assert is_heading(["ana@example.com", ""])
    assert not is_heading(["Ana Lima", "10 High Street"])
    found = took("a@b.com", "c@d.com", "<E@F.com>", told=Kind.UNSUBSCRIBES)
    assert [(one.line, one.address) for one in found.happenings] == [
        (1, "a@b.com"), (2, "c@d.com"), (3, "e@f.com"),
    ]  # fmt: skip


def test_a_table_without_addresses_is_no_report() -> None:
    assert recognise(["Date", "Total"], "sales.csv") is None


def test_rows_that_cannot_be_read_are_told_of_and_a_refusal_without_a_date_still_counts() -> None:
    found = took("Email,Unsubscribed At", "nobody,2026-05-01", "a@b.com,soon")
    assert [(one.line, one.value) for one in found.problems] == [(2, "nobody"), (3, "soon")]
    assert facts(found) == [("a@b.com", What.UNSUBSCRIBED, None, "", False)]


def test_a_link_is_kept_without_what_may_name_the_reader() -> None:
    found = took(
        "Email address,Clicked Link Address,Clicked At",
        "a@b.com,https://shop.example/sale?mail=a@b.com#a,2026-05-01 10:00",
    )
    assert found.happenings[0].detail == "https://shop.example/sale"
    reason = took("Email,Bounce Reason", "a@b.com,550 a@b.com no such user here")
    assert reason.happenings[0] == Happening(
        2, "email", "a@b.com", What.BOUNCED, None, "550 no such user here", final=True
    )


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("2021-11-15 19:42:23 +0000", "2021-11-15T19:42:23+00:00"),
        ("2020-09-25 16:45:13 -0400", "2020-09-25T16:45:13-04:00"),
        ("2026-05-01T10:00:00.123Z", "2026-05-01T10:00:00+00:00"),
        ("2026-05-01 10:00", "2026-05-01T10:00:00-04:00"),
        ("'2026-01-15 10:00", "2026-01-15T10:00:00-05:00"),
        ("5/1/2026 7:42 PM", "2026-05-01T19:42:00-04:00"),
        ("5/1/26 12:05 am EDT", "2026-05-01T00:05:00-04:00"),
        ("May 1, 2026 10:00 AM", "2026-05-01T10:00:00-04:00"),
        ("1 May 2026", "2026-05-01T23:59:59-04:00"),
        ("1. Mai 2026 10:00 MESZ", "2026-05-01T10:00:00+02:00"),
        ("5/1/2026 7:42 p.m.", "2026-05-01T19:42:00-04:00"),
        ("2026-05-01 10:00 MST", "2026-05-01T10:00:00-07:00"),
        ("2026-05-01 10:00 AKDT", "2026-05-01T10:00:00-08:00"),
        ("2026-05-01 10:00 PDT", "2026-05-01T10:00:00-07:00"),
        ("2026-05-01", "2026-05-01T23:59:59-04:00"),
        ("46143.5", "2026-05-01T12:00:00-04:00"),
    ],
)
def test_c44_moments_are_read_in_the_zone_they_were_written_in(cell: str, told: str) -> None:
    assert read_moment(cell, NEW_YORK, months_first=True) == moment(told)


@pytest.mark.parametrize("cell", ["soon", "2026-02-30", "13/13/2026", "10:00", "2026-05-01 25:00"])
def test_what_is_no_date_is_said_to_be_none(cell: str) -> None:
    with pytest.raises(NoMoment):
        read_moment(cell, UTC, months_first=True)


def test_one_row_settles_for_the_whole_column_which_comes_first_day_or_month() -> None:
    found = took("Email,Unsubscribed At", "a@b.com,03/04/2026 10:00", "c@d.com,25/04/2026 10:00")
    assert found.happenings[0].at == moment("2026-04-03T10:00:00-04:00")


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (" 'Ana.Lima@Example.COM ", "ana.lima@example.com"),
        ("Ana Lima <ana@example.com>", "ana@example.com"),
        ("mailto:ana@example.com", "ana@example.com"),
        ('"ana@example.com"', "ana@example.com"),
        ("ana@example", None),
        ("ana lima", None),
        ("", None),
    ],
)
def test_an_address_is_found_in_whatever_stands_around_it(cell: str, told: str | None) -> None:
    assert read_address(cell) == told
