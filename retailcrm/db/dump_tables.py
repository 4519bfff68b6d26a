"""What a dump holds: one file a table, under names that a shop would give them."""

from dataclasses import dataclass

from sqlalchemy import Boolean, Connection, LargeBinary, Text
from sqlalchemy.schema import Column

from retailcrm.core.words import say
from retailcrm.db.bulk import table_of
from retailcrm.models import (
    batches,
    campaigns,
    goods,
    knowledge,
    mailing,
    members,
    people,
    plans,
    points,
    receipts,
    records,
    shop,
)
from retailcrm.models.summaries import (
    CategoryMonth,
    CustomerCategory,
    CustomerDay,
    ProductMonth,
    StoreDay,
)

#: made anew from the rest when a dump is loaded
DERIVED: tuple[type, ...] = (
    StoreDay, CustomerDay, ProductMonth, CategoryMonth, CustomerCategory, people.SearchTerm,
    knowledge.FittedModel,
)  # fmt: skip
#: settings that belong to one place of the books, not to the shop
OF_THE_PLACE = ("shop.id", "backup.at", "backup.version")


@dataclass(frozen=True, slots=True)
class DumpTable:
    """A table of the books as a file of a dump.

    Attributes:
        file: name of the file.
        model: the mapped class.
        words: what a row of it is.
    """

    file: str
    model: type
    words: str

    @property
    def name(self) -> str:
        """Name of the table in the books."""
        return table_of(self.model).name

    def columns(self) -> tuple[Column[object], ...]:
        """Give the columns in their order."""
        return tuple(table_of(self.model).columns)

    def key_columns(self) -> tuple[Column[object], ...]:
        """Give the columns that tell two rows apart."""
        return tuple(table_of(self.model).primary_key)


def kind_of(column: Column[object]) -> str:
    """Say what a column holds: text, bytes (written in base 64), yes or no, or a number."""
    if isinstance(column.type, LargeBinary):
        return "bytes"
    if isinstance(column.type, Text):
        return "text"
    return "yes_no" if isinstance(column.type, Boolean) else "number"


def rows_query(connection: Connection, table: DumpTable) -> str:
    """Give the statement that reads a table in an order that is the same on any database."""
    cells = ", ".join(
        f"CAST({one.name} AS INTEGER)" if kind_of(one) == "yes_no" else one.name
        for one in table.columns()
    )
    collation = ' COLLATE "C"' if connection.dialect.name == "postgresql" else ""
    order = ", ".join(
        one.name + (collation if kind_of(one) == "text" else "") for one in table.key_columns()
    )
    return f"SELECT {cells} FROM {table.name}{_only(table)} ORDER BY {order}"


def count_query(table: DumpTable) -> str:
    """Give the statement that counts what `rows_query` reads."""
    return f"SELECT COUNT(*) FROM {table.name}{_only(table)}"


def _only(table: DumpTable) -> str:
    if table.model is not shop.Setting:
        return ""
    return f" WHERE key NOT IN ({', '.join(repr(key) for key in OF_THE_PLACE)})"


def dump_tables() -> tuple[DumpTable, ...]:
    """List every file of a dump."""
    return (
        *_the_shop(),
        *_the_people(),
        *_the_sales(),
        *_the_points(),
        *_the_campaigns(),
        *_the_lists(),
        *_the_plans(),
        *_the_records(),
    )


def _the_shop() -> tuple[DumpTable, ...]:
    return (
        DumpTable("settings.csv", shop.Setting, say("a setting, as JSON")),
        DumpTable("stores.csv", shop.Store, say("a store or the web shop")),
        DumpTable("tills.csv", shop.Register, say("a till of a store")),
        DumpTable(
            "till_systems.csv", shop.Family, say("a maker of tills, within which numbers hold")
        ),
        DumpTable("served_by.csv", shop.Staff, say("a person who served, as the till names them")),
        DumpTable("people_working.csv", members.StaffAccount, say("a person who uses the program")),
        DumpTable("next_numbers.csv", shop.IdRange, say("the next free number of a table")),
    )


def _the_people() -> tuple[DumpTable, ...]:
    return (
        DumpTable("customers.csv", people.Customer, say("a customer")),
        DumpTable("identities.csv", people.Identity, say("what a customer is recognised by")),
        DumpTable(
            "cards.csv", members.Card, say("a card number that was given out or is in stock")
        ),
        DumpTable("consents.csv", people.ConsentEvent, say("a yes or no for one channel")),
        DumpTable(
            "customer_changes.csv", people.CustomerRevision, say("a customer before an import")
        ),
        DumpTable("merges.csv", members.CustomerMerge, say("two entries put together")),
        DumpTable("not_duplicates.csv", members.NotDuplicate, say("two who are not one")),
        DumpTable("places.csv", knowledge.Place, say("a postcode as a table describes it")),
    )


def _the_sales() -> tuple[DumpTable, ...]:
    return (
        DumpTable("categories.csv", goods.Category, say("a category of products")),
        DumpTable("products.csv", goods.Product, say("a product as the till writes it")),
        DumpTable("imports.csv", batches.ImportBatch, say("a file that went in")),
        DumpTable("receipts.csv", receipts.Receipt, say("a sale, return or exchange")),
        DumpTable("receipt_lines.csv", receipts.ReceiptLine, say("a line of a receipt")),
        DumpTable(
            "receipt_changes.csv", receipts.ReceiptRevision, say("a receipt before a correction")
        ),
        DumpTable("quarantine.csv", batches.QuarantinedRow, say("a row that was kept aside")),
        DumpTable("mappings.csv", batches.RememberedMapping, say("how a kind of file is read")),
    )


def _the_points() -> tuple[DumpTable, ...]:
    return (
        DumpTable("programs.csv", points.ProgramVersion, say("the rules from a day on, as JSON")),
        DumpTable("points.csv", points.PointsEntry, say("a movement of points")),
        DumpTable("points_lines.csv", points.PointsLine, say("how a line of a receipt earned")),
        DumpTable("points_used.csv", points.LotUse, say("which movement used points of which")),
        DumpTable("points_accounts.csv", points.PointsAccount, say("a balance and a tier")),
        DumpTable(
            "points_receipts.csv",
            points.PointsReceipt,
            say("a receipt when its points were booked"),
        ),
        DumpTable("tiers.csv", points.TierEvent, say("a member who rose or fell")),
    )


def _the_campaigns() -> tuple[DumpTable, ...]:
    return (
        DumpTable("saved_lists.csv", campaigns.SavedList, say("customers chosen under a name")),
        DumpTable("campaigns.csv", campaigns.Campaign, say("a campaign")),
        DumpTable("arms.csv", campaigns.Arm, say("a way in which a campaign treats people")),
        DumpTable("assignments.csv", campaigns.Assignment, say("who fell into which arm")),
        DumpTable("left_out.csv", campaigns.LeftOut, say("who could not take part, and why")),
        DumpTable("campaign_costs.csv", campaigns.CampaignCost, say("what a campaign cost")),
        DumpTable("ads.csv", campaigns.Ad, say("a flyer, a newspaper page, a poster")),
        DumpTable("ad_spend.csv", campaigns.AdSpend, say("what an ad cost in a week")),
        DumpTable("codes.csv", campaigns.CouponCode, say("a code that customers show")),
        DumpTable("code_uses.csv", campaigns.CodeUse, say("a code shown or found on a receipt")),
    )


def _the_lists() -> tuple[DumpTable, ...]:
    return (
        DumpTable("list_exports.csv", mailing.ListExport, say("a list that left the shop")),
        DumpTable("list_export_rows.csv", mailing.ExportedRow, say("who was on a list")),
        DumpTable(
            "upload_parts.csv", mailing.UploadPart, say("a part of a list sent to a service")
        ),
        DumpTable("deliveries.csv", mailing.Delivery, say("what became of something sent")),
        DumpTable(
            "suppressions.csv", mailing.Suppression, say("an address never to be used again")
        ),
    )


def _the_plans() -> tuple[DumpTable, ...]:
    return (
        DumpTable("plans.csv", plans.Plan, say("programs to compare, as JSON")),
        DumpTable("forecasts.csv", plans.Forecast, say("a month as a chosen plan foresees it")),
    )


def _the_records() -> tuple[DumpTable, ...]:
    return (
        DumpTable(
            "group_months.csv", records.GroupSnapshot, say("everyone's group at the end of a month")
        ),
        DumpTable("reports.csv", records.PrintedReportRecord, say("a report that was printed")),
        DumpTable("events.csv", records.AuditEvent, say("who did what and when")),
    )
