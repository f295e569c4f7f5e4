"""
One conversation with the district's mail server: letters go out one after the other, and each answer is told in words.

What is said to the server is made by `email` from parts that were looked at first: an address is one plain address, a
name or subject one line. Nothing else reaches the wire.
"""

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from models.errors import PartnershipError
from models.people_rules import UNSEEN
from models.reminder_rules import is_address
from models.settings import Mail, MailSecurity, secret_in
from models.vocabulary import N_

TIMEOUT = 20
"""Seconds that the mail server may take for one answer."""
LONGEST_NAME = 100
MOST_BREAKS = 2
"""So often the line may break off before the rest is left for another time."""
NO_ANSWER = N_("The mail server does not answer.")
BROKE_OFF = N_("The line to the mail server broke off: it may have gone out or not.")
REFUSED_US = N_("The mail server does not let this program in: look at mail.user and mail.password_file.")
NOT_SAFE = N_("The mail server cannot encrypt as mail.security wants it, or its certificate is not known here.")
REFUSED_SENDER = N_("The mail server does not take the sender's address: look at mail.from_address.")
REFUSED_EVERYBODY = N_("The mail server does not take the address.")
REFUSED_SOME = N_("Sent, but the mail server did not take every address.")
REFUSED_LETTER = N_("The mail server does not take the e-mail.")


@dataclass(frozen=True)
class Posted:
    """What became of one letter. why: a text of the catalogue, "" where it reached every address."""

    is_sent: bool
    why: str = ""


def message_of(
    mail: Mail, to: Sequence[str], subject: str, body: str, *, sender_name: str = "", reply_to: str = ""
) -> EmailMessage:
    """
    The letter as it goes out. sender_name: shown beside the sending address.

    Raises PartnershipError for what is no plain address; line breaks and what nobody sees leave names and subject.
    """
    for address in (mail.from_address, *to, *filter(None, [reply_to])):
        if not is_address(address):
            raise PartnershipError("An e-mail can be sent only to an address, as name@place.org; nothing was sent.")
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(one_line(sender_name)[:LONGEST_NAME], addr_spec=mail.from_address)
    message["To"] = [Address(addr_spec=address) for address in to]
    if reply_to:
        message["Reply-To"] = Address(addr_spec=reply_to)
    message["Subject"] = one_line(subject)
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = make_msgid(domain=mail.from_address.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    return message


def one_line(text: str) -> str:
    """The text without line breaks and signs that nobody sees."""
    return " ".join(UNSEEN.sub(" ", text).split())


class Post:
    """An open way to the mail server; where it breaks off, the next letter opens another."""

    def __init__(self, mail: Mail) -> None:
        self._mail = mail
        self._server: smtplib.SMTP | None = None
        self._stopped = ""
        self._breaks = 0

    def open(self) -> None:
        """Raises PartnershipError where the server does not answer, let us in or encrypt: nothing was sent then."""
        if self._server is not None:
            return
        try:
            self._server = self._opened()
        except smtplib.SMTPAuthenticationError as error:
            raise PartnershipError(REFUSED_US) from error
        except (smtplib.SMTPNotSupportedError, ssl.SSLError) as error:
            raise PartnershipError(NOT_SAFE) from error
        except (smtplib.SMTPException, OSError) as error:
            raise PartnershipError(NO_ANSWER) from error

    def send(self, message: EmailMessage) -> Posted:
        """Hand one letter over. What the server or the line does is told, and never raised."""
        if self._stopped:
            return Posted(is_sent=False, why=self._stopped)
        try:
            self.open()
            refused = self._server.send_message(message) if self._server else {}
        except PartnershipError as error:
            self._stopped = error.message
            return Posted(is_sent=False, why=self._stopped)
        except smtplib.SMTPRecipientsRefused:
            return Posted(is_sent=False, why=REFUSED_EVERYBODY)
        except smtplib.SMTPSenderRefused:
            self._stopped = REFUSED_SENDER  # it would be so with every other letter
            return Posted(is_sent=False, why=self._stopped)
        except smtplib.SMTPResponseException:
            return Posted(is_sent=False, why=REFUSED_LETTER)
        except (smtplib.SMTPException, OSError):
            self.close()
            self._breaks += 1
            if self._breaks >= MOST_BREAKS:
                self._stopped = NO_ANSWER
            return Posted(is_sent=False, why=BROKE_OFF)
        return Posted(is_sent=True, why=REFUSED_SOME if refused else "")

    def _opened(self) -> smtplib.SMTP:
        mail = self._mail
        if mail.security is MailSecurity.TLS:
            safe = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(mail.host, mail.port, timeout=TIMEOUT, context=safe)
        else:
            server = smtplib.SMTP(mail.host, mail.port, timeout=TIMEOUT)
        try:
            if mail.security is MailSecurity.STARTTLS:
                server.starttls(context=ssl.create_default_context())
            if mail.user:
                server.login(mail.user, secret_in(mail.password_file))
        except BaseException:
            server.close()
            raise
        return server

    def close(self) -> None:
        """Say good-bye, as far as somebody listens."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()


@contextmanager
def posting(mail: Mail) -> Iterator[Post]:
    """The mail server for one run of letters. Raises PartnershipError where it is not there, see `Post.open`."""
    post = Post(mail)
    try:
        post.open()
        yield post
    finally:
        post.close()
