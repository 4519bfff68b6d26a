"""The topics of the Insights in one table; a page is built when it is first turned to."""

from collections.abc import Callable
from dataclasses import dataclass

from retailcrm.ui.desk import Desk
from retailcrm.ui.screens.insights import at_the_till, categories, coming_back, value
from retailcrm.ui.screens.insights.money_page import MoneyPage
from retailcrm.ui.screens.insights.page import TopicPage
from retailcrm.ui.screens.insights.places_page import PlacesPage
from retailcrm.ui.work import Jobs

MakePage = Callable[[Desk, Jobs], TopicPage]


@dataclass(frozen=True, slots=True)
class Topic:
    """One tab.

    Attributes:
        key: what code and references (`rows("insights", topic=...)`) call it.
        title: the word on the tab.
        make: builds its page.
    """

    key: str
    title: str
    make: MakePage


# In the order of the tabs: value, retention, money, categories, places, till.
TOPICS = (
    Topic("value", "Value", lambda d, j: TopicPage(d, j, "value", value.read)),
    Topic("retention", "Coming back", lambda d, j: TopicPage(d, j, "retention", coming_back.read)),
    Topic("money", "Money", MoneyPage),
    Topic("categories", "Categories", lambda d, j: TopicPage(d, j, "categories", categories.read)),
    Topic("places", "Places", PlacesPage),
    Topic("till", "At the till", lambda d, j: TopicPage(d, j, "till", at_the_till.read)),
)
