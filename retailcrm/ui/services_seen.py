"""What a screen sees of the shop; named here so that the window can open before it is loaded."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from retailcrm.services.ads import AdService
    from retailcrm.services.campaign_results import CampaignResults
    from retailcrm.services.campaigns import CampaignService
    from retailcrm.services.cards import CardService
    from retailcrm.services.catching_up import PointsPosting
    from retailcrm.services.categories import CategoryService
    from retailcrm.services.checking import CheckService
    from retailcrm.services.codes import CodeService
    from retailcrm.services.consents import ConsentService
    from retailcrm.services.constant_contact import ConnectionService
    from retailcrm.services.customers import CustomerService
    from retailcrm.services.exporting import ExportService
    from retailcrm.services.grouping import GroupService
    from retailcrm.services.importing import ImportService
    from retailcrm.services.keeping import KeepService
    from retailcrm.services.liability import LiabilityService
    from retailcrm.services.lists import ListService
    from retailcrm.services.mail_back import BackService
    from retailcrm.services.mailable import MailableService
    from retailcrm.services.mailing import MailingService
    from retailcrm.services.members import MemberService
    from retailcrm.services.merging import MergeService
    from retailcrm.services.money import MoneyService
    from retailcrm.services.move_progress import MoveProgressService
    from retailcrm.services.places import PlacesService
    from retailcrm.services.planning import PlanService
    from retailcrm.services.plans import KeptPlans
    from retailcrm.services.points import PointsService
    from retailcrm.services.points_rows import AccountRow
    from retailcrm.services.points_soon import PointsSoonService
    from retailcrm.services.post import PostService
    from retailcrm.services.privacy import PrivacyService
    from retailcrm.services.program import ProgramService
    from retailcrm.services.replaying import ReplayService
    from retailcrm.services.reporting import ReportService
    from retailcrm.services.retention import RetentionService
    from retailcrm.services.sales import SalesService
    from retailcrm.services.shop import ShopService
    from retailcrm.services.staff import StaffService
    from retailcrm.services.start_gifts import StartGiftService
    from retailcrm.services.targets import TargetService
    from retailcrm.services.till_watch import TillWatchService
    from retailcrm.services.transition import TransitionService
    from retailcrm.services.triggers import TriggerService
    from retailcrm.services.value import ValueService


class Insights(Protocol):
    """Questions about customers beyond their groups."""

    @property
    def points_soon(self) -> "PointsSoonService":
        """Points that members hold, and will lose soon."""

    @property
    def targets(self) -> "TargetService":
        """What the owner wants to reach."""

    @property
    def value(self) -> "ValueService":
        """What customers brought and will probably bring."""

    @property
    def retention(self) -> "RetentionService":
        """Who comes back, how soon and how often."""

    @property
    def money(self) -> "MoneyService":
        """Who brings the money, and where discounts go."""

    @property
    def categories(self) -> "CategoryService":
        """Who buys what, and what to show to whom."""

    @property
    def places(self) -> "PlacesService":
        """Where customers live."""

    @property
    def till_watch(self) -> "TillWatchService":
        """What stands out at the till."""


class Campaigns(Protocol):
    """What is said to customers, and what came of it."""

    @property
    def drafts(self) -> "CampaignService":
        """Campaigns, from the first draft to their end."""

    @property
    def lists(self) -> "ListService":
        """Saved lists."""

    @property
    def mailing(self) -> "MailingService":
        """Files for mail services, and the log of what left."""

    @property
    def mailable(self) -> "MailableService":
        """Who may be written to, and why not."""

    @property
    def results(self) -> "CampaignResults":
        """What campaigns brought, measured against people left alone."""

    @property
    def back(self) -> "BackService":
        """What came back of sendings."""

    @property
    def connection(self) -> "ConnectionService":
        """The shop's own account at Constant Contact."""

    @property
    def triggers(self) -> "TriggerService":
        """Moments: what is said by itself, and when."""

    @property
    def codes(self) -> "CodeService":
        """Codes that customers show."""

    @property
    def post(self) -> "PostService":
        """Letters, labels and tables for a mail house."""

    @property
    def ads(self) -> "AdService":
        """The ad diary."""

    @property
    def consents(self) -> "ConsentService":
        """Who said yes or no, and in which words people are asked."""

    @property
    def privacy(self) -> "PrivacyService":
        """A person's rights: his data as files, and being forgotten."""


class Services(Protocol):
    """Everything the shop can do, as `retailcrm.wiring` puts it together."""

    @property
    def shop(self) -> "ShopService":
        """Settings, stores and status."""

    @property
    def importing(self) -> "ImportService":
        """Files, quarantine, undo."""

    @property
    def customers(self) -> "CustomerService":
        """Customers and receipts."""

    @property
    def sales(self) -> "SalesService":
        """What was sold."""

    @property
    def grouping(self) -> "GroupService":
        """Groups, segments, stages."""

    @property
    def reporting(self) -> "ReportService":
        """Printed reports."""

    @property
    def exports(self) -> "ExportService":
        """What is noted of whatever leaves the program."""

    @property
    def checking(self) -> "CheckService":
        """Soundness of the books, and their copies."""

    @property
    def members(self) -> "MemberService[AccountRow]":
        """Members at the counter."""

    @property
    def cards(self) -> "CardService":
        """Card numbers."""

    @property
    def merging(self) -> "MergeService":
        """People who are in the books twice."""

    @property
    def points(self) -> "PointsService":
        """Points of members."""

    @property
    def program(self) -> "ProgramService":
        """The rules of the program."""

    @property
    def posting(self) -> "PointsPosting":
        """Points of receipts, booked for everyone at once."""

    @property
    def replaying(self) -> "ReplayService":
        """Programs tried on the past."""

    @property
    def transition(self) -> "TransitionService":
        """The way from a flat discount to points."""

    @property
    def insights(self) -> "Insights":
        """What can be known of customers beyond their groups."""

    @property
    def campaigns(self) -> "Campaigns":
        """What is said to customers, and what came of it."""

    @property
    def start_gifts(self) -> "StartGiftService":
        """Points that make up for the lost discount."""

    @property
    def move_progress(self) -> "MoveProgressService":
        """How the move to points goes."""

    @property
    def liability(self) -> "LiabilityService":
        """What open points will cost."""

    @property
    def planning(self) -> "PlanService":
        """What loyalty programs would bring."""

    @property
    def plans(self) -> "KeptPlans":
        """Plans that are kept, and the one that was chosen."""

    @property
    def keeping(self) -> "KeepService":
        """Copies put back, everything taken out and loaded."""

    @property
    def staff(self) -> "StaffService":
        """Who works here."""

    def close(self) -> None:
        """Let go of the books."""
