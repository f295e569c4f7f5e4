"""What goes out by e-mail: plain addresses and one line a header, whatever names and addresses were stored."""

from email import message_from_bytes
from email.policy import default

import pytest

from data.mailing.mail_server import message_of
from models.errors import PartnershipError
from models.reminder_rules import is_address
from models.settings import Mail

MAIL = Mail(host="mail.example", from_address="family@district.example")


@pytest.mark.parametrize(
    "address",
    ["s.vance20@example.org", "a@b.co", "o'neil+reports@hickory-vale.example.org", "A_B-c.d@sub.sub2.example"],
)
def test_a_plain_address_is_one(address: str):
    assert is_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "", "name", "name@place", "@example.org", "name@", "a b@example.org", "a@exam ple.org", "a@b.co\n",
        "a@b.co\r\nBcc: evil@x.org", "a@b.co,evil@x.org", "a@b.co;evil@x.org", "<a@b.co>", '"a b"@b.co', "a@b.co>",
        "a..b@c.org", ".a@c.org", "a.@c.org", "a@-c.org", "a@c..org", "a@c.o", "ä@c.org", "a@ç.org", "a@b.co\x00",
        "a@b.co\u202e", "a(comment)@b.co", "a@[127.0.0.1]", f"{'a' * 65}@b.co",
        f"a@{'b' * 63}.{'c' * 63}.{'d' * 63}.{'e' * 63}.org",
    ],
)  # fmt: skip
def test_what_is_no_plain_address_is_never_written_to(address: str):
    assert not is_address(address)
    for to, sender, reply in (([address], MAIL.from_address, ""), (["a@b.co"], address, "")):
        with pytest.raises(PartnershipError, match="only to an address"):
            message_of(MAIL.model_copy(update={"from_address": sender}), to, "S", "B", reply_to=reply)
    if address:
        with pytest.raises(PartnershipError, match="only to an address"):
            message_of(MAIL, ["a@b.co"], "S", "B", reply_to=address)


@pytest.mark.parametrize(
    "name",
    [
        "Rosa\r\nBcc: evil@x.org", "Rosa, evil@x.org", 'Rosa" <evil@x.org>', "Rosa\u202e gro.x@live", "Rosa\x00\x1b[2J",
        "José Ñandú", "名前", "x" * 500, "Rosa\u2028Bcc: evil@x.org", "=?utf-8?q?Bcc:?= evil@x.org",
    ],
)  # fmt: skip
def test_a_hostile_name_or_subject_stays_within_its_header(name: str):
    message = message_of(MAIL, ["a@b.co", "c@d.org"], f"March report of {name}", f"Hello {name},\n", sender_name=name)
    raw = message.as_bytes()
    read = message_from_bytes(raw, policy=default)
    assert read.defects == []
    assert {key.lower() for key in read.keys()} == {  # noqa: SIM118 - the message is no mapping
        "from", "to", "subject", "date", "message-id", "auto-submitted", "content-type",
        "content-transfer-encoding", "mime-version",
    }  # fmt: skip
    assert [one.addr_spec for one in read["To"].addresses] == ["a@b.co", "c@d.org"]
    assert [one.addr_spec for one in read["From"].addresses] == ["family@district.example"]
    assert all(ord(sign) >= 32 for sign in str(read["Subject"]))
