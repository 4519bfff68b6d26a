"""Cards, people at the counter, merges, the program by date and the points ledger."""

import sqlalchemy as sa
from alembic import op

from retailcrm.db.append_only import guard

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ONLY_GROW = ("program_version", "points_entry", "points_line", "lot_use", "tier_event")


def upgrade() -> None:
    """Make the tables of the counter."""
    op.add_column(
        "consent_event",
        sa.Column("wording", sa.Text(), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "consent_event", sa.Column("actor", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    _members()
    _merges()
    _program()
    _ledger()
    _accounts()
    for table in _ONLY_GROW:
        guard(op.get_bind(), table)


def _members() -> None:
    op.create_table(
        "card",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.SmallInteger(), nullable=False),
        sa.Column("replaced_by", sa.Text(), nullable=True),
        sa.Column("issued", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state BETWEEN 0 AND 3", name=op.f("ck_card_state")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_card")),
    )
    op.create_index("ix_card_customer_id", "card", ["customer_id"], unique=False)
    op.create_table(
        "staff_account",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("pin_hash", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("active", sa.SmallInteger(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_account")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_account_name")),
    )


def _merges() -> None:
    op.create_table(
        "customer_merge",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("winner_id", sa.Integer(), nullable=False),
        sa.Column("loser_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_merge")),
    )
    op.create_index("ix_customer_merge_winner_id", "customer_merge", ["winner_id"], unique=False)
    op.create_index(
        "uq_customer_merge_loser_id",
        "customer_merge",
        ["loser_id"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_table(
        "not_duplicate",
        sa.Column("first_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("second_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_not_duplicate")),
    )


def _program() -> None:
    op.create_table(
        "program_version",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program_version")),
    )


def _ledger() -> None:
    op.create_table(
        "points_entry",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("available", sa.Integer(), nullable=True),
        sa.Column("expires", sa.Integer(), nullable=True),
        sa.Column("receipt_id", sa.BigInteger(), nullable=True),
        sa.Column("reference", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("reverses", sa.BigInteger(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("actor", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"], ["program_version.id"], name=op.f("fk_points_entry_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_entry")),
        sa.UniqueConstraint("key", name=op.f("uq_points_entry_key")),
    )
    op.create_index("ix_points_entry_customer_id", "points_entry", ["customer_id", "day"])
    op.create_index("ix_points_entry_receipt_id", "points_entry", ["receipt_id"])
    op.create_table(
        "points_line",
        sa.Column("entry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("rate", sa.BigInteger(), nullable=False),
        sa.Column("factor", sa.Integer(), nullable=False),
        sa.Column("earned", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["points_entry.id"], name=op.f("fk_points_line_entry_id")
        ),
        sa.PrimaryKeyConstraint("entry_id", "line_no", name=op.f("pk_points_line")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "lot_use",
        sa.Column("entry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lot_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "nth", sa.SmallInteger(), autoincrement=False, server_default="0", nullable=False
        ),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["points_entry.id"], name=op.f("fk_lot_use_entry_id")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["points_entry.id"], name=op.f("fk_lot_use_lot_id")),
        sa.PrimaryKeyConstraint("entry_id", "lot_id", "nth", name=op.f("pk_lot_use")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_lot_use_lot_id", "lot_use", ["lot_id"], unique=False)


def _accounts() -> None:
    op.create_table(
        "points_account",
        sa.Column("customer_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("balance", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.Column("tier", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("tier_until", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_points_account")),
    )
    op.create_table(
        "points_receipt",
        sa.Column("receipt_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("earned", sa.BigInteger(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("context", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("receipt_id", name=op.f("pk_points_receipt")),
    )
    op.create_index(
        "ix_points_receipt_customer_id", "points_receipt", ["customer_id"], unique=False
    )
    op.create_table(
        "tier_event",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_event")),
    )
    op.create_index("ix_tier_event_customer_id", "tier_event", ["customer_id", "day"])
