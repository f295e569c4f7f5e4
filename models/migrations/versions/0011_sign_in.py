"""who is signed in, and how people show who they are

Revision ID: 0011
Revises: 0010

Two new tables. Nobody has signed in before they are there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "credential",
        sa.Column(
            "district_id", sa.Integer(), autoincrement=False, nullable=False, comment="The district this row belongs to"
        ),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False, comment="Whose it is"),
        sa.Column(
            "password_hash", sa.String(), nullable=True, comment="Argon2 hash of the password; blank: none was chosen"
        ),
        sa.Column(
            "link_hash",
            sa.String(),
            nullable=True,
            comment="SHA-256 of the key in the link that lets choose a password once; blank: no link is open",
        ),
        sa.Column(
            "link_until", sa.DateTime(timezone=True), nullable=True, comment="Moment after which the link is of no use"
        ),
        sa.Column("issuer", sa.String(), nullable=True, comment="Provider of the account they signed in with first"),
        sa.Column("subject", sa.String(), nullable=True, comment="The provider's own number of that account"),
        sa.ForeignKeyConstraint(
            ["district_id", "person_id"],
            ["person.district_id", "person.person_id"],
            name=op.f("fk_credential_district_id_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("district_id", "person_id", name=op.f("pk_credential")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_credential_issuer_subject")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_credential_link_hash")),
    )
    op.create_table(
        "sign_in",
        sa.Column("sign_in_id", sa.Integer(), nullable=False, comment="Number of the sign-in, in the whole database"),
        sa.Column("district_id", sa.Integer(), nullable=False, comment="The district this row belongs to"),
        sa.Column("person_id", sa.Integer(), nullable=False, comment="Who signed in"),
        sa.Column("key_hash", sa.String(), nullable=False, comment="SHA-256 of the key in the browser's cookie"),
        sa.Column(
            "way",
            sa.Enum(
                "oidc", "password", "proxy", name="sign_in_way", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
            comment="How they showed who they are",
        ),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False, comment="Moment they signed in"),
        sa.Column(
            "seen_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="Moment a page of theirs was open last, to about a minute",
        ),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False, comment="Moment it ends whatever they do"),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="Moment it was ended; blank: it was not"
        ),
        sa.Column(
            "ended_by",
            sa.Enum(
                "signed_out",
                "ended_by_administrator",
                "account_closed",
                "password_changed",
                name="sign_in_end",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
            comment="What ended it; blank: nothing yet",
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "person_id"],
            ["person.district_id", "person.person_id"],
            name=op.f("fk_sign_in_district_id_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sign_in_id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_sign_in_key_hash")),
    )
    op.create_index("ix_sign_in_district_id_person_id", "sign_in", ["district_id", "person_id"])


def downgrade() -> None:
    op.drop_table("sign_in")
    op.drop_table("credential")
