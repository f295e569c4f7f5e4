"""Every promise against attacks has its test, and what is promised of the source itself is so."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from data.serving import serve_line
from models.settings import Settings
from tests.postgres import free_port

TESTS = Path(__file__).resolve().parents[2]
ROOT = TESTS.parent
PROMISES, TRIED = 37, 40
OF_DEVELOPERS = {"--autoreload", "--admin", "--profiler", "--rest-session-info", "--rest-provider", "--setup",
                 "--use-xheaders", "--reuse-sessions", "--allow-websocket-origin=*"}  # fmt: skip
RUNS_CODE = {"pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve", "jsonpickle", "yaml"}
TAKES_A_STATEMENT = {"text", "execute", "exec_driver_sql", "literal_column", "executescript"}
JOINED_OF_NAMES = {"models/schema_change.py", "models/sqlite_file.py", "models/database.py",
                   "models/queries/administration.py"}  # fmt: skip
"""Where statements are made of names of tables and settings, as no parameter can stand there."""
MAKE_STATEMENTS = ("models/queries/", "models/actions/", "models/recording/")
CACHES = {"cache", "lru_cache", "cached", "memoize"}
OF_A_VISITOR = {"Viewer", "Visitor", "Session", "viewer", "visitor", "session", "request", "curdoc", "session_args",
                "session_context", "who_is_here", "first_visitor", "visitor_of"}  # fmt: skip
"""Names by which a function could reach who asks, or what they may see."""
RUNS_CELLS = "dashboards/shell/cells.py"


def rows() -> list[tuple[str, str]]:
    """Number, and what stands in the last cell."""
    table = (TESTS / "attacks.md").read_text(encoding="utf-8")
    return re.findall(r"^\| (T?\d+) \|[^|]+\| (.+) \|$", table, re.MULTILINE)


def functions_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@cache
def sources() -> dict[str, ast.AST]:
    """The program's files, parsed, by name."""
    paths = [path for folder in ("models", "data", "dashboards") for path in sorted((ROOT / folder).rglob("*.py"))]
    names = {path.relative_to(ROOT).as_posix(): path for path in paths}
    return {
        name: ast.parse(path.read_text(encoding="utf-8"))
        for name, path in names.items()
        if not name.startswith(("data/local/", "models/migrations/"))
    }


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """File, name of what is called, and the call."""
    for name, tree in sources().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                yield name, node.func.id if isinstance(node.func, ast.Name) else node.func.attr, node


def test_every_promise_names_tests_that_there_are():
    promises = [f"T{number}" for number in range(1, PROMISES + 1)]
    assert [number for number, _ in rows()] == promises + [str(number) for number in range(1, TRIED + 1)]
    named = {(number, one) for number, cell in rows() for one in re.findall(r"`([^`]+)`", cell)}
    assert {number for number, _ in named} | {number for number, cell in rows() if "not held" in cell} == {
        number for number, _ in rows()
    }
    gone = [
        (number, one)
        for number, one in sorted(named)
        if not (TESTS / one.partition("::")[0]).is_file()
        or one.partition("::")[2] not in functions_of(TESTS / one.partition("::")[0])
    ]
    assert gone == []


def test_no_statement_is_joined_from_text_but_where_names_of_tables_are():
    joined = {
        name
        for name, called, call in calls()
        if called in TAKES_A_STATEMENT and call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    }
    assert joined == JOINED_OF_NAMES


def test_signs_that_stand_for_others_in_a_search_stand_for_themselves():
    searches = [
        (f"{name}:{call.lineno}", any(one.arg == "autoescape" for one in call.keywords))
        for name, called, call in calls()
        if called in ("contains", "startswith", "endswith", "icontains", "istartswith", "iendswith")
        and name.startswith(MAKE_STATEMENTS)
        and not (isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value).endswith(".str"))
    ]
    by_hand = {name for name, called, _ in calls() if called in ("like", "ilike", "regexp_match", "similar_to")}
    assert ([place for place, is_escaped in searches if not is_escaped], by_hand) == ([], set())
    assert searches


def test_nothing_is_kept_for_all_by_a_function_that_can_reach_who_asks():
    kept, reaching = 0, []
    for name, tree in sources().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or not CACHES & _decorated_by(node):
                continue
            kept += 1
            said = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
            said |= {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}
            said |= {one.arg for one in ast.walk(node) if isinstance(one, ast.arg)}
            if said & OF_A_VISITOR:
                reaching.append(f"{name}:{node.name}")
    by_panel = {name for name, called, _ in calls() if called == "as_cached"}
    assert (reaching, by_panel) == ([], set())
    assert kept > 10


def _decorated_by(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """Last names of what a function is decorated by: "cache" of @pn.cache(...) and of @cache."""
    of = [one.func if isinstance(one, ast.Call) else one for one in node.decorator_list]
    return {ast.unparse(one).rpartition(".")[2] for one in of}


def test_no_text_is_run_but_a_notebooks_own_cells():
    run = {name for name, called, call in calls() if called in ("eval", "exec")}
    of_frames = [
        f"{name}:{call.lineno}"
        for name, called, call in calls()
        if called == "query" and call.args and isinstance(call.args[0], ast.Constant | ast.JoinedStr | ast.BinOp)
    ]
    assert (run, of_frames) == ({RUNS_CELLS}, [])


def test_no_format_is_read_that_runs_code():
    brought = {
        (name, one)
        for name, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for one in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [way.name for way in node.names])
    }
    assert {(name, one) for name, one in brought if one.partition(".")[0] in RUNS_CODE} == set()


def test_nothing_is_served_that_is_for_developers():
    line = serve_line(Settings(port=free_port(), origins=("https://family.example",)))
    assert set(line) & OF_DEVELOPERS == set()
