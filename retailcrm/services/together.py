"""Services that belong together, so that whoever needs one finds its neighbours."""

from collections.abc import Mapping
from dataclasses import dataclass

from retailcrm.services.ads import AdService
from retailcrm.services.campaign_results import CampaignResults
from retailcrm.services.campaigns import CampaignService
from retailcrm.services.categories import CategoryService
from retailcrm.services.codes import CodeService
from retailcrm.services.consents import ConsentService
from retailcrm.services.constant_contact import ConnectionService
from retailcrm.services.finding import Finder
from retailcrm.services.lists import ListService
from retailcrm.services.mail_back import BackService
from retailcrm.services.mailable import MailableService
from retailcrm.services.mailing import MailingService
from retailcrm.services.money import MoneyService
from retailcrm.services.places import PlacesService
from retailcrm.services.points_soon import PointsSoonService
from retailcrm.services.post import PostService
from retailcrm.services.privacy import PrivacyService
from retailcrm.services.retention import RetentionService
from retailcrm.services.targets import TargetService
from retailcrm.services.till_watch import TillWatchService
from retailcrm.services.triggers import TriggerService
from retailcrm.services.value import ValueService


@dataclass(frozen=True, slots=True)
class Insights:
    """What can be known of customers beyond their groups.

    Attributes:
        finders: by name, who is behind each figure.
    """

    points_soon: PointsSoonService
    targets: TargetService
    retention: RetentionService
    categories: CategoryService
    places: PlacesService
    money: MoneyService
    till_watch: TillWatchService
    value: ValueService
    finders: Mapping[str, Finder]


@dataclass(frozen=True, slots=True)
class Campaigns:
    """What is said to customers, and what came of it.

    Attributes:
        finders: by name, who is behind each figure.
    """

    drafts: CampaignService
    lists: ListService
    mailing: MailingService
    mailable: MailableService
    results: CampaignResults
    codes: CodeService
    post: PostService
    back: BackService
    connection: ConnectionService
    privacy: PrivacyService
    ads: AdService
    consents: ConsentService
    triggers: TriggerService
    finders: Mapping[str, Finder]
