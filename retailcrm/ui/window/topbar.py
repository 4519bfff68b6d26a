"""The bar on top: search or scan on the left, help on the right."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.layout import row
from retailcrm.ui.window.search_field import SearchField

HEIGHT = 52


class TopBar(QFrame):
    """Holds the search field and the way to help."""

    def __init__(self, search_key: str, help_key: str, on_help: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setFixedHeight(HEIGHT)
        self.search = SearchField(search_key)
        help_button = Button(say("Help"), "still", icon="help", key=help_key, on_click=on_help)
        whole = row(self.search, None, help_button, gap=16)
        whole.setStretch(0, 10)
        whole.setContentsMargins(24, 0, 24, 0)
        self.setLayout(whole)
