"""The print of what a campaign brought, read back from paper."""

from dataclasses import replace
from pathlib import Path

import pytest

from retailcrm.reports.document import TableBlock
from retailcrm.reports.topics.campaign import campaign_document, write_campaign
from tests.unit.reports.campaign_sample import a_result
from tests.unit.reports.papers import as_last_read, sound, texts, twice_alike

LONG = (
    "Herbstpostkarte an alle Kundinnen und Kunden der Donaudampfschifffahrtsgesellschaft · 万圣节信"
)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("compared", [True, False])
def test_the_result_says_what_it_said_when_last_read(
    *, compared: bool, paper: str, tmp_path: Path
) -> None:
    out = tmp_path / "result.pdf"
    printed = write_campaign(a_result(paper, compared=compared), out)
    assert printed.pages == len(texts(out))
    as_last_read(out, f"campaign_{'control' if compared else 'alone'}_{paper}")
    sound(out, paper)


def test_the_same_result_prints_the_same_bytes(tmp_path: Path) -> None:
    twice_alike(lambda out: write_campaign(a_result(), out), tmp_path)


def test_without_people_left_alone_there_are_no_empty_columns() -> None:
    def heads(*, compared: bool) -> list[str]:
        blocks = campaign_document(a_result(compared=compared)).blocks
        arms = next(one for one in blocks if isinstance(one, TableBlock))
        return [column.title for column in arms.columns]

    assert heads(compared=False) == ["Arm", "Members", "Came", "%", "Sales", "Margin", "Cost"]
    assert {"More, pt", "Over", "After"} <= set(heads(compared=True))


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_campaign_may_be_called_anything(paper: str, tmp_path: Path) -> None:
    report = a_result(paper)
    arms = tuple(replace(one, name=LONG) for one in report.facts.arms)
    facts = replace(report.facts, name=LONG, arms=arms)
    out = tmp_path / "result.pdf"
    write_campaign(replace(report, facts=facts), out)
    sound(out, paper)
    assert "万圣节信" in texts(out)[0]
