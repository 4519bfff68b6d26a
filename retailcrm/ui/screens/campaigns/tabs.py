"""The tabs of the Campaigns screen in one table."""

from collections.abc import Callable
from dataclasses import dataclass

from retailcrm.ui.desk import Desk
from retailcrm.ui.screens.campaigns.ads_page import AdsPage
from retailcrm.ui.screens.campaigns.campaigns_page import CampaignsPage
from retailcrm.ui.screens.campaigns.consent_page import ConsentPage
from retailcrm.ui.screens.campaigns.lists_page import ListsPage
from retailcrm.ui.screens.campaigns.moments_page import MomentsPage
from retailcrm.ui.screens.campaigns.tab import Tab
from retailcrm.ui.work import Jobs

MakeTab = Callable[[Desk, Jobs], Tab]


@dataclass(frozen=True, slots=True)
class TabEntry:
    """One tab.

    Attributes:
        key: what code and references (`rows("campaigns", tab=...)`) call it.
        title: the word on the tab.
        make: builds it.
    """

    key: str
    title: str
    make: MakeTab


# In the order of the tabs: campaigns, moments, lists, ads, consent.
TABS = (
    TabEntry("campaigns", "Campaigns", CampaignsPage),
    TabEntry("moments", "Moments", MomentsPage),
    TabEntry("lists", "Lists", ListsPage),
    TabEntry("ads", "Ads", AdsPage),
    TabEntry("consent", "Consent", ConsentPage),
)
