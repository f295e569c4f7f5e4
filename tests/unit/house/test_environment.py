"""environment.yml, pyproject.toml and the lock files name the same packages within the same bounds."""

import re
import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text())
LOCKS = {name: (ROOT / name).read_text() for name in ("requirements.lock", "requirements-test.lock")}


def bounds(requirements: list[str]) -> dict[str, set[str]]:
    """Package name to its bounds; what is in brackets (`psycopg[binary]`) is how PyPI ships it, not another package."""
    parsed = [Requirement(line) for line in requirements]
    return {canonicalize_name(one.name): {str(bound) for bound in one.specifier} for one in parsed}


def locked(lock: str) -> dict[str, set[str]]:
    """Package name to the versions locked, more than one where Python versions differ."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.\-\[\]]+)==([\w.]+)", lock, re.MULTILINE):
        found.setdefault(canonicalize_name(name.partition("[")[0]), set()).add(version)
    return found


def test_conda_users_get_the_same_packages_and_bounds_as_pip_users():
    conda = bounds([line for line in CONDA["dependencies"] if isinstance(line, str) and line != "pip"])
    pip = bounds(PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["notebook"])
    assert conda == pip | {"python": {PROJECT["project"]["requires-python"]}}


def test_conda_ends_by_installing_this_project_in_place():
    assert CONDA["dependencies"][-1] == {"pip": ["-e ."]}


def test_every_locked_version_lies_within_its_bounds():
    groups = PROJECT["dependency-groups"]
    wanted = [Requirement(line) for line in PROJECT["project"]["dependencies"] + groups["build"] + groups["dev"]]
    versions = locked(LOCKS["requirements-test.lock"])
    outside = [
        str(one) for one in wanted if not all(map(one.specifier.contains, versions[canonicalize_name(one.name)]))
    ]
    assert outside == []


def test_what_is_tested_is_what_is_served():
    served, tested = (locked(LOCKS[name]) for name in ("requirements.lock", "requirements-test.lock"))
    assert {name: tested.get(name) for name in served} == served


def test_every_locked_package_has_its_hashes_and_no_address():
    for lock in LOCKS.values():
        entries = re.split(r"\n(?=\S)", lock.strip())
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
        assert re.findall(r"https?://|file:|--index-url|--extra-index-url|--find-links| @ ", lock) == []
