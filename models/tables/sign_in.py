"""How people show who they are, and who is signed in: never exported or imported, and no figures."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.sign_in_ways import SignInEnd, SignInWay
from models.tables.base import Base, closed_list, district_key, of_person


class Credential(Base):
    """What a person proves who they are with: a password kept as a hash, the account of a provider, a first link."""

    __tablename__ = "credential"
    __table_args__ = (
        of_person(),
        UniqueConstraint("issuer", "subject"),
        UniqueConstraint("link_hash"),
    )

    district_id: Mapped[int] = district_key()
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Whose it is")
    password_hash: Mapped[str | None] = mapped_column(comment="Argon2 hash of the password; blank: none was chosen")
    link_hash: Mapped[str | None] = mapped_column(
        comment="SHA-256 of the key in the link that lets choose a password once; blank: no link is open"
    )
    link_until: Mapped[datetime | None] = mapped_column(comment="Moment after which the link is of no use")
    issuer: Mapped[str | None] = mapped_column(comment="Provider of the account they signed in with first")
    subject: Mapped[str | None] = mapped_column(comment="The provider's own number of that account")


class AccessRequest(Base):
    """Somebody whom the district's accounts know and who has no row here asked for one; gone once it is answered."""

    __tablename__ = "access_request"
    __table_args__ = (
        ForeignKeyConstraint(["district_id"], ["district.district_id"], ondelete="CASCADE"),
        UniqueConstraint("district_id", "who"),
    )

    district_id: Mapped[int] = district_key()
    request_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="1, 2, 3 ...")
    who: Mapped[str] = mapped_column(comment="E-mail or login in small letters, as the district's accounts say it")
    name: Mapped[str] = mapped_column(comment="Name as they say it; blank: they do not")
    note: Mapped[str] = mapped_column(comment="What they wrote to the office; blank: nothing")
    asked_at: Mapped[datetime] = mapped_column(comment="When")


class SignIn(Base):
    """One person signed in with one browser, from then until it ends. The browser's key is kept as a hash only."""

    __tablename__ = "sign_in"
    __table_args__ = (
        of_person(),
        UniqueConstraint("key_hash"),
        Index("ix_sign_in_district_id_person_id", "district_id", "person_id"),
    )

    sign_in_id: Mapped[int] = mapped_column(primary_key=True, comment="Number of the sign-in, in the whole database")
    district_id: Mapped[int] = mapped_column(comment="The district this row belongs to")
    person_id: Mapped[int] = mapped_column(comment="Who signed in")
    key_hash: Mapped[str] = mapped_column(comment="SHA-256 of the key in the browser's cookie")
    way: Mapped[SignInWay] = mapped_column(closed_list(SignInWay), comment="How they showed who they are")
    begun_at: Mapped[datetime] = mapped_column(comment="Moment they signed in")
    seen_at: Mapped[datetime] = mapped_column(comment="Moment a page of theirs was open last, to about a minute")
    until: Mapped[datetime] = mapped_column(comment="Moment it ends whatever they do")
    ended_at: Mapped[datetime | None] = mapped_column(comment="Moment it was ended; blank: it was not")
    ended_by: Mapped[SignInEnd | None] = mapped_column(
        closed_list(SignInEnd), comment="What ended it; blank: nothing yet"
    )
