"""Checks of what the program runs on: packages, variables of other programs, port, user, and what is shown of it."""

import re
from pathlib import PurePosixPath

from data.doctor.facts import Facts
from data.doctor.judging import Check, Severity, Values
from models.settings import SHORTEST_SECRET
from models.vocabulary import N_

REFUSE, WARN = Severity.REFUSE, Severity.WARN
FLOORS = {"tornado": (6, 6), "bokeh": (3, 8, 2), "panel": (1, 9, 4)}
"""Versions below these have holes that are known, or were never tried."""
FALSE = frozenset({"no", "false", "off", "0", "n", "f"})
LONGEST_TITLE = 80
MANY_SCHOOLS, KEPT_A_SCHOOL = 500, 0.4
"""
From how many schools on it is looked at, and MB that all pages of one take of what is kept: with 1,000 MB the pages of
2,500 schools were made once, with 256 each anew after the next (tests/benchmarks/README.md).
"""
OURS = frozenset({"assets", "static", "components", "healthz", "metrics", "liveness"})
UNFENCED = (
    "BOKEH_DEV", "BOKEH_AUTH_MODULE", "PANEL_AUTORELOAD", "PANEL_ADMIN_ENDPOINT", "PANEL_OAUTH_PROVIDER",
    "PANEL_BASIC_AUTH", "PANEL_OAUTH_GUEST_ENDPOINTS", "PANEL_OAUTH_OPTIONAL", "AUTHLIB_INSECURE_TRANSPORT",
    "OAUTHLIB_INSECURE_TRANSPORT",
)  # fmt: skip
"""Variables that open a way around our own fence, sign-in or TLS wherever they hold anything but no."""
ASKED_ELSEWHERE = ("cdn", "server-dev", "relative-dev", "absolute-dev", "inline-dev")


def _set(facts: Facts, name: str) -> str:
    return facts.environment.get(name, "").strip()


def _unfenced(facts: Facts) -> bool | Values:
    found = [name for name in UNFENCED if _set(facts, name) and _set(facts, name).lower() not in FALSE]
    return {"variable": found[0]} if found else False


def _short_key(facts: Facts) -> bool | Values:
    key = _set(facts, "BOKEH_SECRET_KEY")
    return {"count": len(key), "least": SHORTEST_SECRET} if key and len(key) < SHORTEST_SECRET else False


def _old_package(facts: Facts) -> bool | Values:
    for name, floor in FLOORS.items():
        version = facts.packages.get(name, "")
        if version and _numbers(version) < floor:
            return {"package": name, "version": version, "floor": ".".join(map(str, floor))}
    return False


def _missing_package(facts: Facts) -> bool | Values:
    lost = [name for name in FLOORS if facts.packages and not facts.packages.get(name)]
    return {"package": lost[0]} if lost else False


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _low_port(facts: Facts) -> bool | Values:
    port = facts.settings.port
    return {"port": port} if port < facts.first_free_port and not facts.is_root else False


def _odd_prefix(facts: Facts) -> bool | Values:
    parts = PurePosixPath(facts.settings.prefix or "/").parts[1:]
    is_odd = any(set(part) <= {"."} or part.lower() in OURS for part in parts)
    return {"prefix": facts.settings.prefix} if is_odd else False


def _logo(facts: Facts) -> bool | Values:
    path = facts.settings.logo_file
    return {"file": path} if path is not None and facts.logo_kind not in ("svg", "png") else False


def _much_memory(facts: Facts) -> bool | Values:
    kept, there = facts.settings.kept_mb, facts.memory_mb
    return {"kept": kept, "memory": there} if there and kept > there / 2 else False


def _little_memory(facts: Facts) -> bool | Values:
    kept, schools = facts.settings.kept_mb, facts.stored.schools
    wanted = round(KEPT_A_SCHOOL * schools / 10) * 10
    return {"kept": kept, "schools": schools, "wanted": wanted} if schools >= MANY_SCHOOLS and kept < wanted else False


def _wrong_zone(facts: Facts) -> bool | Values:
    return {"zone": facts.settings.time_zone} if facts.zone_is_wrong else False


MACHINE_CHECKS: tuple[Check, ...] = (
    Check("star_in_environment", REFUSE,
          N_("The variable BOKEH_ALLOW_WS_ORIGIN has a star, which lets pages of any web site in: take it away."),
          lambda facts: "*" in _set(facts, "BOKEH_ALLOW_WS_ORIGIN")),
    Check("origins_in_environment", WARN,
          N_("The variable BOKEH_ALLOW_WS_ORIGIN replaces origins: take it away and name the addresses in origins."),
          lambda facts: bool(_set(facts, "BOKEH_ALLOW_WS_ORIGIN")) and "*" not in _set(facts, "BOKEH_ALLOW_WS_ORIGIN")),
    Check("short_key_in_environment", REFUSE,
          N_("The variable BOKEH_SECRET_KEY has {count} characters and needs {least}: take it away, and the secret "
             "that `partnership init` made is used."),
          _short_key),
    Check("unsigned", REFUSE,
          N_("The variable BOKEH_SIGN_SESSIONS says no, so sessions could be forged: take it away."),
          lambda facts: _set(facts, "BOKEH_SIGN_SESSIONS").lower() in FALSE),
    Check("unfenced", REFUSE,
          N_("The variable {variable} opens a way around the program's own sign-in: take it away."),
          _unfenced),
    Check("talks_much", WARN,
          N_("The variable BOKEH_PY_LOG_LEVEL or BOKEH_LOG_LEVEL has every message written to the log, what people "
             "type included: take it away."),
          lambda facts: {_set(facts, name).lower() for name in ("BOKEH_PY_LOG_LEVEL", "BOKEH_LOG_LEVEL")}
          & {"trace", "debug"} != set()),
    Check("asks_elsewhere", REFUSE,
          N_("The variable BOKEH_RESOURCES has browsers fetch scripts from elsewhere: take it away."),
          lambda facts: _set(facts, "BOKEH_RESOURCES").lower() in ASKED_ELSEWHERE),
    Check("old_package", REFUSE,
          N_("The package {package} is {version}, and this program needs {floor}: install the locked packages."),
          _old_package),
    Check("missing_package", REFUSE,
          N_("The package {package} is not installed: install the locked packages."),
          _missing_package),
    Check("low_port", WARN,
          N_("Port {port} is for root alone: choose one from 1024 up and let the web server in front listen on it."),
          _low_port),
    Check("as_root", WARN,
          N_("The server runs as root, so a fault in it may reach the whole machine: run it as a user of its own."),
          lambda facts: facts.is_for_others and facts.is_root),
    Check("odd_prefix", REFUSE,
          N_('The prefix "{prefix}" has dots, or a name that the program itself uses: choose another, as '
             "/partnership."),
          _odd_prefix),
    Check("no_time_zone", WARN,
          N_("time_zone is not set, so days are this machine's own: set it, as America/Chicago."),
          lambda facts: facts.is_for_others and not facts.settings.time_zone.strip()),
    Check("wrong_time_zone", REFUSE,
          N_('time_zone is "{zone}", which is no time zone: write one by its name, as America/Chicago.'),
          _wrong_zone),
    Check("logo", REFUSE,
          N_("The logo {file} is not there, or no SVG or PNG picture: mend logo_file."),
          _logo),
    Check("markup_in_title", REFUSE,
          N_("title has the signs of a web page's markup in it: write the district's name as people read it."),
          lambda facts: bool(re.search(r"[<>]|&\w+;", facts.settings.title))),
    Check("long_title", WARN,
          N_("title has more than 80 characters and is cut off in the pages' head: write a shorter name."),
          lambda facts: len(facts.settings.title) > LONGEST_TITLE),
    Check("much_memory", WARN,
          N_("kept_mb ({kept}) is more than half of this machine's {memory} MB: make it smaller."),
          _much_memory),
    Check("little_memory", WARN,
          N_("A district of {schools} schools is kept in {kept} MB (kept_mb), so its pages are made again and again: "
             "set {wanted} on a machine that has twice as much."),
          _little_memory),
)  # fmt: skip
