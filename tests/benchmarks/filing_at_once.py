"""
How long a save takes while every liaison of the district files at once, and whether a field is lost.

    python -m tests.benchmarks.filing_at_once [liaisons] [seconds]

Serves the sample and opens Report as so many liaisons (where there are fewer, the first ones twice) over their own
websockets, without browsers. Each saves a field every two seconds, every third time as somebody does who leaves it,
which has the draft looked through. Prints the times from a save to its answer, the server's CPU, and the fields that
are stored otherwise than they were typed.
"""

import json
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import quantiles

from sqlalchemy import create_engine, text

from data.sample.make import make_sample
from models.database import connect
from tests.fixtures import SAMPLE_RECORDED
from tests.serving import Server
from tests.socket_client import SocketClient

EVERY = 2.0
MONTH = "2026-04"
LIAISONS = """
SELECT p.login, min(l.school_id) FROM person p JOIN liaison_school l USING (district_id, person_id)
JOIN school s USING (district_id, school_id) WHERE s.opened_on IS NULL AND s.closed_on IS NULL AND l.until_date IS NULL
GROUP BY p.login ORDER BY p.login
"""


class Liaison:
    """One who types: what was typed last in each field, and how long each save took."""

    def __init__(self, url: str, number: int, login: str, school_id: str) -> None:
        self.school_id, self._key = school_id, f"x{number}"
        self.typed: dict[str, str] = {}
        self.took: list[float] = []
        self.refused: list[str] = []
        self._client = SocketClient(url, "report", f"?as={login}&month={MONTH}")
        self._form = self._client.component("report", "checked")
        part = json.loads(self._client.held(self._form, "report"))
        self._draft, self._version, self._based_on = part["draft"], part["version"], part["based_on"]
        self._versions = dict[str, int]()

    def type_until(self, end: float, pause: float) -> None:
        time.sleep(pause)
        number = 0
        while time.monotonic() < end:
            begun = time.monotonic()
            path = f"activity/{self._key}n{number % 4}/title"
            self.save(path, f"Reading night {number}", f"{self._key}-{number:08d}", number % 3 == 2)
            number += 1
            time.sleep(max(0.0, EVERY - (time.monotonic() - begun)))

    def save(self, path: str, value: str, op: str, check: bool) -> None:
        field = {"path": path, "value": value, "seen": self._versions.get(path, 0), "sent": ""}
        asked = {"op": op, "school": self.school_id, "draft": self._draft, "known": self._version}
        seen, begun = len(self._client.frames), time.monotonic()
        self._client.message(
            {"save": {**asked, "based_on": self._based_on, "fields": [field], "check": check}}, self._form
        )
        while (answer := self._answer(seen, op)) is None:
            self._client._message()
        self.took.append(time.monotonic() - begun)
        if answer.get("refusal") or answer.get("differs"):
            self.refused.append(str(answer.get("refusal") or answer["differs"]))
            return
        self._draft, self._version = answer["draft"], answer["version"]
        self._versions |= answer["saved"]
        self.typed[path] = value

    def _answer(self, seen: int, op: str) -> dict[str, object] | None:
        for frame in self._client.frames[seen:]:
            if op in frame:
                events = json.loads(frame)["events"]
                said = [one["new"] for one in events if one.get("attr") == "answer" and op in one["new"]]
                if said:
                    found: dict[str, object] = json.loads(said[-1])
                    return found
        return None


def main(liaisons: int, seconds: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'report.db'}"
        database = connect(url)
        database.upgrade()
        make_sample(database, at=SAMPLE_RECORDED)
        database.close()
        engine = create_engine(url)
        with engine.connect() as connection:
            known = [tuple(row) for row in connection.execute(text(LIAISONS))]
        server = Server(url, Path(folder) / "server.log", {}, warm=True)
        try:
            people = [Liaison(server.url, number, *known[number % len(known)]) for number in range(liaisons)]
            before, end = server.cpu_seconds(), time.monotonic() + seconds
            threads = [
                threading.Thread(target=one.type_until, args=(end, EVERY * place / len(people)))
                for place, one in enumerate(people)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            spent = server.cpu_seconds() - before
        finally:
            server.stop()
        took = [seconds for one in people for seconds in one.took]
        cuts = [1000 * cut for cut in quantiles(took, n=100)]
        print(f"{len(people)} liaisons, {len(took)} saves")
        print(f"median {cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms, p99 {cuts[98]:.0f} ms")
        print(f"{1000 * spent / len(took):.1f} ms of server CPU a save; {100 * spent / seconds:.0f} % of one core")
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT school_id, path, value FROM report_draft_field"))
            stored = {(row[0], row[1]): json.loads(row[2]) for row in rows}
        typed = {(one.school_id, path): value for one in people for path, value in one.typed.items()}
        lost = [key for key, value in typed.items() if stored.get(key) != value]
        print(f"{len(typed)} fields typed, {len(lost)} lost; {sum(len(one.refused) for one in people)} saves refused")
        for said in sorted({said for one in people for said in one.refused}):
            print(f"Refused: {said}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 90, float(sys.argv[2]) if len(sys.argv) > 2 else 60.0)
