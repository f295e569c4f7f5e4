"""/healthz and /metrics of a served district, under a prefix, and its log after requests that fail in many ways."""

import json
import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

from tests.serving import Server

NAMES = [
    "Rosa Delgado", "r.delgado", "rosa@valley.example", "Maple Fork", "O'Brien Ésperanza", "c.eriksen33", "Ms. Ito",
    "Spruce Field Elementary", "He hit my son", "+1 555 0188",
]  # fmt: skip
PLANTED = [*NAMES, *(secrets.token_urlsafe(32) for _ in range(20)), *(f"pw-{secrets.token_hex(6)}" for _ in range(20))]


def asked(url: str, method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urlopen(Request(url, body, named, method=method), timeout=20) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode(errors="replace")


def test_health_figures_and_a_log_that_keeps_quiet(
    sample_district: Callable[[], str], served: Callable[..., Server], tmp_path: Path
):
    url = sample_district()
    server = served(url, PARTNERSHIP_PREFIX="/partnership", PARTNERSHIP_METRICS_FROM='["127.0.0.0/8"]',
                    PARTNERSHIP_LOG_FORMAT="json")  # fmt: skip
    under = f"{server.url}/partnership"
    assert asked(f"{under}/healthz") == (200, '{"status": "ok"}')
    assert asked(f"{under}/healthz", Host="elsewhere.example", X_Forwarded_For="10.0.0.9")[0] == 200
    assert asked(f"{under}/healthz", "POST", b"x=1")[0] == 405

    assert asked(f"{under}/triage")[0] == 200
    status, figures = asked(f"{under}/metrics")
    assert status == 200
    for said in ('partnership_requests_total{page="/triage",status="200"} 1.0', "partnership_database_up 1.0",
                 'partnership_page_seconds_count{page="/triage"} 1.0', "partnership_open_pages 1.0",
                 "process_resident_memory_bytes", "partnership_schema_info{revision="):  # fmt: skip
        assert said in figures, said
    assert float(figures.partition("\npartnership_kept_bytes ")[2].split()[0]) > 0
    assert asked(f"{under}/metrics", X_Forwarded_For="127.0.0.1")[0] == 404

    for planted in PLANTED:
        said = quote(planted)
        asked(f"{under}/triage?as={said}&school={said}&year={said}&password={said}")
        asked(f"{under}/{said}?token={said}", Cookie=f"partnership_looks_as={said}")
        asked(f"{under}/triage/autoload.js?bokeh-session-id={said}", Referer=f"http://localhost/?q={said}")
        asked(f"{under}/triage", "POST", planted.encode(), X_Remote_User=said)
        asked(f"{under}/components/{said}/x", Authorization=f"Bearer {said}")
        asked(f"{under}/triage/ws", Sec_WebSocket_Protocol=f"bokeh, {said}", Origin=f"http://{said}")
    log = server.said()
    assert [one for one in PLANTED if one in log or quote(one) in log] == []
    lines = [line for line in log.splitlines() if line.startswith("{")]
    events = [json.loads(line) for line in lines]
    assert len([event for event in events if event["what"].startswith("Refused")]) >= 3 * len(PLANTED)
    assert len({event["id"] for event in events}) > 100

    file = Path(url.removeprefix("sqlite:///"))
    shutil.move(file, tmp_path / "elsewhere.db")
    time.sleep(2.1)
    assert asked(f"{under}/healthz") == (503, '{"status": "wrong", "what": "schema"}')
    shutil.move(tmp_path / "elsewhere.db", file)
    time.sleep(2.1)
    assert asked(f"{under}/healthz")[0] == 200
