"""One receipt with its lines, its sums and its corrections."""

from PySide6.QtCore import Signal

from retailcrm.core.figures import Figures
from retailcrm.core.vocabulary import channel_title, kind_title
from retailcrm.core.words import say
from retailcrm.services.customers import LineRow, ReceiptDetail
from retailcrm.ui.actions import cap
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import row
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.table import Column
from retailcrm.ui.kit.text import Phrase, Text
from retailcrm.ui.screens.phrases import quantity


class ReceiptCard(Card):
    """Shows a receipt.

    Signals:
        close_requested: put it away.
        customer_requested: open whose it is.
    """

    close_requested = Signal()
    customer_requested = Signal()

    def __init__(self, *, names_customer: bool) -> None:
        close = Button(say("Close"), key=cap("back"), small=True)
        super().__init__("", "", close)
        close.clicked.connect(self.close_requested)
        self._customer = Button("", "quiet")
        self._customer.clicked.connect(self.customer_requested)
        self._names_customer = names_customer
        self._table: RowTable[LineRow] | None = None
        self._figures: Figures | None = None
        self._sums = Phrase(wrap=True)
        self._notes = Text("", "caption", "muted", wrap=True)
        self.add(row(self._customer, None), 4)
        self.body.addStretch(0)
        self.add(self._sums, self._notes)

    def show_receipt(self, receipt: ReceiptDetail, figures: Figures) -> None:
        """Show this receipt."""
        if self._table is None or figures != self._figures:
            self._make_table(figures)
        head = receipt.head
        title = say("{kind} {number}", kind=kind_title(head.kind), number=head.number)
        self.show_title(title, _where(receipt, figures))
        self._customer.setVisible(self._names_customer and bool(head.customer_id))
        self._customer.show_text(head.customer or say("Customer without a name"))
        if self._table:
            self._table.show_rows(receipt.lines)
        self._sums.show_runs(_sums(receipt, figures))
        self._notes.show_text("\n".join(_notes(receipt)))

    def _make_table(self, figures: Figures) -> None:
        if self._table:
            self.body.removeWidget(self._table)
            self._table.deleteLater()
        self._figures = figures
        self._table = RowTable(say("Lines"), _columns(figures), row_height=NARROW_ROW)
        self.body.insertWidget(self.body.count() - 3, self._table, 1)


def _columns(figures: Figures) -> tuple[Column[LineRow], ...]:
    return (
        Column("item", say("Item"), lambda line: line.item or say("Without a product"),
               tone=lambda line: "" if line.item else "muted"),
        Column("quantity", say("Qty"), lambda line: quantity(line.quantity), True, 44),
        Column("gross", say("List"), lambda line: figures.amount(line.gross), True, 66,
               tone=lambda _line: "muted"),
        Column("discount", say("Discount"), lambda line: figures.amount(line.discount), True, 66,
               tone=lambda _line: "muted"),
        Column("net", say("Net, {currency}", currency=figures.currency),
               lambda line: figures.amount(line.net - line.refunded), True, 80,
               tone=lambda line: "bad" if line.net < line.refunded else "", is_strong=True),
    )  # fmt: skip


def _where(receipt: ReceiptDetail, figures: Figures) -> str:
    head = receipt.head
    when = figures.day(head.day)
    if receipt.at:
        when = f"{when}, {receipt.at:%H:%M}"
    parts = (
        when,
        head.store,
        channel_title(head.channel) if head.channel else "",
        say("till {name}", name=receipt.register) if receipt.register else "",
        say("served by {name}", name=receipt.cashier) if receipt.cashier else "",
    )
    return " · ".join(part for part in parts if part)


def _sums(receipt: ReceiptDetail, figures: Figures) -> tuple[tuple[str, bool], ...]:
    head = receipt.head
    runs = [(say("Net {amount}", amount=figures.money(head.net)), True)]
    extras = (
        (head.discount, say("discount")),
        (receipt.refunded, say("given back since")),
        (head.tax, say("tax")),
        (receipt.tip, say("tip")),
    )
    runs += [(f" · {name} {figures.amount(value)}", False) for value, name in extras if value]
    if receipt.coupon:
        runs.append((f" · {say('coupon {code}', code=receipt.coupon)}", False))
    return tuple(runs)


def _notes(receipt: ReceiptDetail) -> tuple[str, ...]:
    is_linked = receipt.link and receipt.head.kind in ("return", "exchange")
    link = (say("Belongs to {receipt}", receipt=receipt.link),) if is_linked else ()
    source = say("From {file}, import {batch}", file=receipt.file, batch=receipt.batch)
    return (*receipt.history, *link, source)
