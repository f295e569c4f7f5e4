"""Each check of the doctor finds what it is for, says so in one sentence, and finds nothing where all is well."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.pofile import read_po

from data.doctor.checks import CHECKS
from data.doctor.facts import Disk, Facts, FileFacts, StoredFacts, file_facts
from data.doctor.judging import Severity, findings
from models.errors import SchemaError, UnreachableError
from models.queries.administration import PeopleFacts
from models.replica import ReplicaTrouble
from models.settings import Settings
from models.wording.language import CATALOGUES

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
GIGABYTE = 1024**3
OIDC = {"issuer": "https://login.example", "client_id": "partnership", "client_secret_file": "/etc/oidc"}
PROXY = {"addresses": ["10.0.0.5"], "secret_file": "/etc/proxy"}
SIGN_IN: dict[str, Any] = {
    "ways": ["password", "oidc", "proxy"],
    "contact": "A. Lee, 555 0100",
    "oidc": OIDC,
    "proxy": PROXY,
}
MAIL = {
    "host": "smtp.district.example", "user": "partnership", "password_file": "/etc/mail",
    "from_address": "family@district.example",
}  # fmt: skip
WELL: dict[str, Any] = {
    "origins": ["https://family.example"], "time_zone": "America/Chicago", "sign_in": SIGN_IN, "district": "valley",
    "prefix": "/partnership", "mail": MAIL,
}  # fmt: skip
PEOPLE = PeopleFacts(people=9, administrators=1, with_email=9, with_account=2, with_password=4)
STORED = StoredFacts(newest_change=NOW - timedelta(hours=1), districts=("valley",), who=PEOPLE)
POSTGRESQL = replace(STORED, is_sqlite=False)
SECRET = FileFacts("/s", characters=64, device=1)
FILES = {
    "secret_file": SECRET, "sign_in.oidc.client_secret_file": SECRET, "sign_in.proxy.secret_file": SECRET,
    "mail.password_file": SECRET,
    "settings_file": FileFacts("/p.toml"), "database": FileFacts("/d.db", device=1), "local": FileFacts("/l"),
    "backups.folder": FileFacts("/b", device=2),
}  # fmt: skip
VERSIONS = {"tornado": "6.6.1", "bokeh": "3.9.2", "panel": "1.9.4"}


def facts(settings: Mapping[str, Any] | None = None, **other: Any) -> Facts:
    """A well installation, but for these settings (a group joined with what it has) and these facts."""
    known = {
        "now": NOW, "files": FILES, "packages": VERSIONS, "stored": STORED, "disk": Disk(50 * GIGABYTE, 100 * GIGABYTE),
        "newest_backup": NOW - timedelta(hours=7), "memory_mb": 8000,
    }  # fmt: skip
    return Facts(settings=Settings(**joined(WELL, settings or {})), **(known | other))


def joined(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    both = dict(first) | dict(second)
    for name, value in second.items():
        if isinstance(value, Mapping) and isinstance(first.get(name), Mapping):
            both[name] = joined(first[name], value)
    return both


def file(key: str, **other: Any) -> dict[str, Any]:
    return {"files": FILES | {key: replace(FILES[key], **other)}}


def set_to(name: str, value: str) -> dict[str, Any]:
    return {"environment": {name: value}}


def who(**other: Any) -> dict[str, Any]:
    return {"stored": replace(STORED, who=replace(PEOPLE, **other))}


def sign_in(**other: Any) -> dict[str, Any]:
    return {"sign_in": other}


def mail(**other: Any) -> dict[str, Any]:
    return {"mail": other}


ALONE: dict[str, Any] = {"origins": [], "sign_in": {"ways": []}}
CASES: list[tuple[str, Mapping[str, Any], Mapping[str, Any]]] = [
    ("database", {}, {"stored": StoredFacts(problem=SchemaError("Run `partnership init`."))}),
    ("database_not_there", {}, {"stored": StoredFacts(is_sqlite=False, problem=UnreachableError("Not there."))}),
    ("wal_on_old_sqlite", {}, {"stored": replace(STORED, journal="WAL", is_wal_safe=False)}),
    ("old_sqlite", {}, {"stored": replace(STORED, old_sqlite="3.40.1")}),
    ("superuser", {}, {"stored": replace(POSTGRESQL, is_superuser=True)}),
    ("no_checksums", {}, {"stored": replace(POSTGRESQL, has_checksums=False)}),
    ("pooler", {}, {"stored": replace(POSTGRESQL, is_pooled=True)}),
    ("replica_of_a_file", {"database_replica_url": "postgresql://tests@127.0.0.1/there"}, {}),
    ("replica_away", {}, {"stored": replace(POSTGRESQL, replica=ReplicaTrouble.AWAY)}),
    ("replica_of_another", {}, {"stored": replace(POSTGRESQL, replica=ReplicaTrouble.ANOTHER)}),
    ("replica_behind", {}, {"stored": replace(POSTGRESQL, replica=ReplicaTrouble.BEHIND)}),
    ("open_database", {}, file("database", others_read=True)),
    ("open_database", {}, file("database", others_write=True)),
    ("open_folder", {}, file("local", others_read=True)),
    ("several_districts", {"district": ""}, {"stored": replace(STORED, districts=("hill", "valley"))}),
    ("unknown_district", {"district": "vally"}, {}),
    ("clock_behind", {}, {"now": datetime(2024, 5, 4, tzinfo=UTC), "stored": replace(STORED, newest_change=None),
                          "newest_backup": datetime(2024, 5, 3, tzinfo=UTC)}),
    ("clock_differs", {}, {"stored": replace(STORED, newest_change=NOW + timedelta(hours=1))}),
    ("disk_full", {}, {"disk": Disk(GIGABYTE // 50, 100 * GIGABYTE)}),
    ("disk_low", {}, {"disk": Disk(9 * GIGABYTE, 100 * GIGABYTE)}),
    ("disk_low", {}, {"disk": Disk(GIGABYTE // 4, GIGABYTE // 2)}),
    ("no_backups_folder", {}, file("backups.folder", exists=False)),
    ("backups_not_writable", {}, file("backups.folder", is_writable=False)),
    ("open_backups", {}, file("backups.folder", others_read=True)),
    ("no_backup", {}, {"newest_backup": None}),
    ("no_backup", {}, {"newest_backup": NOW - timedelta(days=8)}),
    ("backups_on_same_disk", {}, file("backups.folder", device=1)),
    ("star_in_origins", {"origins": ["https://*.example"]}, {}),
    ("no_tls", {"origins": ["http://family.example"]}, {}),
    ("no_tls", {"origins": ["family.example"]}, {}),
    ("sign_in_without_origin", {"origins": []}, {}),
    ("address_without_sign_in", ALONE | {"address": "10.0.0.9"}, {}),
    ("origin_without_sign_in", {"sign_in": {"ways": []}}, {}),
    ("address_past_the_proxy", {"address": "10.0.0.9"}, {}),
    ("no_session_secret", {}, file("secret_file", exists=False)),
    ("short_session_secret", {}, file("secret_file", characters=31)),
    ("open_secret", {}, file("secret_file", others_read=True)),
    ("open_secret", {}, file("sign_in.proxy.secret_file", others_read=True)),
    ("unreadable_secret", {}, file("sign_in.oidc.client_secret_file", exists=False, is_readable=False)),
    ("unreadable_secret", {}, file("secret_file", is_readable=False)),
    ("open_settings", {}, file("settings_file", others_write=True)),
    ("open_settings", {"database_url": "postgresql://o:secret@h/d"}, file("settings_file", others_read=True)),
    ("two_passwords", {"database_url": "postgresql://o:secret@h/d", "database_password_file": "/etc/db"}, {}),
    ("proxy_without_addresses", sign_in(proxy={"addresses": []}), {}),
    ("proxy_everywhere", sign_in(proxy={"addresses": ["10.0.0.5", "0.0.0.0/0"]}), {}),
    ("proxy_everywhere", sign_in(proxy={"addresses": ["::/0"]}), {}),
    ("proxy_without_secret", sign_in(proxy={"secret_file": None}), {}),
    ("short_proxy_secret", {}, file("sign_in.proxy.secret_file", characters=12)),
    ("no_issuer", sign_in(oidc={"issuer": ""}), {}),
    ("no_client_id", sign_in(oidc={"client_id": ""}), {}),
    ("no_client_secret", sign_in(oidc={"client_secret_file": None}), {}),
    ("issuer_without_tls", sign_in(oidc={"issuer": "http://login.example"}), {}),
    ("any_tenant", sign_in(oidc={"issuer": "https://login.example/common/v2.0", "trusts_email": True}), {}),
    ("nobody", {}, {"stored": replace(STORED, who=PeopleFacts())}),
    ("no_administrator", {}, who(administrators=0)),
    ("nobody_has_a_password", sign_in(ways=["password"]), who(with_password=0)),
    ("nobody_has_an_account", sign_in(ways=["oidc"]), who(with_email=0, with_account=0)),
    ("idle_outlives", sign_in(hours=1), {}),
    ("long_sign_in", sign_in(hours=100), {}),
    ("no_contact", sign_in(contact=""), {}),
    ("metrics_for_everybody", {"metrics_from": ["0.0.0.0/0"]}, {}),
    ("star_in_environment", {}, set_to("BOKEH_ALLOW_WS_ORIGIN", "*")),
    ("origins_in_environment", {}, set_to("BOKEH_ALLOW_WS_ORIGIN", "family.example")),
    ("short_key_in_environment", {}, set_to("BOKEH_SECRET_KEY", "short")),
    ("unsigned", {}, set_to("BOKEH_SIGN_SESSIONS", "no")),
    ("unfenced", {}, set_to("BOKEH_DEV", "true")),
    ("unfenced", {}, set_to("PANEL_ADMIN_ENDPOINT", "/admin")),
    ("unfenced", {}, set_to("AUTHLIB_INSECURE_TRANSPORT", "1")),
    ("talks_much", {}, set_to("BOKEH_PY_LOG_LEVEL", "debug")),
    ("asks_elsewhere", {}, set_to("BOKEH_RESOURCES", "cdn")),
    ("old_package", {}, {"packages": VERSIONS | {"tornado": "6.5.2"}}),
    ("old_package", {}, {"packages": VERSIONS | {"bokeh": "3.8.1"}}),
    ("missing_package", {}, {"packages": VERSIONS | {"panel": ""}}),
    ("low_port", {"port": 443}, {}),
    ("as_root", {}, {"is_root": True}),
    ("odd_prefix", {"prefix": "/a/../b"}, {}),
    ("odd_prefix", {"prefix": "/assets"}, {}),
    ("no_time_zone", {"time_zone": ""}, {}),
    ("wrong_time_zone", {"time_zone": "Chicago"}, {"zone_is_wrong": True}),
    ("logo", {"logo_file": "/etc/logo.gif"}, {}),
    ("markup_in_title", {"title": "Alder <b>Valley</b>"}, {}),
    ("long_title", {"title": "Alder Valley " * 9}, {}),
    ("much_memory", {"kept_mb": 5000}, {}),
    ("little_memory", {"kept_mb": 256}, {"stored": replace(STORED, schools=2_500)}),
    ("no_mail_server", mail(host=""), {}),
    ("no_mail_sender", mail(from_address=""), {}),
    ("wrong_mail_address", mail(from_address="Family <family@district.example>"), {}),
    ("wrong_mail_address", mail(reply_to="a@b.example, c@d.example"), {}),
    ("mail_user_without_password", mail(password_file=None), {}),
    ("mail_password_without_user", mail(user=""), {}),
    ("mail_in_the_clear", mail(security="none"), {}),
    ("open_secret", {}, file("mail.password_file", others_read=True)),
]  # fmt: skip


def test_a_well_installation_is_well_and_so_is_one_that_only_this_machine_looks_at():
    assert findings(facts(), CHECKS) == []
    new = {"files": {"secret_file": FileFacts("/s", exists=False), "database": FileFacts("/d", others_read=True)}}
    assert findings(facts(ALONE | {"time_zone": ""}, is_root=True, newest_backup=None, **new), CHECKS) == []


@pytest.mark.parametrize(("code", "settings", "other"), CASES, ids=[case[0] for case in CASES])
def test_one_thing_wrong_is_one_sentence(code: str, settings: Mapping[str, Any], other: Mapping[str, Any]):
    found = findings(facts(settings, **other), CHECKS)
    assert [one.code for one in found] == [code]
    assert re.fullmatch(r"[^{}\n]+\.", str(found[0]))


def test_every_check_has_a_case():
    assert len(CHECKS) >= 25
    assert len({check.code for check in CHECKS}) == len(CHECKS)
    assert {check.code for check in CHECKS} == {case[0] for case in CASES}


def test_every_sentence_is_a_text_of_the_catalogue():
    with (CATALOGUES / "messages.pot").open("rb") as file:
        known = {message.id for message in read_po(file)}
    own_words = {check.code for check in CHECKS if check.sentence not in known}
    assert own_words == {"database"}  # whose sentence is the error's own, which is one too


def test_no_secret_stands_in_a_sentence():
    fields = {name for check in CHECKS for _, name, _, _ in Formatter().parse(check.sentence) if name}
    assert fields & {"secret", "key", "password", "url", "environment"} == set()


def test_what_refuses_comes_first():
    found = findings(facts({"kept_mb": 5000, "origins": ["http://family.example"]}), CHECKS)
    assert [(one.code, one.severity) for one in found] == [
        ("no_tls", Severity.REFUSE), ("much_memory", Severity.WARN),
    ]  # fmt: skip


def test_who_can_read_a_file_depends_on_the_folders_it_lies_in(tmp_path: Path):
    folder, secret = tmp_path / "own", tmp_path / "own" / "secret"
    folder.mkdir(mode=0o700)
    secret.write_text("  abc\n")
    secret.chmod(0o644)
    assert (file_facts(secret, is_secret=True).others_read, file_facts(secret, is_secret=True).characters) == (False, 3)
    assert not file_facts(folder / "none").exists
