"""
Backups while people write, restored and compared row by row, on SQLite and on PostgreSQL.

    python -m tests.benchmarks.backups 100
    python -m tests.benchmarks.backups 100 postgresql
"""

import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from models.database import Database, connect
from tests.postgres import PostgresServer
from tests.write_load import Drill, Round, begin, written_to

WRITERS = 2


def main(times: int, only: str) -> None:
    if only != "postgresql":
        with TemporaryDirectory() as folder:
            told("SQLite", on_sqlite(Path(folder), times))
    if only == "sqlite":
        return
    server = PostgresServer()
    try:
        server.start()
        with TemporaryDirectory() as folder:
            told("PostgreSQL", on_postgresql(server, Path(folder), times))
    finally:
        server.stop()


def on_sqlite(folder: Path, times: int) -> list[Round]:
    target = folder / "restored" / "partnership.sqlite"

    def destroy(number: int) -> None:
        if number % 3 == 0:
            target.unlink(missing_ok=True)
        elif number % 3 == 1:
            target.write_bytes(b"\x5a" * 4096 + target.read_bytes()[4096:])

    return drill(
        connect(f"sqlite:///{folder / 'people.sqlite'}"), connect(f"sqlite:///{target}"), folder, times, destroy
    )


def on_postgresql(server: PostgresServer, folder: Path, times: int) -> list[Round]:
    source, target = (connect(server.create(name)) for name in ("people", "restored"))

    def destroy(number: int) -> None:
        if number % 2 == 0:
            target.close()
            server.drop(server.url("restored"))
            server.create("restored")

    return drill(source, target, folder, times, destroy)


def drill(source: Database, target: Database, folder: Path, times: int, destroy) -> list[Round]:
    source.upgrade()
    begin(source)
    one_round = Drill(source, target, folder, destroy)
    rounds = []
    with written_to(source, folder, WRITERS) as writers:
        for number in range(times):
            rounds.append(one_round(writers))
            if number % 10 == 9:
                print(f"{number + 1} equal, {rounds[-1].writes} writes", flush=True)
    return rounds


def told(name: str, rounds: list[Round]) -> None:
    backup, restored = (sorted(getattr(one, f"{what}_seconds") for one in rounds) for what in ("backup", "restore"))
    print(
        f"{name}: {len(rounds)} of {len(rounds)} backups equal row by row; "
        f"{rounds[0].writes} to {rounds[-1].writes} writes and {rounds[0].rows} to {rounds[-1].rows} rows in them; "
        f"backup {statistics.median(backup):.2f} s (longest {backup[-1]:.2f}), "
        f"restore {statistics.median(restored):.2f} s (longest {restored[-1]:.2f})",
        flush=True,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100, sys.argv[2] if len(sys.argv) > 2 else "")
