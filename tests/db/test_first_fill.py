from pathlib import Path

import pytest

from retailcrm.db import booking
from retailcrm.db.first_fill import FirstFill
from retailcrm.importers import text_table
from retailcrm.services.importing import ImportFiles
from retailcrm.wiring import Services, open_shop
from tests.builders import the_books, till_files
from tests.conftest import clock

ZONE = "America/New_York"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let every first file go the quick way, and tell how often one did."""
    monkeypatch.setattr(booking, "WORTH_IT", 0)
    ends: list[str] = []
    end = FirstFill.end

    def told(self: FirstFill) -> None:
        ends.append("begun")
        end(self)
        ends.append("ended")

    monkeypatch.setattr(FirstFill, "end", told)
    return ends


def by_the_other_way(folder: Path, *files: Path) -> Services:
    careful = open_shop(str(folder / "careful.db"), clock)
    for file in files:
        careful.importing.run(ImportFiles((file,), zone=ZONE))
    return careful


def test_the_quick_way_into_empty_books_leaves_the_same_books_as_the_careful_one(
    shop: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: list[str]
) -> None:
    files = till_files("square")
    for file in files:
        shop.importing.run(ImportFiles((file,), zone=ZONE))
    assert quick == ["begun", "ended"]
    monkeypatch.undo()
    careful = by_the_other_way(tmp_path, *files)
    assert the_books(shop) == the_books(careful)
    assert shop.checking.check().ok
    careful.close()


def test_a_receipt_in_two_far_places_of_a_first_file_is_read_again_with_care(
    shop: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: list[str]
) -> None:
    items = next(one for one in till_files("square") if one.name.startswith("items"))
    heading, *lines = items.read_text(encoding="utf-8").splitlines(keepends=True)
    first = lines[0].split("Main Street")[0]
    twins = [one for one in lines if one.split(",")[0:2] == lines[0].split(",")[0:2]]
    rest = [one for one in lines if one not in twins]
    assert len(twins) > 1, first
    scattered = tmp_path / items.name
    scattered.write_text("".join([heading, twins[0], *rest, *twins[1:]]), encoding="utf-8")
    monkeypatch.setattr(text_table, "BLOCK", 40_000)
    monkeypatch.setattr("retailcrm.importers.engine._FIRST", 40_000)
    report = shop.importing.run(ImportFiles((scattered,), zone=ZONE)).value.files[0]
    assert quick == ["begun"], "the unique index refused, and the careful way was taken"
    assert (report.receipts_new, report.problems) == (415, 0)
    assert shop.shop.status().lines == len(lines)
    assert shop.checking.check().ok
