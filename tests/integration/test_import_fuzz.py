"""Spoilt files by the hundred: each is taken or refused in sentences, never a traceback, never half of it."""

import io
import os
import random
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from data.importing.completing import Known
from data.importing.import_files import import_files, read_files
from data.importing.incoming_files import IncomingFile
from data.importing.mapping import layout_named
from data.importing.steps import complete
from models.database import Database, connect
from models.errors import PartnershipError
from models.tables import Base
from tests.factories import ANA

AT = datetime(2025, 12, 1, tzinfo=UTC)
SPOILT = int(os.environ.get("IMPORT_SPOILT", "600"))
"""So many files are read, a sixth as many calls stored. Who changes the import asks for thousands."""
EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "examples"
TEMPLATES = {path.stem: path.read_bytes() for path in sorted(EXAMPLES.glob("*.csv"))}
WORKBOOK = (EXAMPLES / "workbook" / "partnership_template.xlsx").read_bytes()
EXCHANGE_TEXT = {
    "schools": """school_id,name,cluster,level,enrollment,frl_pct,ell_pct,home_languages
S1,A,C1,k8,210,49.0,8.0,Spanish
S2,B,C1,high,900,20.0,0.0,
""",
    "reports": """report_id,school_id,month,due_date,submitted_date,status
R1,S1,2023-08,2023-09-05,2023-09-02,on_time
R2,S2,2023-08,2023-09-05,,missing
""",
    "activities": """activity_id,school_id,month,date,type,goal,audience,languages,attendance
A1,S1,2023-08,2023-08-28,2,reading,all families,English,51
A2,S1,2023-08,2023-08-29,4,math,one grade,English;Hmong,
""",
    "responses": """activity_id,school_id,month,n_responses,mean_rating,n_comments
A1,S1,2023-08,11,3.98,0
""",
    "plans": """school_id,school_year,item_id,goal,type,planned_month,done_month,reported_month
S1,2023-2024,P1,attendance,6,2023-11,2023-11,2023-11
""",
}
EXCHANGE = {name: text.encode() for name, text in EXCHANGE_TEXT.items()}
HOSTILE = [
    *("", " ", "NA", "None", "null", "nan", "inf", "-inf", "1e999", "9" * 30, "-1", "0", "3x", "1,234", "12.5", "=1+1"),
    *("\x00", "\x1f", "\u202e", "\ud83d\ude00", "\ufeff", '"', "'", ";", ",", "\t", "\r", "\n", "\x85", "\u2028", "%"),
    *("2025-02-30", "0000-00-00", "9999-12-31", "45914", "2025-13", "2023-07", "2024-01", "2099-05", "Jun-24", "1/2/3"),
    *(
        "2024-25",
        "2023-2026",
        "2098-99",
        "yes",
        "true",
        "99999999",
        "< 30%",
        "x" * 20_000,
        "S1",
        "S2",
        "A1",
        "007",
        "k8",
    ),
    *("é" * 5, "١٢", "reading", "accepted", "draft", "not_expected", "1", "2", "6", "480", "4.5", "English;Spanish"),
]
ENCODINGS = [
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1252",
    "cp1251",
    "shift_jis",
    "cp500",
]


def spoil(content: bytes, chance: random.Random) -> bytes:
    """The file with one to four things done to its cells, lines, separators, encoding or bytes."""
    if chance.random() < 0.5:
        return spoil_cell(content, chance)
    for _ in range(chance.randint(1, 4)):
        content = chance.choice([spoil_cell, spoil_cell, spoil_header, spoil_lines, spoil_encoding, spoil_bytes])(
            content, chance
        )
    return content


def spoil_cell(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    row = chance.choice([number for number, line in enumerate(lines) if number and line] or [0])
    cells = lines[row].split(b",")
    cells[chance.randrange(len(cells))] = chance.choice(HOSTILE).encode("utf-8", "surrogatepass")
    lines[row] = b",".join(cells)
    return b"\n".join(lines)


def spoil_header(content: bytes, chance: random.Random) -> bytes:
    header, *rest = content.split(b"\n")
    names = header.split(b",")
    place = chance.randrange(len(names))
    names[place] = chance.choice(
        [b"", b" " + names[place] + b" ", names[place].upper(), names[0], b"x", names[place][:-1]]
    )
    if chance.random() < 0.3:
        chance.shuffle(names)
    return b"\n".join([b",".join(names), *rest])


def spoil_lines(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    row = chance.randrange(len(lines))
    done = chance.choice(["double", "drop", "longer", "shorter", "blank", "quote", "remark", "swap"])
    if done == "double":
        lines.insert(row, lines[row])
    elif done == "drop":
        del lines[row]
    elif done in ("longer", "shorter"):
        lines[row] = lines[row] + b",9,9" if done == "longer" else lines[row].rpartition(b",")[0]
    elif done == "swap":
        lines[row] = lines[row].replace(b",", chance.choice([b";", b"\t", b"|"]))
    else:
        lines.insert(row, {"blank": b"", "quote": b'"open', "remark": b"# remark"}[done])
    return b"\n".join(lines)


def spoil_encoding(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    if chance.random() < 0.3:
        text = text.replace(",", chance.choice([";", "\t", "|"])).replace("\n", chance.choice(["\r\n", "\r", "\n\n"]))
    return text.encode(chance.choice(ENCODINGS), "replace")


def spoil_bytes(content: bytes, chance: random.Random) -> bytes:
    raw = bytearray(content or b"x")
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(raw))
        if chance.random() < 0.5:
            raw[place] = chance.randrange(256)
        else:
            raw[place : place + chance.randint(0, 20)] = chance.randbytes(chance.randint(0, 6))
            raw = raw or bytearray(b"x")
    return bytes(raw)


def spoilt_call(seed: int) -> tuple[str, list[IncomingFile]]:
    """A mapping's name and its files, one or two of them spoilt."""
    chance = random.Random(seed)
    mapping = chance.choice(["", "exchange"])
    files = dict(EXCHANGE if mapping else TEMPLATES)
    for name in chance.sample(sorted(files), chance.randint(1, 2)):
        files[name] = spoil(files[name], chance)
    return mapping, [IncomingFile(f"{name}.csv", content) for name, content in files.items()]


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


@pytest.fixture(scope="module")
def one_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = connect(f"sqlite:///{tmp_path_factory.mktemp('fuzz') / 'fuzz.sqlite'}")
    database.upgrade()
    for mapping, files in (("", TEMPLATES), ("exchange", EXCHANGE)):
        whole = [IncomingFile(f"{name}.csv", content) for name, content in files.items()]
        import_files(database, whole, mapping=mapping, viewer=ANA, at=AT, new_schools=True)
    yield database
    database.close()


def import_or_refuse(database: Database, files: list[IncomingFile], mapping: str) -> None:
    before = counts(database.read_engine)
    try:
        import_files(database, files, mapping=mapping, viewer=ANA, at=AT)
    except PartnershipError as error:
        words = str(error)
        assert counts(database.read_engine) == before, words


@settings(max_examples=SPOILT, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**48))
def test_a_spoilt_file_is_read_or_refused_in_sentences(seed: int):
    mapping, files = spoilt_call(seed)
    with suppress(PartnershipError):
        complete(read_files(files, layout_named(mapping)), Known(), AT)


@settings(max_examples=SPOILT // 6, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**48))
def test_a_spoilt_call_is_stored_whole_or_not_at_all(seed: int, one_database: Database):
    mapping, files = spoilt_call(seed)
    import_or_refuse(one_database, files, mapping)


@settings(max_examples=SPOILT // 30, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**48))
def test_a_spoilt_workbook_is_stored_whole_or_not_at_all(seed: int, one_database: Database):
    chance = random.Random(seed)
    content = spoil_bytes(WORKBOOK, chance) if chance.random() < 0.3 else spoil_part(chance)
    import_or_refuse(one_database, [IncomingFile("book.xlsx", content)], "")


def spoil_part(chance: random.Random) -> bytes:
    """The workbook with one of its parts spoilt, packed soundly."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as sound, zipfile.ZipFile(out, "w") as made:
        chosen = chance.choice(sound.namelist())
        for name in sound.namelist():
            content = sound.read(name)
            made.writestr(name, spoil_bytes(content, chance) if name == chosen else content)
    return out.getvalue()
