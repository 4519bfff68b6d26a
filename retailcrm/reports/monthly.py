"""The monthly report: facts in, printed pages out."""

from retailcrm.reports.monthly_facts import MonthlyReport

__all__ = ["MonthlyReport"]
