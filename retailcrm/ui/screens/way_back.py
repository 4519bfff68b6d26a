"""The Back buttons of pages that were opened from elsewhere."""

from retailcrm.core.words import say
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button


def back_button(desk: Desk) -> Button:
    """Make a button that does just what its key does."""
    return Button(say("Back"), key=cap("back"), on_click=lambda: desk.act("back"))
