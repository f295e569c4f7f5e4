"""Checks of who can get in: names, TLS, ways to sign in, secrets."""

from urllib.parse import urlsplit

from data.doctor.facts import Facts, host_of, is_loopback
from data.doctor.judging import Check, Severity, Values
from models.settings import SHORTEST_SECRET, Network
from models.sign_in_ways import SignInWay
from models.vocabulary import N_

REFUSE, WARN = Severity.REFUSE, Severity.WARN
WIDEST = 8
"""Bits that a network of a proxy has at least: a shorter one is most of the world."""
OPEN_TO_EVERY_TENANT = ("/common", "/organizations", "/consumers")
SECRET_FILES = (
    "secret_file", "database_password_file", "sign_in.oidc.client_secret_file", "sign_in.proxy.secret_file",
    "mail.password_file",
)  # fmt: skip


def _has(facts: Facts, way: SignInWay) -> bool:
    return way in facts.settings.sign_in.ways


def _without_tls(facts: Facts) -> bool | Values:
    if not (_has(facts, SignInWay.OIDC) or _has(facts, SignInWay.PASSWORD)):
        return False
    plain = [
        origin
        for origin in facts.settings.origins
        if not origin.startswith("https://") and not is_loopback(host_of(origin))
    ]
    return {"origin": plain[0]} if plain else False


def _elsewhere(facts: Facts) -> list[str]:
    return [origin for origin in facts.settings.origins if not is_loopback(host_of(origin))]


def _address_without_sign_in(facts: Facts) -> bool | Values:
    address = facts.settings.address
    return {"address": address} if not facts.settings.needs_sign_in and not is_loopback(address) else False


def _address_without_tls(facts: Facts) -> bool | Values:
    address = facts.settings.address
    return {"address": address} if facts.settings.needs_sign_in and not is_loopback(address) else False


def _missing_secret(facts: Facts) -> bool | Values:
    of = facts.settings
    return {"file": of.secret_file} if facts.is_for_others and facts.file("secret_file") is None else False


def _short_secret(facts: Facts) -> bool | Values:
    found = facts.file("secret_file")
    if found is None or not found.is_readable or found.characters >= SHORTEST_SECRET:
        return False
    return {"file": found.path, "count": found.characters, "least": SHORTEST_SECRET}


def _open_secret(facts: Facts) -> bool | Values:
    found = [one for key in SECRET_FILES if (one := facts.file(key)) and one.others_read]
    return {"file": found[0].path} if found else False


def _secret_not_read(facts: Facts) -> bool | Values:
    named = [facts.files[key] for key in SECRET_FILES if key in facts.files]
    lost = [one for one in named if one.exists and not one.is_readable]
    lost += [facts.files[key] for key in SECRET_FILES[1:] if key in facts.files and not facts.files[key].exists]
    return {"file": lost[0].path} if lost else False


def _open_settings(facts: Facts) -> bool | Values:
    found = facts.file("settings_file")
    has_password = ":" in urlsplit(facts.settings.database_url.get_secret_value()).netloc.partition("@")[0]
    is_open = found is not None and (found.others_write or (found.others_read and has_password))
    return {"file": found.path} if found is not None and is_open else False


def _star(facts: Facts) -> bool | Values:
    stars = [origin for origin in facts.settings.origins if "*" in origin]
    return {"origin": stars[0]} if stars else False


def _proxy_secret(facts: Facts) -> bool | Values:
    found = facts.file("sign_in.proxy.secret_file")
    if not _has(facts, SignInWay.PROXY) or found is None or not found.is_readable:
        return False
    return (
        {"file": found.path, "count": found.characters, "least": SHORTEST_SECRET}
        if (found.characters < SHORTEST_SECRET)
        else False
    )


def _wide(networks: tuple[Network, ...]) -> bool | Values:
    wide = [str(one) for one in networks if one.prefixlen < WIDEST]
    return {"network": wide[0]} if wide else False


def _issuer_without_tls(facts: Facts) -> bool | Values:
    issuer = facts.settings.sign_in.oidc.issuer
    is_plain = bool(issuer) and not issuer.startswith("https://") and not is_loopback(host_of(issuer))
    return {"issuer": issuer} if _has(facts, SignInWay.OIDC) and is_plain else False


def _any_tenant(facts: Facts) -> bool | Values:
    of = facts.settings.sign_in.oidc
    is_open = of.trusts_email and any(part in of.issuer for part in OPEN_TO_EVERY_TENANT)
    return {"issuer": of.issuer} if _has(facts, SignInWay.OIDC) and is_open else False


def _lasts_long(facts: Facts) -> bool | Values:
    hours = facts.settings.sign_in.hours
    return {"hours": f"{hours:g}"} if _has(facts, SignInWay.PASSWORD) and hours > 24 else False


def _outlives(facts: Facts) -> bool | Values:
    of = facts.settings.sign_in
    is_so = bool(of.ways) and of.idle_minutes > of.hours * 60
    return {"minutes": f"{of.idle_minutes:g}", "hours": f"{of.hours:g}"} if is_so else False


def _only_way(facts: Facts, way: SignInWay) -> bool:
    return facts.settings.sign_in.ways == (way,) and not facts.stored.problem


ACCESS_CHECKS: tuple[Check, ...] = (
    Check("star_in_origins", REFUSE,
          N_('The origin "{origin}" would let pages of any web site in: name each host in origins without a star.'),
          _star),
    Check("no_tls", REFUSE,
          N_('The origin "{origin}" has no TLS, so passwords and sign-ins could be read on the way: put a web server '
             "with TLS in front and write https:// in origins."),
          _without_tls),
    Check("sign_in_without_origin", WARN,
          N_("People sign in, and origins names no address for them to come by, so the pages open on this machine "
             "only: write the address in origins."),
          lambda facts: facts.settings.needs_sign_in and not facts.settings.origins),
    Check("address_without_sign_in", WARN,
          N_("The server listens on {address} and nobody can sign in, so it refuses everybody from elsewhere: set "
             "sign_in.ways, or the address 127.0.0.1."),
          _address_without_sign_in),
    Check("origin_without_sign_in", WARN,
          N_("Origins are set and nobody can sign in, so everybody from elsewhere is refused: set sign_in.ways."),
          lambda facts: not facts.settings.needs_sign_in and bool(_elsewhere(facts))),
    Check("address_past_the_proxy", WARN,
          N_("The server itself listens on {address} without TLS: let the web server in front reach it by 127.0.0.1, "
             "or keep everybody else from this port by a firewall."),
          _address_without_tls),
    Check("no_session_secret", REFUSE,
          N_("There is no session secret in {file}, so every restart ends all pages: run `partnership init`."),
          _missing_secret),
    Check("short_session_secret", REFUSE,
          N_("The session secret in {file} has {count} characters and needs {least}: delete the file and run "
             "`partnership init`."),
          _short_secret),
    Check("open_secret", REFUSE,
          N_("Everybody on this machine can read the secret in {file}: run chmod 600 on it."),
          _open_secret),
    Check("unreadable_secret", REFUSE,
          N_("The secret in {file} is not there or cannot be read: write it there, for the user of the server."),
          _secret_not_read),
    Check("open_settings", REFUSE,
          N_("Others on this machine can change {file}, or read the database's password in it: run chmod 640 on it, or "
             "put the password into database_password_file."),
          _open_settings),
    Check("two_passwords", WARN,
          N_("The database's password stands in database_url and in database_password_file: take it out of "
             "database_url."),
          lambda facts: facts.settings.database_password_file is not None
          and ":" in urlsplit(facts.settings.database_url.get_secret_value()).netloc.partition("@")[0]),
    Check("proxy_without_addresses", REFUSE,
          N_("People come in by a proxy, and sign_in.proxy.addresses names none: write the addresses it asks from."),
          lambda facts: _has(facts, SignInWay.PROXY) and not facts.settings.sign_in.proxy.addresses),
    Check("proxy_everywhere", REFUSE,
          N_("The network {network} of sign_in.proxy.addresses holds much of the world, so anybody could say who they "
             "are: name the proxy's own addresses."),
          lambda facts: _has(facts, SignInWay.PROXY) and _wide(facts.settings.sign_in.proxy.addresses)),
    Check("proxy_without_secret", REFUSE,
          N_("People come in by a proxy that shares no secret: write one of 32 characters or more into a file and name "
             "it in sign_in.proxy.secret_file."),
          lambda facts: _has(facts, SignInWay.PROXY) and facts.settings.sign_in.proxy.secret_file is None),
    Check("short_proxy_secret", REFUSE,
          N_("The proxy's secret in {file} has {count} characters and needs {least}: write a longer one there and "
             "into the proxy."),
          _proxy_secret),
    Check("no_issuer", REFUSE,
          N_("People sign in by a provider, and sign_in.oidc.issuer does not say which: write its address."),
          lambda facts: _has(facts, SignInWay.OIDC) and not facts.settings.sign_in.oidc.issuer),
    Check("no_client_id", REFUSE,
          N_("The provider knows this program by a name: write it in sign_in.oidc.client_id."),
          lambda facts: _has(facts, SignInWay.OIDC) and not facts.settings.sign_in.oidc.client_id),
    Check("no_client_secret", REFUSE,
          N_("The provider gave a secret for this program: write it into a file and name that in "
             "sign_in.oidc.client_secret_file."),
          lambda facts: _has(facts, SignInWay.OIDC) and facts.settings.sign_in.oidc.client_secret_file is None),
    Check("issuer_without_tls", REFUSE,
          N_("The provider {issuer} is asked without TLS, so anybody between could answer for it: write its https:// "
             "address in sign_in.oidc.issuer."),
          _issuer_without_tls),
    Check("any_tenant", REFUSE,
          N_("{issuer} signs in people of every organisation, and their e-mail addresses are trusted: write the "
             "address of your own tenant in sign_in.oidc.issuer."),
          _any_tenant),
    Check("nobody", REFUSE,
          N_("People have to sign in, and nobody may: add them with `partnership import`, or `partnership user add`."),
          lambda facts: facts.settings.needs_sign_in and not facts.stored.problem and not facts.stored.who.people),
    Check("no_administrator", WARN,
          N_("No administrator is active, so nobody can mend who may come in from a page: give somebody the role."),
          lambda facts: facts.settings.needs_sign_in and not facts.stored.problem and bool(facts.stored.who.people)
          and not facts.stored.who.administrators),
    Check("nobody_has_a_password", REFUSE,
          N_("People sign in by a password, and nobody has one or an open link to choose one: run "
             "`partnership user password` for the first of them."),
          lambda facts: _only_way(facts, SignInWay.PASSWORD) and bool(facts.stored.who.people)
          and not facts.stored.who.with_password),
    Check("nobody_has_an_account", REFUSE,
          N_("People sign in by a provider, which tells their e-mail address, and nobody here has one: bring the "
             "addresses in with people.csv."),
          lambda facts: _only_way(facts, SignInWay.OIDC) and bool(facts.stored.who.people)
          and not facts.stored.who.with_email and not facts.stored.who.with_account),
    Check("idle_outlives", WARN,
          N_("sign_in.idle_minutes ({minutes}) is longer than sign_in.hours ({hours}), so it ends nothing: make it "
             "shorter."),
          _outlives),
    Check("long_sign_in", WARN,
          N_("Whoever signs in by a password stays in for {hours} hours, also at a computer that others use: set "
             "sign_in.hours to 24 or less."),
          _lasts_long),
    Check("no_contact", WARN,
          N_("People without access are not told whom to ask: write a name with a telephone number in "
             "sign_in.contact."),
          lambda facts: facts.settings.needs_sign_in and not facts.settings.sign_in.contact),
    Check("metrics_for_everybody", REFUSE,
          N_("The network {network} of metrics_from holds much of the world: name the address that reads the figures."),
          lambda facts: _wide(facts.settings.metrics_from)),
)  # fmt: skip
