"""What is kept about changes: audit lines, receipts of imports and what undoes them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, district_key


class AuditLine(Base):
    """One line for every change, written in its transaction."""

    __tablename__ = "audit_line"
    __table_args__ = (ForeignKeyConstraint(["district_id"], ["district.district_id"], ondelete="CASCADE"),)

    district_id: Mapped[int] = district_key()
    audit_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="1, 2, 3 ...")
    happened_at: Mapped[datetime] = mapped_column(comment="When")
    person: Mapped[str] = mapped_column(comment="Who, by name; the command line names its user")
    action: Mapped[str] = mapped_column(comment="The verb, as save_rule_set")
    subject: Mapped[str] = mapped_column(default="", comment="School or thing it was done to")
    details: Mapped[dict[str, Any]] = mapped_column(
        default=dict, comment="Figures of the change, no free text of schools"
    )


class ImportReceipt(Base):
    """One import: what came in, from which files, and whether it was taken back."""

    __tablename__ = "import_receipt"
    __table_args__ = (ForeignKeyConstraint(["district_id"], ["district.district_id"], ondelete="CASCADE"),)

    district_id: Mapped[int] = district_key()
    receipt_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="1, 2, 3 ...")
    imported_at: Mapped[datetime] = mapped_column(comment="When")
    person: Mapped[str] = mapped_column(comment="Who, by name")
    mapping: Mapped[str] = mapped_column(default="", comment="Mapping used; blank: our own templates")
    files: Mapped[list[Any]] = mapped_column(comment="Name, sha256 and rows of each file")
    counts: Mapped[dict[str, Any]] = mapped_column(comment="New, changed and unchanged rows by table")
    warnings: Mapped[list[Any]] = mapped_column(comment="Every warning, as it was shown")
    undone_at: Mapped[datetime | None] = mapped_column(comment="When it was taken back; blank: in force")


class ImportChange(Base):
    """
    How a row looked before an import touched it, so that the import can be taken back whole, and that lists of earlier
    days go on being made from what was known then.
    """

    __tablename__ = "import_change"
    __table_args__ = (
        ForeignKeyConstraint(
            ["district_id", "receipt_id"],
            ["import_receipt.district_id", "import_receipt.receipt_id"],
            ondelete="CASCADE",
        ),
        Index("ix_import_change_table_name", "district_id", "table_name"),
    )

    district_id: Mapped[int] = district_key()
    receipt_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="The import")
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Order of the change")
    table_name: Mapped[str] = mapped_column(comment="Table of the row")
    row_key: Mapped[dict[str, Any]] = mapped_column(comment="Key of the row")
    before: Mapped[dict[str, Any] | None] = mapped_column(comment="The row before; blank: there was none")
    after_key: Mapped[str] = mapped_column(
        comment="Fingerprint of the row as the import left it, to know a later change by a person"
    )
