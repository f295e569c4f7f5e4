"""The settings: one file, the environment before it, nothing unknown, and no secret in any sentence."""

from pathlib import Path

import pytest

from models.errors import PartnershipError
from models.settings import FILE_VARIABLE, keys, settings, variable_of
from models.sign_in_ways import SignInWay


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "partnership.toml"
    monkeypatch.setenv(FILE_VARIABLE, str(path))
    return path


def test_without_a_file_only_this_machine_may_come_in():
    assert not settings().needs_sign_in
    assert settings().origin == "http://localhost:5006"


def test_the_environment_goes_before_the_file_and_both_are_read_anew(file: Path, monkeypatch: pytest.MonkeyPatch):
    file.write_text('port = 80\norigins = ["https://family.example"]\n[sign_in]\nways = ["oidc"]\nhours = 4\n')
    assert (settings().port, settings().sign_in.ways, settings().is_encrypted) == (80, (SignInWay.OIDC,), True)
    monkeypatch.setenv("PARTNERSHIP_SIGN_IN__WAYS", '["password", "proxy"]')
    assert settings().sign_in.ways == (SignInWay.PASSWORD, SignInWay.PROXY)
    assert settings().sign_in.hours == 4
    file.write_text("port = 8080\n")
    assert (settings().port, settings().sign_in.hours) == (8080, 8)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("prot = 80", "prot is no setting"),
        ('[sign_in]\nway = ["oidc"]', "sign_in.way is no setting"),
        ('[sign_in]\nways = ["card"]', "sign_in.ways.0"),
        ("port = 0", "port"),
        ('prefix = "partnership/"', "prefix"),
        ("[sign_in.proxy]\naddresses = [\"everywhere\"]", "sign_in.proxy.addresses.0"),
        ("port = ", "cannot be read"),
        ('database_url = 5  # hunter2', "database_url"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused_by_its_name(file: Path, text: str, said: str):
    file.write_text(text + "\n")
    with pytest.raises(PartnershipError) as refused:
        settings()
    assert said in str(refused.value)
    assert "hunter2" not in str(refused.value)


def test_a_file_that_is_named_and_not_there_and_an_unknown_variable_are_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    with pytest.raises(PartnershipError, match="There is no file"):
        settings()
    file.touch()
    monkeypatch.setenv("PARTNERSHIP_PROT", "80")
    with pytest.raises(PartnershipError, match="PARTNERSHIP_PROT"):
        settings()


def test_every_setting_says_what_it_is_and_has_a_variable():
    assert [path for path, field in keys() if not field.description] == []
    assert variable_of(("sign_in", "oidc", "client_id")) == "PARTNERSHIP_SIGN_IN__OIDC__CLIENT_ID"
