"""Make the screens; loaded by the program's door once the window is up."""

from retailcrm.ui.screens.campaigns.view import CampaignsScreen
from retailcrm.ui.screens.counter.view import CounterScreen
from retailcrm.ui.screens.customers.view import CustomersScreen
from retailcrm.ui.screens.groups.view import GroupsScreen
from retailcrm.ui.screens.importing.view import ImportScreen
from retailcrm.ui.screens.insights.view import InsightsScreen
from retailcrm.ui.screens.planner.view import PlannerScreen
from retailcrm.ui.screens.program.view import ProgramScreen
from retailcrm.ui.screens.receipts.view import ReceiptsScreen
from retailcrm.ui.screens.reports.view import ReportsScreen
from retailcrm.ui.screens.settings.view import SettingsScreen
from retailcrm.ui.screens.today.view import TodayScreen
from retailcrm.ui.screens_table import Loaded
from retailcrm.ui.status import read_facts

LOADED = Loaded(
    factories={
        "today": TodayScreen,
        "counter": CounterScreen,
        "customers": CustomersScreen,
        "import": ImportScreen,
        "groups": GroupsScreen,
        "insights": InsightsScreen,
        "campaigns": CampaignsScreen,
        "program": ProgramScreen,
        "planner": PlannerScreen,
        "reports": ReportsScreen,
        "settings": SettingsScreen,
        "receipts": ReceiptsScreen,
    },
    read_facts=read_facts,
)
