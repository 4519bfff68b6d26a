"""The reports of one topic each, read back from their PDFs."""

from dataclasses import replace
from pathlib import Path

import pytest

from retailcrm.core.definitions import DEFINITIONS
from retailcrm.core.rows import parse_rows
from retailcrm.reports.document import Document
from retailcrm.reports.topic_reports import (
    CONCENTRATION,
    RETENTION,
    ROI,
    TOPICS,
    VALUE,
    TopicFacts,
    TopicReport,
    topic_document_of,
    write_topic,
)
from tests.unit.reports.papers import as_last_read, sound, texts, twice_alike
from tests.unit.reports.topic_facts import (
    OCTOBER,
    a_concentration,
    a_retention,
    a_value,
    an_issue,
    an_roi,
    no_cards,
    no_program,
    nobody_back,
    nobody_valued,
)

FULL: dict[str, TopicFacts] = {
    RETENTION: a_retention(),
    VALUE: a_value(),
    ROI: an_roi(),
    CONCENTRATION: a_concentration(),
}
SMALL: dict[str, tuple[TopicFacts, ...]] = {
    RETENTION: (nobody_back(),),
    VALUE: (nobody_valued(), a_value(modelled=False)),
    ROI: (no_program(), an_roi("assumed"), an_roi("own"), an_roi(low=0.0, high=0.0)),
    CONCENTRATION: (no_cards(), a_concentration(1), a_concentration(12)),
}
_LONG = "Βιβλιοπωλείον «Ἡ Ἀθηνᾶ» и Книжный магазин «Щербаков, Жуковская и партнёры» на Невском"


def a_report(key: str, facts: TopicFacts, paper: str = "a4") -> TopicReport:
    return TopicReport(key, OCTOBER, an_issue(key, paper), facts)


def document_of(key: str, facts: TopicFacts) -> Document:
    return topic_document_of(a_report(key, facts))


def words_of(key: str, facts: TopicFacts, folder: Path) -> str:
    write_topic(a_report(key, facts), folder / "report.pdf")
    return " ".join(" ".join(texts(folder / "report.pdf")).split())


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("key", TOPICS)
def test_every_page_says_what_it_said_when_last_read(key: str, paper: str, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    printed = write_topic(a_report(key, FULL[key], paper), out)
    assert printed.pages == len(texts(out))
    as_last_read(out, f"{key}_{paper}")
    sound(out, paper)


@pytest.mark.parametrize("key", TOPICS)
def test_the_same_facts_print_the_same_bytes(key: str, tmp_path: Path) -> None:
    twice_alike(lambda out: write_topic(a_report(key, FULL[key]), out), tmp_path)


@pytest.mark.parametrize("key", TOPICS)
def test_other_facts_have_another_stamp(key: str) -> None:
    (one,), (other,) = (document_of(key, facts).stamp for facts in (FULL[key], SMALL[key][0]))
    assert one.split("inputs ")[1][:9] != other.split("inputs ")[1][:9]


@pytest.mark.parametrize("key", TOPICS)
def test_every_small_number_names_its_rows_and_its_definition(key: str) -> None:
    figures = document_of(key, FULL[key]).figures
    assert [one.number for one in figures] == list(range(1, len(figures) + 1))
    assert len({one.name for one in figures}) == len(figures)
    for one in figures:
        assert parse_rows(one.rows.text()) == one.rows
        assert any(one.name == name or one.name.startswith(f"{name}.") for name in DEFINITIONS)


@pytest.mark.parametrize(
    ("key", "facts"), [(key, facts) for key, small in SMALL.items() for facts in small]
)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_small_shop_gets_sentences_instead_of_empty_panels(
    key: str, facts: TopicFacts, paper: str, tmp_path: Path
) -> None:
    out = tmp_path / "report.pdf"
    write_topic(a_report(key, facts, paper), out)
    sound(out, paper)
    said = " ".join(texts(out))
    assert "nan" not in said.lower()
    assert "None" not in said


@pytest.mark.parametrize("key", TOPICS)
def test_a_long_name_of_two_scripts_stays_on_the_page(key: str, tmp_path: Path) -> None:
    report = a_report(key, FULL[key])
    issue = replace(report.issue, shop=_LONG * 2, locale="de_DE")
    write_topic(replace(report, issue=issue), tmp_path / "report.pdf")
    sound(tmp_path / "report.pdf", "a4")


def test_a_measured_program_pays_only_when_its_whole_range_does(tmp_path: Path) -> None:
    assert "The program pays: each 1 spent brings 1.80" in words_of(ROI, an_roi(), tmp_path)
    lost = words_of(ROI, an_roi(low=0.2, high=0.8), tmp_path)
    assert "The program does not pay" in lost
    unsure = words_of(ROI, an_roi(low=0.6, high=1.6), tmp_path)
    assert "cannot tell whether the program pays: each 1 spent brings 0.60 to 1.60" in unsure
    assert "It may have brought enough to pay for itself, or not" in unsure


@pytest.mark.parametrize("basis", ["assumed", "own", "later"])
def test_what_nobody_measured_is_never_called_a_gain(basis: str, tmp_path: Path) -> None:
    said = words_of(ROI, an_roi(basis, 3.0, 9.0), tmp_path)
    assert "The data cannot tell whether the program pays" in said
    assert "The program pays:" not in said
    assert "It brought more than it has to" not in said


def test_a_value_without_a_model_has_no_range(tmp_path: Path) -> None:
    said = words_of(VALUE, a_value(modelled=False), tmp_path)
    assert "No range can be given" in said
    assert "eight years out of ten the truth lies in the range" in said
    assert "the line holds the truth" not in said


def test_a_few_cards_are_counted_and_not_told_as_a_percentage(tmp_path: Path) -> None:
    said = words_of(CONCENTRATION, a_concentration(12), tmp_path)
    assert "The best 1 of 12 cards bring 34" in said
