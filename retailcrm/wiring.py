"""Who is who: books, base and services put together in one place."""

import hashlib
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import SystemRandom
from typing import Protocol

from retailcrm.core.errors import StorageError
from retailcrm.core.outcome import Outcome
from retailcrm.core.paths import platform_paths, report_folders
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.roles import OWNER, Actor
from retailcrm.db.books import Books
from retailcrm.db.category_days import CategoryFiles
from retailcrm.db.settings import read_setting, write_setting
from retailcrm.db.vectors import VectorFiles
from retailcrm.services.ads import AdService
from retailcrm.services.audiences import Audiences
from retailcrm.services.base import Base
from retailcrm.services.campaign_facts import CampaignFactsBuilder
from retailcrm.services.campaign_preview import Previewer
from retailcrm.services.campaign_program import ProgramTrials
from retailcrm.services.campaign_results import CampaignResults
from retailcrm.services.campaigns import CampaignService
from retailcrm.services.cards import CardService
from retailcrm.services.catching_up import PointsPosting
from retailcrm.services.categories import CategoryService
from retailcrm.services.category_base import CategoryBase
from retailcrm.services.checking import CheckService
from retailcrm.services.codes import CodeService
from retailcrm.services.connecting import World
from retailcrm.services.consents import ConsentService
from retailcrm.services.constant_contact import ConnectionService
from retailcrm.services.customers import CustomerService
from retailcrm.services.demo import DemoService
from retailcrm.services.expiring import ExpiryService
from retailcrm.services.exporting import ExportService
from retailcrm.services.finding import Finder
from retailcrm.services.group_finders import GroupFinders
from retailcrm.services.grouping import GroupService
from retailcrm.services.importing import ImportService
from retailcrm.services.keeping import KeepService, Restored, restore_books
from retailcrm.services.liability import LiabilityService
from retailcrm.services.listed import ListedPeople
from retailcrm.services.lists import ListService
from retailcrm.services.loyalty_facts import LoyaltyFacts
from retailcrm.services.mail_back import BackService
from retailcrm.services.mailable import MailableService
from retailcrm.services.mailing import MailingService
from retailcrm.services.members import MemberService
from retailcrm.services.merging import MergeService
from retailcrm.services.money import MoneyService
from retailcrm.services.month_facts import MonthFactsBuilder
from retailcrm.services.move_found import MoveFinders
from retailcrm.services.move_progress import MoveProgressService
from retailcrm.services.moved_found import MovedFinders
from retailcrm.services.places import PlacesService
from retailcrm.services.plan_conversions import PlanConversions
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
from retailcrm.services.safe import SystemSafe
from retailcrm.services.sales import SalesService
from retailcrm.services.shop import ShopService
from retailcrm.services.staff import StaffService
from retailcrm.services.standing import Standing
from retailcrm.services.start_gifts import StartGiftService
from retailcrm.services.targets import TargetService
from retailcrm.services.till_watch import TillWatchService
from retailcrm.services.together import Campaigns, Insights
from retailcrm.services.topic_facts import TopicFactsBuilder
from retailcrm.services.transition import TransitionService
from retailcrm.services.tried_found import TriedFinders
from retailcrm.services.triggers import TriggerService
from retailcrm.services.value import ValueService

SHOP_ID = "shop.id"
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Services:
    """Everything the shop can do."""

    books: Books
    shop: ShopService
    importing: ImportService
    customers: CustomerService
    sales: SalesService
    grouping: GroupService
    reporting: ReportService
    checking: CheckService
    demo: DemoService
    posting: PointsPosting
    points: PointsService
    program: ProgramService
    expiring: ExpiryService
    replaying: ReplayService
    liability: LiabilityService
    transition: TransitionService
    move_progress: MoveProgressService
    start_gifts: StartGiftService
    members: MemberService[AccountRow]
    cards: CardService
    merging: MergeService
    staff: StaffService
    keeping: KeepService
    exports: ExportService
    insights: Insights
    planning: PlanService
    plans: KeptPlans
    campaigns: Campaigns

    def close(self) -> None:
        """Let go of the books."""
        self.books.close()


def open_shop(shop: str, clock: Clock) -> Services:
    """Open a shop's books, made or brought up to date first, and everything that works on them.

    Args:
        shop: a file, or an address that begins with postgresql://.
        clock: gives the time now, with its zone.

    Raises:
        UserError: the books cannot be opened, in one sentence.
    """
    books = Books(shop)
    books.open()
    folder = _vector_folder(books, shop)
    files, bought = VectorFiles(folder), CategoryFiles(_category_folder(folder))
    for one in (files, bought):
        one.forget_later_than(books.version())
    shop_id = _shop_id(books)
    categories = CategoryBase(books, bought, shop_id)
    services = _services(books, Base(books, files, shop_id, (categories,)), categories, clock)
    with suppress(StorageError):  # whoever looks into the books meanwhile is no reason to stay out
        services.campaigns.privacy.finish()
    return services


def restore_shop(
    shop: str, copy: Path, clock: Clock, progress: Progress = SILENT, *, actor: Actor = OWNER
) -> Outcome[Restored]:
    """Put a copy in the place of a shop's books, which need not open any more.

    Raises:
        UserError: the role does not allow it, the copy is no use, or the books live on a server;
            nothing has changed.
    """
    books = Books(shop)
    try:
        outcome = restore_books(books, copy, clock, progress, actor=actor)
    finally:
        books.close()
    folder = _vector_folder(books, shop)
    VectorFiles(folder).forget()
    CategoryFiles(_category_folder(folder)).forget()
    return outcome


@dataclass(frozen=True, slots=True)
class _Shared:
    """What several services work with: one of each, so that what one has worked out is kept."""

    books: Books
    base: Base
    standing: Standing
    exports: ExportService
    liability: LiabilityService
    results: CampaignResults
    clock: Clock


def _shared(books: Books, base: Base, clock: Clock) -> _Shared:
    standing, liability = Standing(books, base), LiabilityService(books, clock)
    return _Shared(
        books=books,
        base=base,
        standing=standing,
        exports=ExportService(books, clock),
        liability=liability,
        results=CampaignResults(books, base, standing, liability),
        clock=clock,
    )


def _insights(shared: _Shared, sales: SalesService, bought: CategoryBase) -> Insights:
    books, base, clock = shared.books, shared.base, shared.clock
    standing, exports = shared.standing, shared.exports
    retention = RetentionService(books, standing, exports)
    categories = CategoryService(books, bought, standing)
    soon = PointsSoonService(books, standing, clock)
    targets = TargetService(books, standing, sales, {"retention": retention.by_quarter}, clock)
    places = PlacesService(books, standing, clock)
    value = ValueService(books, base, standing, exports)
    trials = ProgramTrials(shared.results)
    money = MoneyService(books, base, standing, shared.liability, value.expected, trials)
    till_watch = TillWatchService(books)
    return Insights(
        points_soon=soon,
        targets=targets,
        retention=retention,
        categories=categories,
        places=places,
        money=money,
        till_watch=till_watch,
        value=value,
        finders={
            **GroupFinders(standing, base).finders(),
            **soon.finders(),
            **retention.finders(),
            **categories.finders(),
            **places.finders(),
            **money.finders(),
            **till_watch.finders(),
            **value.finders(),
        },
    )


def _campaigns(shared: _Shared, customers: CustomerService, checking: CheckService) -> Campaigns:
    books, base, clock = shared.books, shared.base, shared.clock
    standing, exports, results = shared.standing, shared.exports, shared.results
    audiences = Audiences(books, customers, standing)
    previewer = Previewer(books, standing, audiences, clock)
    drafts = CampaignService(books, audiences, previewer, clock)
    lists = ListService(books, audiences, clock)
    people = ListedPeople(books, audiences)
    mailing = MailingService(books, people, standing, exports, clock)
    mailable = MailableService(books, clock)
    back = BackService(books, clock)
    world = World(SystemSafe(_shop_id(books)))
    post = PostService(books, exports, clock, SystemRandom())
    triggers = TriggerService(
        books, standing, audiences.people, audiences.title, mailing.export, post, clock
    )
    ads = AdService(books, standing, clock)
    consents = ConsentService(books, mailable, clock)
    return Campaigns(
        drafts=drafts,
        lists=lists,
        mailing=mailing,
        mailable=mailable,
        results=results,
        triggers=triggers,
        codes=CodeService(books, exports, clock, SystemRandom()),
        post=post,
        back=back,
        connection=ConnectionService(books, people, standing, back, world, clock),
        ads=ads,
        consents=consents,
        privacy=PrivacyService(
            books, base, checking, report_folders(), clock, profile=customers.profile
        ),
        finders={
            **drafts.finders(),
            **ads.finders(),
            **consents.finders(),
            **lists.finders(),
            **mailing.finders(),
            **results.finders(),
            **triggers.finders(),
        },
    )


def _people(
    shared: _Shared, finders: dict[str, Finder], checking: CheckService
) -> tuple[CustomerService, Campaigns]:
    """Make what finds people, and what is said to them, which looks for people itself."""
    customers = CustomerService(
        shared.books, shared.base, shared.standing, finders, exports=shared.exports
    )
    campaigns = _campaigns(shared, customers, checking)
    finders.update(campaigns.finders)
    return customers, campaigns


def _planning(shared: _Shared, replaying: ReplayService) -> tuple[PlanService, KeptPlans]:
    books, standing, exports = shared.books, shared.standing, shared.exports
    known = PlanConversions(books, shared.results.results)
    service = PlanService(books, standing, exports, known, replaying.replay, shared.clock)
    return service, KeptPlans(books, service, shared.clock)


class _Finds(Protocol):
    def finders(self) -> Mapping[str, Finder]: ...


def _finders(insights: Insights, *others: _Finds) -> dict[str, Finder]:
    """Gather what finds people by name; what is said to customers adds its own later."""
    found = dict(insights.finders)
    for one in others:
        found.update(one.finders())
    return found


def _members(
    books: Books,
    base: Base,
    standing: Standing,
    posting: PointsPosting,
    points: PointsService,
    clock: Clock,
) -> MemberService[AccountRow]:
    chance = SystemRandom()
    return MemberService(
        books, base, standing, clock, posting=posting, points=points.if_any, random=chance
    )


def _services(books: Books, base: Base, bought: CategoryBase, clock: Clock) -> Services:
    shared = _shared(books, base, clock)
    standing, exports, liability = shared.standing, shared.exports, shared.liability
    shop, sales, points = ShopService(books), SalesService(books, base), PointsService(books, clock)
    posting = PointsPosting(books, standing, clock)
    checking = CheckService(books, exports, clock)
    importing = ImportService(books, base, standing, posting, clock, checking.copy_if_due)
    groups = GroupService(books, base, standing, exports, clock)
    transition = TransitionService(books, standing, clock)
    replaying = ReplayService(books, standing, clock)
    loyalty = LoyaltyFacts(books, points, liability, transition, replaying, clock)
    insights = _insights(shared, sales, bought)
    progress = MoveProgressService(books, standing, clock)
    planning, plans = _planning(shared, replaying)
    moved = MovedFinders(books), MoveFinders(transition, progress)
    finders = _finders(insights, TriedFinders(replaying), *moved, planning)
    customers, campaigns = _people(shared, finders, checking)
    told = CampaignFactsBuilder(books, campaigns.results, clock)
    topics = TopicFactsBuilder(standing, insights, told, plans)
    months = MonthFactsBuilder(books, standing, sales, groups, topics, insights.targets)
    return Services(
        books=books,
        shop=shop,
        importing=importing,
        customers=customers,
        sales=sales,
        grouping=groups,
        reporting=ReportService(books, sales, months, loyalty, exports, clock),
        checking=checking,
        demo=DemoService(shop, importing, insights.places),
        posting=posting,
        points=points,
        program=ProgramService(books, clock),
        expiring=ExpiryService(books, groups.stale, clock),
        replaying=replaying,
        liability=liability,
        transition=transition,
        move_progress=progress,
        start_gifts=StartGiftService(books, transition, points, clock),
        members=_members(books, base, standing, posting, points, clock),
        cards=CardService(books, base, posting, clock, SystemRandom()),
        merging=MergeService(books, base, posting, clock),
        staff=StaffService(books, clock),
        keeping=KeepService(books, base, clock),
        exports=exports,
        insights=insights,
        planning=planning,
        plans=plans,
        campaigns=campaigns,
    )


def _vector_folder(books: Books, shop: str) -> Path:
    if books.file is not None:
        return books.file.with_name(f"{books.file.name}-columns")
    name = hashlib.sha256(shop.encode()).hexdigest()[:16]
    return platform_paths().cache / f"columns-{name}"


def _category_folder(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}-categories")


def _shop_id(books: Books) -> str:
    """Give the id of these books, so that columns of other books are never taken for theirs."""
    with books.read() as connection:
        held = read_setting(connection, SHOP_ID)
    if held is not None:
        return str(held)
    with books.write() as unit:
        made = uuid.uuid4().hex
        write_setting(unit.connection, SHOP_ID, made)
    return made
