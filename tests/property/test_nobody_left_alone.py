"""Whatever is written, launched, refused and put together: nobody left alone is in any file."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from retailcrm.core.errors import UserError
from retailcrm.core.rows import rows
from retailcrm.services.campaign_rows import ArmWish, State
from retailcrm.services.list_rows import ExportWish
from retailcrm.wiring import Services, open_shop
from tests.campaigning import DOUBLE, FIVE_OFF, a_wish, buyers
from tests.conftest import clock
from tests.mailed import says

PEOPLE = 24
ARMS = (ArmWish("Five off", FIVE_OFF), ArmWish("Double", DOUBLE))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("launch"), st.integers(1, 2), st.sampled_from((1_000, 3_000, 5_000))),
        st.tuples(st.just("refuse"), st.integers(0, PEOPLE - 1), st.booleans()),
        st.tuples(st.just("merge"), st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)),
        st.tuples(st.just("year"), st.just(1_000), st.just(0)),
        st.tuples(st.just("end"), st.integers(0, 3), st.just(0)),
    ),
    min_size=2,
    max_size=6,
)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int]]:
    """Make a shop once, to be copied for every example."""
    folder = tmp_path_factory.mktemp("left-alone")
    shop = open_shop(str(folder / "shop.db"), clock)
    people = buyers(shop, folder, PEOPLE)
    shop.close()
    return folder / "shop.db", people


def _done(shop: Services, people: list[int], step: tuple[str, int, int]) -> None:
    what, one, other = step
    drafts = shop.campaigns.drafts
    if what == "launch":
        number = drafts.create(a_wish(arms=ARMS[:one], held_back=int(other))).value
        drafts.launch(number)
    elif what == "refuse":
        says(shop, people[one], "email", given=bool(other))
    elif what == "merge":
        shop.merging.merge(people[one], people[int(other)])
    elif what == "year":
        drafts.leave_alone(one)
    else:
        running = [row for row in drafts.campaigns() if row.state is State.RUNNING]
        if one < len(running):
            drafts.end(running[one].id)


def _alone(shop: Services) -> dict[str, str]:
    """Give the addresses of everyone left alone now, by whoever it is today."""
    with shop.books.read() as connection:
        found = connection.execute(
            text(
                "SELECT c.email, m.name FROM assignment a JOIN arm ON arm.id = a.arm_id "
                "JOIN campaign m ON m.id = a.campaign_id JOIN customer c ON c.id = a.customer_id "
                "WHERE arm.place = 0 AND m.state = 'running'"
            )
        )
        return {str(email): str(name) for email, name in found}


def _files(shop: Services, folder: Path) -> list[Path]:
    """Write every list that can be written: of every campaign, every arm, and of everyone."""
    wanted = ["customers"]
    for row in shop.campaigns.drafts.campaigns():
        arms = [None, *(str(arm.place) for arm in shop.campaigns.drafts.detail(row.id).arms)]
        wanted += [rows("campaign", id=str(row.id), arm=arm).text() for arm in arms]
    made = []
    for number, audience in enumerate(wanted):
        out = folder / str(number)
        out.mkdir()
        try:
            wish = ExportWish("mailchimp", audience, out, "email")
            made.append(shop.campaigns.mailing.export(wish).value.file)
        except UserError:  # nobody is left, or they are the control
            continue
    return made


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_nobody_who_is_left_alone_is_in_any_file(
    books: tuple[Path, list[int]],
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, int, int]],
) -> None:
    """B1: the control is kept out of every export file, after anything that may happen."""
    held, people = books
    folder = tmp_path_factory.mktemp("one")
    (folder / "shop.db").write_bytes(held.read_bytes())
    shop = open_shop(str(folder / "shop.db"), clock)
    for step in steps:
        try:
            _done(shop, people, step)
        except UserError:  # it made no sense by then: merged already, nobody to write to
            continue
    alone = _alone(shop)
    for file in _files(shop, folder):
        with file.open(encoding="utf-8-sig", newline="") as told:
            inside = {cell for row in csv.reader(told) for cell in row}
        assert not inside & alone.keys(), (file.parent.name, steps)
    shop.close()
