"""A database's rows as they are, in another one: quicker than to record them again."""

import secrets

from sqlalchemy import func, insert, select, update

from models.database import connect
from models.tables import Base, District, MonthVersion, TopicVersion


def copy_rows(source_url: str, target_url: str) -> None:
    """
    Copy every row of one database of ours into an empty one, SQLite or PostgreSQL, with or without tables.

    The copy's stamps are its own: what is kept under a stamp is never that of the other database, which each of them
    is to be read for.
    """
    source, target = connect(source_url), connect(target_url)
    target.upgrade()
    with source.reading() as reads, target.writing() as writes:
        for table in Base.metadata.sorted_tables:
            if rows := [dict(row) for row in reads.execute(select(table)).mappings()]:
                writes.execute(insert(table), rows)
        for versions in (TopicVersion, MonthVersion):
            writes.execute(update(versions).values(stamp=func.concat(versions.stamp, secrets.token_hex(4))))
        if not target.is_sqlite:
            latest = select(func.max(District.district_id)).scalar_subquery()
            writes.execute(select(func.setval(func.pg_get_serial_sequence("district", "district_id"), latest)))
    source.close()
    target.close()
