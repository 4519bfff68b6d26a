"""A plan as a workbook that works itself out again when its inputs are changed."""

from pathlib import Path

from retailcrm.core.words import say
from retailcrm.reports.plan_facts import PlanFacts
from retailcrm.reports.xlsx.book import Book
from retailcrm.reports.xlsx.plan_inputs import write_inputs
from retailcrm.reports.xlsx.plan_known import (
    write_baseline,
    write_history,
    write_nearness,
    write_statuses,
)
from retailcrm.reports.xlsx.plan_places import Places
from retailcrm.reports.xlsx.plan_worked import (
    write_choice,
    write_comparison,
    write_small_gifts,
    write_uplift,
)


def write_plan(facts: PlanFacts, out: Path) -> None:
    """Write a plan with live formulas, one sheet a step; inputs stand on yellow.

    What a program does to clients' nearness follows from its thresholds, which only the program
    can count anew; everything else may be changed here.

    Raises:
        OSError: the file cannot be written; what was there before is still there.
    """
    book = Book(say("Plan {name}", name=facts.plan.name), facts.shop, facts.day, facts.digits)
    places = Places()
    write_inputs(book, facts, places)
    write_history(book, facts)
    write_baseline(book, facts, places)
    write_statuses(book, facts, places)
    write_nearness(book, facts, places)
    write_uplift(book, facts, places)
    write_small_gifts(book, facts, places)
    write_comparison(book, facts, places)
    write_choice(book, facts, places)
    book.save(out)
