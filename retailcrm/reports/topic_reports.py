"""The reports of one topic each: facts in, printed pages out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from retailcrm.reports.concentration_facts import ConcentrationFacts
from retailcrm.reports.document import Document
from retailcrm.reports.issue import Issue, digest
from retailcrm.reports.printed import Printed, print_document
from retailcrm.reports.retention_facts import RetentionFacts
from retailcrm.reports.roi_facts import RoiFacts
from retailcrm.reports.topics.concentration import concentration_document
from retailcrm.reports.topics.retention import retention_document
from retailcrm.reports.topics.roi import roi_document
from retailcrm.reports.topics.value import value_document
from retailcrm.reports.value_facts import ValueFacts

RETENTION, VALUE, ROI, CONCENTRATION = "retention", "value", "roi", "concentration"
TOPICS = (RETENTION, VALUE, ROI, CONCENTRATION)
TopicFacts = RetentionFacts | ValueFacts | RoiFacts | ConcentrationFacts
_Write = Callable[[Issue, int, Any], Document]
_WRITERS: Mapping[str, _Write] = MappingProxyType(
    {
        RETENTION: retention_document,
        VALUE: value_document,
        ROI: roi_document,
        CONCENTRATION: concentration_document,
    }
)


@dataclass(frozen=True, slots=True)
class TopicReport:
    """Everything a report of one topic prints; equal facts give equal bytes.

    Attributes:
        key: which report.
        month: number of its month.
    """

    key: str
    month: int
    issue: Issue
    facts: TopicFacts


def write_topic(report: TopicReport, out: Path) -> Printed:
    """Print a report to `out`; equal facts give equal bytes."""
    return print_document(topic_document_of(report), out)


def topic_document_of(report: TopicReport) -> Document:
    """Write the pages of a report as blocks."""
    issue = replace(report.issue, inputs=digest(report.facts), is_of_month=True)
    return _WRITERS[report.key](issue, report.month, report.facts)
