"""The finding of a page of the program; the kit has it for every screen."""

from retailcrm.ui.kit.verdict import Verdict

__all__ = ["Verdict"]
