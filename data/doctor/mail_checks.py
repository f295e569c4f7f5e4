"""Checks of the settings of e-mails: given whole or not at all, and no password in the clear."""

from data.doctor.facts import Facts, is_loopback
from data.doctor.judging import Check, Severity, Values
from models.reminder_rules import is_address
from models.settings import Mail, MailSecurity
from models.vocabulary import N_

WARN = Severity.WARN


def _no_host(facts: Facts) -> bool:
    mail = facts.settings.mail
    return not mail.host and mail != Mail()


def _wrong_address(facts: Facts) -> bool | Values:
    mail = facts.settings.mail
    named = {"mail.from_address": mail.from_address, "mail.reply_to": mail.reply_to}
    wrong = [key for key, address in named.items() if address and not is_address(address)]
    return {"setting": wrong[0]} if wrong else False


def _in_the_clear(facts: Facts) -> bool | Values:
    mail = facts.settings.mail
    is_open = bool(mail.host) and mail.security is MailSecurity.NONE and not is_loopback(mail.host)
    return {"host": mail.host} if is_open else False


MAIL_CHECKS: tuple[Check, ...] = (
    Check("no_mail_server", WARN,
          N_("Some of mail is set and mail.host is not, so nothing can be sent: write the mail server there, or take "
             "the others out."),
          _no_host),
    Check("no_mail_sender", WARN,
          N_("mail.from_address does not say from which address reminders come, so none can be sent: write it."),
          lambda facts: bool(facts.settings.mail.host) and not facts.settings.mail.from_address),
    Check("wrong_mail_address", WARN,
          N_("{setting} is no e-mail address: write one alone, as family@district.org."),
          _wrong_address),
    Check("mail_user_without_password", WARN,
          N_("mail.user signs in at the mail server without a password: write it into a file and name that in "
             "mail.password_file."),
          lambda facts: bool(facts.settings.mail.user) and facts.settings.mail.password_file is None),
    Check("mail_password_without_user", WARN,
          N_("mail.password_file is named and mail.user is not, so nobody signs in with it: write the user."),
          lambda facts: not facts.settings.mail.user and facts.settings.mail.password_file is not None),
    Check("mail_in_the_clear", WARN,
          N_("E-mails go to {host} unencrypted: set mail.security to starttls or tls."),
          _in_the_clear),
)  # fmt: skip
