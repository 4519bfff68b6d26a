"""Say on Today which moments are due."""

from retailcrm.core.figures import Figures
from retailcrm.core.rows import rows
from retailcrm.core.words import say
from retailcrm.services.moment_rows import DueToday
from retailcrm.ui.screens.campaigns.moment_phrases import pieces
from retailcrm.ui.screens.today.state import Todo

MOMENTS = rows("campaigns", tab="moments")
"""Where the lists of moments are made."""


def due_item(due: DueToday | None, figures: Figures) -> Todo | None:
    """Name the pieces that are ready to be sent, or lists that were never written."""
    if due is None:
        return None
    if due.ready:
        alone = sum(one.control for one in due.moments)
        reason = say("ready; {n} left alone to compare with", n=figures.count(alone))
        about = pieces(due.moments, figures)
        words = reason if alone else say("ready to be sent today")
        return Todo("mail", say("Send"), about, words, say("Make lists"), MOMENTS, "campaigns")
    unwritten = [one for one in due.lists if not one.file and one.channel != "till"]
    if not unwritten:
        return None
    about = (
        say("the list of {name}", name=unwritten[0].name)
        if len(unwritten) == 1
        else say("the lists of {n} moments", n=figures.count(len(unwritten)))
    )
    reason = say("its people were noted, but no file was written")
    return Todo("mail", say("Write"), about, reason, say("Make lists"), MOMENTS, "campaigns")
