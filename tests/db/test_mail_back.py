"""What comes back of sendings, on both databases alike."""

import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from retailcrm.core.consents import standing
from retailcrm.core.errors import UserError
from retailcrm.core.plain_address import exact_email
from retailcrm.core.roles import Actor, Role
from retailcrm.db.answers import answers_by_person
from retailcrm.services.mail_back import ReadBack
from retailcrm.services.member_rows import Enrolment
from retailcrm.wiring import Services
from tests.builders import (
    a_directory,
    a_person,
    a_sale,
    a_table,
    a_zip,
    an_export,
    count,
    one_value,
    taken_in,
)
from tests.came_back import (
    a_campaign,
    audited,
    deliveries,
    is_stopped,
    mails,
    read,
    two_known,
    whose,
)
from tests.kept_shops import Fill

OPT_OUT = "Email address,Email status,Confirmed Opt-Out Date,Confirmed Opt-Out Reason"
BOUNCES = "Email address,Bounce Type,Bounced At"


@pytest.fixture
def here(filled_with: Callable[[Fill], Services]) -> Services:
    """A shop that knows Ana and Bob by their addresses."""
    return filled_with(two_known)


def test_a_refusal_counts_from_the_day_on_which_it_was_said(here: Services, tmp_path: Path) -> None:
    path = a_table(
        tmp_path / "contact_export_1.csv", OPT_OUT,
        "ANA@example.com,Unsubscribed,2026-10-20 23:30:00 -0400,Too many",
        "bob@example.com,Active,,",
    )  # fmt: skip
    found = read(here, path)
    assert (found.service, found.kind, found.unsubscribed) == ("constant-contact", "contacts", 1)
    assert (mails(here, "ana@example.com"), mails(here, "bob@example.com")) == (False, True)
    at = one_value(here, "SELECT at FROM consent_event WHERE batch_id IS NULL")
    assert at == datetime.fromisoformat("2026-10-21T03:30:00+00:00").timestamp()
    assert deliveries(here) == [("unsubscribed", None, "Too many", 0)]


def test_the_same_file_twice_adds_nothing(here: Services, tmp_path: Path) -> None:
    path = a_table(
        tmp_path / "unsubscribes.csv", "Email", "ana@example.com", "gone@example.com",
    )  # fmt: skip
    first = read(here, path)
    assert (first.unsubscribed, first.unknown, first.stopped) == (1, 1, 1)
    tables = ("delivery", "consent_event", "suppression")
    before = [count(here, table) for table in tables]
    again = read(here, path)
    assert (again.unsubscribed, again.same, again.stopped) == (0, 1, 0)
    assert [count(here, table) for table in tables] == before


def test_a_yes_of_the_person_after_the_refusal_lifts_it_and_the_old_file_does_not_bring_it_back(
    here: Services, tmp_path: Path
) -> None:
    path = a_table(
        tmp_path / "contact_export_1.csv", OPT_OUT,
        "ana@example.com,Unsubscribed,2026-10-20 10:00:00 -0400,",
    )  # fmt: skip
    read(here, path)
    here.members.consent(whose(here, "ana@example.com"), "email", given=True, wording="May we?")
    read(here, path)
    assert mails(here, "ana@example.com") is True


def test_an_older_refusal_that_is_heard_of_late_does_not_undo_a_newer_yes(
    here: Services, tmp_path: Path
) -> None:
    here.members.consent(whose(here, "ana@example.com"), "email", given=True, wording="May we?")
    path = a_table(
        tmp_path / "contact_export_1.csv", OPT_OUT,
        "ana@example.com,Unsubscribed,2026-10-20 10:00:00 -0400,",
    )  # fmt: skip
    read(here, path)
    assert mails(here, "ana@example.com") is True


def test_c38_the_refusal_of_a_shared_address_stops_it_for_both_and_names_both(
    here: Services, tmp_path: Path
) -> None:
    one = here.members.enrol(Enrolment("Cleo", "Ray", email="ray@example.com")).value.customer_id
    two = here.members.enrol(
        Enrolment("Dan", "Ray", email="ray@example.com", someone_else=True)
    ).value.customer_id
    found = read(here, a_table(tmp_path / "unsubscribed.csv", "Email", "ray@example.com"))
    assert (found.shared, found.unsubscribed) == (1, 2)
    with here.books.read() as connection:
        told = answers_by_person(connection, [one, two])
    assert [standing(answer for _, answer in told[who]) for who in (one, two)] == [
        {"email": False},
        {"email": False},
    ]
    assert f'"shared": [[{one}, {two}]]' in next(iter(audited(here, "mail_back")))


def test_an_unknown_address_that_refused_is_never_used_if_it_turns_up_later(
    here: Services, tmp_path: Path
) -> None:
    read(here, a_table(tmp_path / "opt-outs.csv", "Email", "Eve@example.com"))
    assert is_stopped(here, "eve@example.com")
    assert (
        "eve" not in str(one_value(here, "SELECT mark || source || key FROM suppression")).lower()
    )
    assert count(here, "customer") == 2


def test_bounces_for_good_stop_an_address_and_others_only_after_three_sendings_in_a_row(
    here: Services, tmp_path: Path
) -> None:
    ana, bob = whose(here, "ana@example.com"), whose(here, "bob@example.com")
    for number, month in ((1, "07"), (2, "08"), (3, "09")):
        a_campaign(here, number, f"2026-{month}-01", ana, bob)
        path = a_table(
            tmp_path / f"bounces{number}.csv", BOUNCES,
            f"ana@example.com,Mailbox full,2026-{month}-01 10:00:00 -0400",
            *(["bob@example.com,Non-existent,2026-07-01 10:00:00 -0400"] if number == 1 else []),
        )  # fmt: skip
        found = read(here, path)
        assert (found.bounced, found.bounced_once) == (int(number == 1), 1)
        assert found.campaigns == ((f"Campaign {number}", 2 if number == 1 else 1),)
        assert is_stopped(here, exact_email("bob@example.com"))
        assert is_stopped(here, exact_email("ana@example.com")) is (number == 3)
    assert mails(here, "bob@example.com") is True  # an address is gone, nobody has said no


def test_a_sending_that_arrived_in_between_begins_the_count_anew(
    here: Services, tmp_path: Path
) -> None:
    ana = whose(here, "ana@example.com")
    for number in range(1, 5):
        a_campaign(here, number, f"2026-0{number}-01", ana)
    for number in (1, 2, 4):
        when = f"2026-0{number}-01 10:00:00 -0400"
        path = tmp_path / f"b{number}.csv"
        read(here, a_table(path, BOUNCES, f"ana@example.com,F,{when}"))
    assert not is_stopped(here, "ana@example.com")
    read(here, a_table(tmp_path / "b3.csv", BOUNCES, "ana@example.com,F,2026-03-01 10:00 -0400"))
    assert is_stopped(here, "ana@example.com")


def test_answers_of_absence_are_no_bounces_and_complaints_are_for_good(
    here: Services, tmp_path: Path
) -> None:
    away = read(here, a_table(tmp_path / "b.csv", BOUNCES, "ana@example.com,V,2026-10-01 10:00"))
    assert (away.away, count(here, "delivery")) == (1, 0)
    spam = a_table(tmp_path / "spam.csv", "Email,Complained At", "bob@example.com,2026-10-01 10:00")
    assert read(here, spam).complained == 1
    here.members.consent(whose(here, "bob@example.com"), "email", given=True, wording="May we?")
    assert is_stopped(here, "bob@example.com")


def test_c60_who_had_opted_out_before_the_sending_is_counted_apart(
    here: Services, tmp_path: Path
) -> None:
    ana, bob = whose(here, "ana@example.com"), whose(here, "bob@example.com")
    campaign = a_campaign(here, 1, "2026-09-01", ana, bob)
    path = a_table(
        tmp_path / "unsubscribes.csv", OPT_OUT,
        "ana@example.com,Unsubscribed,2026-08-20 10:00:00 -0400,",
        "bob@example.com,Unsubscribed,2026-09-02 10:00:00 -0400,",
    )  # fmt: skip
    found = read(here, path, campaign=campaign)
    assert (found.unsubscribed, found.refused_before) == (1, 1)
    of_campaign = "SELECT COUNT(*) FROM delivery WHERE campaign_id = 1 AND kind = 'unsubscribed'"
    assert one_value(here, of_campaign) == 1
    assert mails(here, "ana@example.com") is False
    later = a_table(
        tmp_path / "unsubscribes2.csv", OPT_OUT,
        "bob@example.com,Unsubscribed,2026-10-02 10:00:00 -0400,",
    )  # fmt: skip
    assert read(here, later, campaign=campaign).refused_before == 1


def test_opens_and_clicks_belong_to_the_last_campaign_before_them(
    here: Services, tmp_path: Path
) -> None:
    ana = whose(here, "ana@example.com")
    for number in (1, 2):
        a_campaign(here, number, f"2026-0{number}-01", ana)
    path = a_table(
        tmp_path / "clicks.csv", "Email address,Clicked Link Address,Clicked At",
        "ana@example.com,https://shop.example/a?who=ana@example.com,2026-01-15 10:00:00 -0500",
        "ana@example.com,https://shop.example/b,2026-02-01 10:00:00 -0500",
        "eve@example.com,https://shop.example/b,2026-02-01 10:00:00 -0500",
    )  # fmt: skip
    found = read(here, path)
    assert (found.clicked, found.unknown, found.unknown_some) == (2, 1, ("eve@example.com",))
    assert deliveries(here) == [
        ("clicked", 1, "https://shop.example/a", 0),
        ("clicked", 2, "https://shop.example/b", 0),
    ]
    assert count(here, "suppression") == 0


def test_c55_a_contact_export_with_another_name_and_phone_changes_nothing_of_ours(
    here: Services, tmp_path: Path
) -> None:
    path = a_table(
        tmp_path / "contact_export_1.csv",
        "Email address,First name,Last name,Email status,Phone - mobile",
        "ana@example.com,Anita,Other,Active,212 555 0199",
        "new@example.com,New,Person,Active,212 555 0188",
    )
    found = read(here, path)
    assert (found.rows, found.unknown) == (2, 0)
    assert count(here, "customer") == 2
    ana = here.customers.profile(whose(here, "ana@example.com")).row
    assert (ana.name, ana.phone) == ("Ana Lima", "")


def test_what_is_unclear_is_asked_for_and_nothing_is_noted(here: Services, tmp_path: Path) -> None:
    path = a_table(tmp_path / "report.csv", "Email,First name", "ana@example.com,Ana")
    assert here.campaigns.back.preview(ReadBack(path)).is_unclear
    with pytest.raises(UserError, match="does not tell what it reports"):
        here.campaigns.back.read(ReadBack(path))
    assert count(here, "delivery") == 0
    assert read(here, path, kind="bounces").bounced_once == 1


def test_a_preview_says_what_would_be_noted_and_notes_nothing(
    here: Services, tmp_path: Path
) -> None:
    path = a_table(tmp_path / "unsubscribes.csv", "Email", "ana@example.com", "eve@example.com")
    (shown,) = here.campaigns.back.preview(ReadBack(path)).files
    assert (shown.unsubscribed, shown.unknown, shown.stopped) == (1, 1, 1)
    assert count(here, "delivery") + count(here, "suppression") == 0
    assert mails(here, "ana@example.com") is True
    assert read(here, path) == shown


def test_the_parts_of_mailchimps_archive_are_told_apart_by_their_names(
    here: Services, tmp_path: Path
) -> None:
    head = "Email Address,First Name,MEMBER_RATING,OPTIN_TIME,LEID,EUID"
    names = ("subscribed", "unsubscribed", "cleaned")
    parts = [
        a_table(
            tmp_path / f"{name}_email_audience_export_7.csv", head,
            f"{who}@example.com,,2,2026-01-01 10:00:00,1,2",
        )
        for name, who in zip(names, ("new", "ana", "bob"), strict=True)
    ]  # fmt: skip
    found = here.campaigns.back.read(ReadBack(a_zip(tmp_path / "all.zip", *parts))).value.files
    assert [(one.kind, one.unsubscribed, one.bounced) for one in found] == [
        ("contacts", 0, 0), ("unsubscribes", 1, 0), ("bounces", 0, 1),
    ]  # fmt: skip
    assert mails(here, "ana@example.com") is False
    assert is_stopped(here, "bob@example.com")


@pytest.mark.parametrize(
    ("encoding", "by"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("cp1252", ";")],
)
def test_c43_any_encoding_and_separator_and_line_breaks_in_cells_are_read(
    here: Services, tmp_path: Path, encoding: str, by: str
) -> None:
    rows = (
        ("Email address", "First name", "Email status", "Opened At"),
        ("'ana@example.com", '"Zoë\nMaría"', "Active", "2026-10-01 10:00:00 -0400"),
        ("bob@example.com", "Bob", "Active", "2026-10-01 10:01:00 -0400"),
    )
    path = tmp_path / "opens.csv"
    path.write_bytes("\r\n".join(by.join(row) for row in (*rows, ("",))).encode(encoding))
    assert (found := read(here, path)).opened == 2
    assert found.problems == ()


def test_a_refusal_after_a_merge_is_that_of_whoever_brought_the_address(
    here: Services, tmp_path: Path
) -> None:
    ana, bob = whose(here, "ana@example.com"), whose(here, "bob@example.com")
    merged = here.merging.merge(ana, bob).value.merge_id
    read(here, a_table(tmp_path / "unsubscribed.csv", "Email", "bob@example.com"))
    assert mails(here, "ana@example.com") is False
    here.merging.unmerge(merged)
    assert mails(here, "bob@example.com") is False
    assert mails(here, "ana@example.com") is True


def test_a_refusal_of_text_messages_is_found_by_the_phone_however_it_is_written(
    here: Services, tmp_path: Path
) -> None:
    taken_in(here, a_directory(tmp_path / "more.csv", a_person("C9", "Kim", "Ode",
             email="kim@example.com", phone="(212) 555-0101")))  # fmt: skip
    path = a_table(
        tmp_path / "profiles.csv",
        "Email,Klaviyo ID,Phone Number,Email Marketing Consent,SMS Marketing Consent,"
        "SMS Marketing Consent Timestamp",
        "kim@example.com,1,'+12125550101,SUBSCRIBED,UNSUBSCRIBED,2026-10-01T10:00:00Z",
    )
    read(here, path)
    assert mails(here, "kim@example.com", "sms") is False
    assert mails(here, "kim@example.com") is None


def test_a_file_of_something_else_is_refused_in_words(here: Services, tmp_path: Path) -> None:
    sales = an_export(tmp_path / "sales2.csv", a_sale("1"))
    with pytest.raises(UserError, match="no column of e-mail addresses"):
        here.campaigns.back.read(ReadBack(sales))
    with pytest.raises(UserError, match="no campaign 99"):
        here.campaigns.back.read(ReadBack(sales, campaign=99))
    with pytest.raises(UserError, match="no kind of report"):
        here.campaigns.back.read(ReadBack(sales, kind="losses"))


def test_who_stands_at_the_counter_reads_no_reports(here: Services, tmp_path: Path) -> None:
    path = a_table(tmp_path / "unsubscribes.csv", "Email", "ana@example.com")
    with pytest.raises(UserError, match="may not do this"):
        here.campaigns.back.read(ReadBack(path), actor=Actor("Kim", Role.STAFF))


def test_an_archive_without_any_report_is_refused(here: Services, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as packed:
        packed.writestr("totals.csv", "Day,Total\n2026-10-01,12.00\n")
    with pytest.raises(UserError, match="no column of e-mail addresses"):
        here.campaigns.back.read(ReadBack(tmp_path / "x.zip"))
