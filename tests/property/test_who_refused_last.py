"""Whatever happens in whatever order, nobody who refused last is in a file (C41, C42)."""

import csv
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retailcrm.core.consents import standing
from retailcrm.core.errors import UserError
from retailcrm.core.plain_address import plain_email
from retailcrm.db.answers import answers_of
from retailcrm.db.kin import survivor_of
from retailcrm.services.back_rows import ReadBack
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.services.list_rows import ExportWish
from retailcrm.wiring import Services
from tests.builders import a_directory, a_person, a_table, taken_in
from tests.conftest import clock
from tests.mailed import a_campaign, person, says
from tests.new_books import new_shop

PEOPLE = 4
#: two of them share a mailbox, spelled in two ways
EMAILS = ("ana@example.com", "rui@gmail.com", "r.u.i+shop@googlemail.com", "eva@example.com")
WHO = st.integers(0, PEOPLE - 1)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("says"), WHO, st.booleans()),
        st.tuples(st.just("listed"), WHO, st.booleans()),
        st.tuples(st.just("unsubscribes"), WHO),
        st.tuples(st.just("bounces"), WHO),
        st.tuples(st.just("merge"), WHO, WHO),
        st.tuples(st.just("part"), st.booleans()),
        st.tuples(st.just("undo"), st.booleans()),
        st.tuples(st.just("leave_alone"), WHO),
        st.tuples(st.just("export"), st.booleans()),
    ),
    min_size=3,
    max_size=8,
)


class History:
    """A shop in which one thing after the other happens."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shop: Services = new_shop(folder / "shop.db", clock)
        self.gone: set[str] = set()  # addresses that bounced for good
        self._batches: list[int] = []
        self._merges: list[int] = []
        self._files = 0
        self._alone: set[int] = set()
        for at, email in enumerate(EMAILS):
            person(self.shop, f"P{at}", last=f"Lima{at}", email=email)

    def do(self, name: str, *told: int) -> None:
        """Let one thing happen."""
        step: Callable[..., None] = getattr(self, name)
        step(*told)

    def says(self, who: int, given: int) -> None:
        """Give an answer at the counter, if the person has not been merged away."""
        if self._there(who):
            says(self.shop, who + 1, "email", given=bool(given))

    def listed(self, who: int, given: int) -> None:
        """Bring in a list that tells of a person's answer."""
        mails = "Subscribed" if given else "Unsubscribed"
        row = a_person(f"T{who}", f"P{who}", f"Lima{who}", email=EMAILS[who], mails=mails)
        (report,) = taken_in(self.shop, a_directory(self._file("list"), row))
        assert report.batch is not None
        self._batches.append(report.batch)

    def unsubscribes(self, who: int) -> None:
        """Read a service's report of a refusal."""
        path = a_table(self._file("report"), "Email", EMAILS[who])
        self.shop.campaigns.back.read(ReadBack(path, "unsubscribes"))

    def bounces(self, who: int) -> None:
        """Read Mailchimp's report of an address that is gone for good."""
        path = self.folder / f"cleaned_email_audience_export_{self._number()}.csv"
        a_table(path, "Email Address,CLEAN_TIME", f"{EMAILS[who]},2026-10-01 10:00:00")
        self.shop.campaigns.back.read(ReadBack(path))
        self.gone.add(plain_email(EMAILS[who]))

    def merge(self, winner: int, loser: int) -> None:
        """Put two entries together."""
        if winner != loser and self._there(winner) and self._there(loser):
            done = self.shop.merging.merge(winner + 1, loser + 1).value
            self._merges.append(done.merge_id)

    def part(self, _last: int) -> None:
        """Part the two put together last."""
        if self._merges:
            self.shop.merging.unmerge(self._merges.pop())

    def undo(self, _last: int) -> None:
        """Take the last import back."""
        if self._batches:
            self.shop.importing.undo(self._batches.pop())

    def leave_alone(self, who: int) -> None:
        """Draw somebody into the control of a campaign that runs."""
        if self._there(who) and who + 1 not in self._alone:
            self._alone.add(who + 1)
            a_campaign(self.shop, len(self._alone), control=(who + 1,), treated=())

    def export(self, since_last: int) -> None:
        """Write everyone's list, and hold it against what each person said last."""
        wish = ExportWish(
            "constant-contact", "customers", self.folder / "out", since_last=bool(since_last)
        )
        everyone = self.shop.customers.ids(CustomerQuery()).tolist()
        no, plain = self._refused(everyone)
        try:
            done = self.shop.campaigns.mailing.export(wish).value
        except UserError:
            found = self.shop.campaigns.mailing.preview("mailchimp", "customers")
            assert found.included == 0
            return
        with done.file.open(encoding="utf-8", newline="") as told:
            written = {plain_email(row["Email Address"]) for row in csv.DictReader(told)}
        assert not written & {plain[one] for one in no}
        assert not written & self.gone
        with self.shop.books.read() as connection:
            alone = {survivor_of(connection, one) for one in self._alone}
        assert not written & {plain[one] for one in alone}
        twin = done.suppression_file.read_text(encoding="utf-8").splitlines()[1:]
        assert {plain[one] for one in no} <= {plain_email(one) for one in twin}
        left_out = sum(done.excluded.values())
        assert done.included + done.unchanged + left_out == len(everyone)

    def _refused(self, everyone: list[int]) -> tuple[list[int], dict[int, str]]:
        """Ask of each what the counter shows."""
        with self.shop.books.read() as connection:
            no = [
                one
                for one in everyone
                if standing(answers_of(connection, one)).get("email") is False
            ]
        rows = self.shop.customers.page(self.shop.customers.ids(CustomerQuery()))
        return no, {row.customer_id: plain_email(row.email) for row in rows}

    def _there(self, who: int) -> bool:
        return who + 1 in self.shop.customers.ids(CustomerQuery()).tolist()

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}-{self._number()}.csv"

    def _number(self) -> int:
        self._files += 1
        return self._files


@given(steps=STEPS)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_nobody_who_refused_last_or_is_left_alone_is_in_a_file_whatever_came_before(
    steps: list[tuple[str, int, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        history = History(Path(folder))
        try:
            for step in steps:
                history.do(*step)
            history.export(0)
        finally:
            history.shop.close()
