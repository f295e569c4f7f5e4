"""
Run as a process: imports every module of ours twice and prints what the second time did besides, a line each.

The first time brings the packages of others, which may do what they like; then ours are forgotten and imported again.
"""

import importlib
import os
import sys
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
OURS = ("models", "data", "dashboards")
RUN_BY_OTHERS = ("models.migrations",)
"""Alembic's, which reads them from their files."""
CHANGES = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.chmod", "os.chown", "os.link", "os.symlink",
           "os.truncate", "os.putenv", "os.unsetenv", "os.system", "os.exec", "os.fork", "os.kill", "os.posix_spawn",
           "subprocess.Popen", "socket.__new__", "socket.connect", "socket.bind", "sqlite3.connect",
           "shutil.copyfile", "shutil.rmtree", "signal.pthread_kill", "tempfile.mkstemp",
           "tempfile.mkdtemp")  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def modules() -> list[str]:
    """All of ours but the pages, which Panel runs and nothing imports."""
    found = []
    for top in OURS:
        for path in sorted((ROOT / top).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            is_page = parts[0] == "dashboards" and len(parts) == 2
            name = ".".join(parts).removesuffix(".__init__")
            if not is_page and not name.startswith((*RUN_BY_OTHERS, "data.local")):
                found.append(name)
    return found


def main() -> None:
    named = modules()
    for name in named:
        importlib.import_module(name)
    for name in [one for one in sys.modules if one.partition(".")[0] in OURS]:
        del sys.modules[name]
    now, done = "", set()

    def hear(event: str, given: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(given[2], int) and given[2] & WRITING:
            done.add(f"{now}: writes {Path(os.fsdecode(given[0])).name if not isinstance(given[0], int) else given[0]}")
        elif event in CHANGES:
            done.add(f"{now}: {event}")

    threads, folder, environment = threading.active_count(), os.getcwd(), dict(os.environ)
    listening = True
    sys.dont_write_bytecode = True
    sys.addaudithook(lambda event, given: hear(event, given) if listening else None)
    for now in named:
        importlib.import_module(now)
        if (threads, folder, environment) != (threading.active_count(), os.getcwd(), dict(os.environ)):
            done.add(f"{now}: begins a thread, or changes folder or environment")
            break
    listening = False
    sys.stdout.write("\n".join([f"{len(named)} modules", *sorted(done)]))


if __name__ == "__main__":
    main()
