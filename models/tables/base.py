"""What all tables share: naming of constraints, and columns for closed lists."""

from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    DateTime,
    Float,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    String,
    TypeDecorator,
)
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored in UTC and read back as an aware datetime on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        datetime: UtcDateTime,
        date: Date,
        str: String,
        int: Integer,
        float: Float,
        bool: Boolean(),
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


def closed_list(kind: type[StrEnum]) -> SqlEnum:
    """A column that takes only the codes of `kind`, refused by the database itself otherwise."""
    name = "".join("_" + letter.lower() if letter.isupper() else letter for letter in kind.__name__).lstrip("_")
    return SqlEnum(
        kind,
        native_enum=False,
        create_constraint=True,
        name=name,
        length=32,
        values_callable=_codes,
        validate_strings=True,
    )


def _codes(kind: type[Enum]) -> list[str]:
    return [str(member.value) for member in kind]


def in_school(ondelete: str = "CASCADE") -> ForeignKeyConstraint:
    """The row belongs to a school of its district."""
    return ForeignKeyConstraint(
        ["district_id", "school_id"], ["school.district_id", "school.school_id"], ondelete=ondelete
    )


def of_person() -> ForeignKeyConstraint:
    """The row belongs to a person of its district, and goes with them."""
    return ForeignKeyConstraint(
        ["district_id", "person_id"], ["person.district_id", "person.person_id"], ondelete="CASCADE"
    )


def district_key() -> Mapped[int]:
    return mapped_column(primary_key=True, autoincrement=False, comment="The district this row belongs to")
