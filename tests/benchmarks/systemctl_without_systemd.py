#!/usr/bin/env python3
"""
What `systemctl` is in a root without systemd, for `deploy_guide`: it starts and stops what the guide names, by the very
lines and users of the units, but without their fences. The units themselves are looked at by `systemd-analyze verify`.
"""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

OPTIONS = {"--now"}
RUNNING = Path("/run/units")


def setting(unit: str, key: str) -> list[str]:
    template = re.sub(r"@.*$", "@", unit)
    text = Path(f"/etc/systemd/system/{template}.service").read_text()
    return [value.replace("%i", unit.partition("@")[2]) for value in re.findall(rf"^{key}=(.*)$", text, re.MULTILINE)]


def start(unit: str) -> None:
    environment = os.environ | dict(pair.split("=", 1) for pair in setting(unit, "Environment"))
    line = ["setsid", "runuser", "-u", setting(unit, "User")[0], "--", *shlex.split(setting(unit, "ExecStart")[0])]
    with Path(f"/var/log/{unit}.log").open("ab") as log:
        where = setting(unit, "WorkingDirectory")[0]
        begun = subprocess.Popen(line, stdout=log, stderr=log, env=environment, cwd=where)
    RUNNING.mkdir(exist_ok=True)
    (RUNNING / unit).write_text(str(begun.pid))


def stop(unit: str) -> None:
    if not (RUNNING / unit).exists():
        return
    group = int((RUNNING / unit).read_text())
    (RUNNING / unit).unlink()
    try:
        os.killpg(group, signal.SIGTERM)
        for _ in range(100):
            os.killpg(group, 0)
            time.sleep(0.1)
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def shell(line: str) -> None:
    subprocess.run(["bash", "-c", line], check=True)


def main(words: list[str]) -> None:
    verb, *named = [word for word in words if word not in OPTIONS]
    is_now = "--now" in words or verb in ("start", "stop", "restart")
    for unit in named if is_now else ():
        if unit == "postgresql":
            shell("pg_lsclusters -h | while read v c r; do pg_ctlcluster $v $c start; done")
        elif unit == "nginx":
            shell("nginx -s stop 2>/dev/null; sleep 0.5; nginx")
        elif unit.startswith("partnership@"):
            stop(unit)
            if verb != "stop":
                start(unit)


main(sys.argv[1:])
