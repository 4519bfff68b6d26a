"""What a file is and what importing it would do, in sentences."""

from dataclasses import dataclass

from retailcrm.core.days import month_index
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.importers.chunks import FileFacts
from retailcrm.services.import_rows import FileReport, ImportReport
from retailcrm.services.shop import ShopSettings
from retailcrm.ui.screens.importing.reconcile import stores_of
from retailcrm.ui.screens.phrases import listed

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_ORDERS = {"dmy": "day-month-year", "mdy": "month-day-year", "ymd": "year-month-day"}
_MONTHS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Check:
    """One line of "what is it": fine, or worth a look."""

    is_fine: bool
    strong: str
    rest: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What importing would do, added up over files."""

    new: int = 0
    changed: int = 0
    same: int = 0
    problems: int = 0
    customers_new: int = 0
    customers_updated: int = 0
    customers_same: int = 0

    @property
    def receipts(self) -> int:
        """Receipts that would be written."""
        return self.new + self.changed

    @property
    def customers(self) -> int:
        """Customers that would be written."""
        return self.customers_new + self.customers_updated

    @property
    def is_nothing(self) -> bool:
        """Whether importing would change nothing at all."""
        return not (self.receipts or self.customers or self.problems)


def counts(files: tuple[FileReport, ...]) -> Counts:
    """Add the files of a report up."""
    taken = [file for file in files if not file.refused]
    return Counts(
        sum(file.receipts_new for file in taken),
        sum(file.receipts_changed for file in taken),
        sum(file.receipts_same for file in taken),
        sum(file.problems for file in taken),
        sum(file.customers_new for file in taken),
        sum(file.customers_updated for file in taken),
        sum(file.customers_same for file in taken),
    )


def is_customer_list(file: FileReport) -> bool:
    """Whether the file holds customers instead of receipts."""
    return bool(file.facts and file.facts.kind == "customers")


def button_text(report: ImportReport, figures: Figures) -> str:
    """Name the next step with its count: Import 5,928 receipts."""
    found = counts(report.files)
    from_lists = sum(
        file.customers_new + file.customers_updated
        for file in report.files
        if is_customer_list(file) and not file.refused
    )
    parts = []
    if found.receipts:
        parts.append(_number(found.receipts, "1 receipt", "{n} receipts", figures))
    if from_lists:
        parts.append(_number(from_lists, "1 customer", "{n} customers", figures))
    if parts:
        return say("Import {what}", what=listed(tuple(parts)))
    if found.problems:
        return say("Keep {what} aside", what=_number(found.problems, "1 row", "{n} rows", figures))
    return say("Nothing new to import")


def happening_title(file: FileReport, figures: Figures) -> str:
    """Say what importing the file would do."""
    if is_customer_list(file):
        return _customers_title(file, figures)
    known = _known_months(file, figures)
    if file.receipts_new and not (file.receipts_same or file.receipts_changed):
        return _number(file.receipts_new, "One new receipt", "All {n} receipts are new", figures)
    if not (file.receipts_new or file.receipts_changed):
        if not file.receipts_same:
            return say("Nothing in this file can go into your books yet")
        return say("All of this file is already in your books")
    start = known or say(
        "{n} of its receipts are already in your books", n=figures.count(file.receipts_same)
    )
    if not file.receipts_changed:
        return start
    changed = _number(file.receipts_changed, "1 receipt changed", "{n} receipts changed", figures)
    return say("{start}; {changed}", start=start, changed=changed)


def happening_note(file: FileReport, figures: Figures) -> str:
    """Do the sum aloud: 5,916 new and 12 changed make 5,928."""
    if counts((file,)).is_nothing:
        return say("Importing it again would change nothing.")
    undo = say("One step, and you can undo it.")
    if is_customer_list(file) or not file.receipts_changed or not file.receipts_new:
        return undo
    return say(
        "{new} new and {changed} changed make {all}. {undo}",
        new=figures.count(file.receipts_new),
        changed=figures.count(file.receipts_changed),
        all=figures.count(file.receipts_new + file.receipts_changed),
        undo=undo,
    )


def span_words(file: FileReport, figures: Figures) -> str:
    """Say which days a file covers."""
    if not file.days:
        return ""
    days = [day.day for day in file.days]
    first, last = min(days), max(days)
    if first == last:
        return figures.day_year(first)
    return say("{first} to {last}", first=figures.day_year(first), last=figures.day_year(last))


def checks(file: FileReport, settings: ShopSettings, figures: Figures) -> tuple[Check, ...]:
    """Say what the file was recognised by and what is worth a look."""
    facts = file.facts
    if facts is None:
        return ()
    made = [_recognised(facts), _written(facts)]
    if not is_customer_list(file):
        made += [_money(file, settings), _totals(file, figures)]
    if file.unnamed_ids:
        made.append(
            Check(
                False,
                _number(
                    file.unnamed_ids,
                    "1 customer id has no name",
                    "{n} customer ids have no name",
                    figures,
                ),
                say("import the customer list too"),
            )
        )
    made += [Check(True, "", note) for note in dict.fromkeys((*facts.notes, *file.notes))]
    return tuple(made)


def file_line(file: FileReport, figures: Figures) -> str:
    """Describe the file below its name: Square, Items Detail; 33 columns; 19,647 lines."""
    facts = file.facts
    rows = _number(file.rows, "1 line", "{n} lines", figures)
    if facts is None:
        return rows
    return say(
        "{title}; {columns} columns; {rows}",
        title=facts.title,
        columns=figures.count(len(facts.columns)),
        rows=rows,
    )


def done_title(report: ImportReport, figures: Figures) -> str:
    """Say what was imported."""
    found = counts(report.files)
    if found.is_nothing:
        return say("Nothing new: your books were up to date")
    parts = []
    if found.receipts:
        parts.append(_number(found.receipts, "1 receipt", "{n} receipts", figures))
    if found.customers:
        parts.append(_number(found.customers, "1 customer", "{n} customers", figures))
    if not parts:
        return say("Nothing could go into your books yet")
    return say("{what} are in your books", what=listed(tuple(parts)))


def _recognised(facts: FileFacts) -> Check:
    if facts.dialect == "mapped":
        return Check(
            False,
            say("Read by its headings"),
            say(
                "{used} of {all} columns matched; look at them before you import",
                used=len(facts.used),
                all=len(facts.columns),
            ),
        )
    return Check(
        True,
        say("{title} recognised", title=facts.title),
        say("by {used} of {all} column names", used=len(facts.used), all=len(facts.columns)),
    )


def _written(facts: FileFacts) -> Check:
    parts = [
        facts.encoding.upper() or say("Workbook"),
        say(_DELIMITERS.get(facts.delimiter, "")) if facts.delimiter else "",
        say("dates as {order}", order=say(_ORDERS[facts.date_order]))
        if facts.date_order in _ORDERS
        else "",
    ]
    return Check(True, ", ".join(filter(None, parts)), "")


def _money(file: FileReport, settings: ShopSettings) -> Check:
    zone = settings.zone.rpartition("/")[2].replace("_", " ")
    strong = (
        say("{currency}, {zone} time", currency=settings.currency, zone=zone)
        if zone
        else say("{currency}, times as the till writes them", currency=settings.currency)
    )
    stores = stores_of(file.days)
    if not stores:
        return Check(True, strong, "")
    if len(stores) > _MONTHS_NAMED:
        return Check(True, strong, say("{n} stores found", n=len(stores)))
    return Check(True, strong, say("{stores} found", stores=listed(stores)))


def _totals(file: FileReport, figures: Figures) -> Check:
    if not file.problems:
        return Check(True, say("Totals add up"), say("every line could be read"))
    return Check(
        False,
        _number(file.problems, "1 line is kept aside", "{n} lines are kept aside", figures),
        say("all others add up"),
    )


def _customers_title(file: FileReport, figures: Figures) -> str:
    if not (file.customers_new or file.customers_updated):
        return say("Nothing new: your books know all of these customers")
    if not file.customers_updated:
        return _number(file.customers_new, "1 new customer", "{n} new customers", figures)
    return say(
        "{new} new customers, {updated} with something new",
        new=figures.count(file.customers_new),
        updated=figures.count(file.customers_updated),
    )


def _known_months(file: FileReport, figures: Figures) -> str:
    months = sorted({month_index(day.day) for day in file.days})
    fresh = {month_index(day.day) for day in file.days if not day.known}
    known = tuple(figures.month_name(month) for month in months if month not in fresh)
    if not known or len(known) > _MONTHS_NAMED:
        return ""
    if len(known) == 1:
        return say("{month} is already in your books", month=known[0])
    return say("{months} are already in your books", months=listed(known))


def _number(number: int, one: str, many: str, figures: Figures) -> str:
    return say(one) if number == 1 else say(many, n=figures.count(number))
