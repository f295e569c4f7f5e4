"""When somebody was here last, so that they can be told what is new since; no other trace of anybody is kept."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, district_key, of_person


class LastVisit(Base):
    """When a person opened the page Home last: one row a person, written over; it raises no topic's stamp."""

    __tablename__ = "last_visit"
    __table_args__ = (of_person(),)

    district_id: Mapped[int] = district_key()
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Who was here")
    opened_at: Mapped[datetime] = mapped_column(comment="Moment the page Home was opened last")
    before_at: Mapped[datetime | None] = mapped_column(
        comment="The last moment of the visit before this one: news are told since then; blank: this is the first"
    )
