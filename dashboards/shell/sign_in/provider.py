"""
The district's own provider of accounts, by OpenID Connect: code flow with PKCE.

The only address outside that the server ever asks is the one in the settings, and what that names for itself.
"""

import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from cachetools import TTLCache, cached
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from models.errors import NotAllowedError, PartnershipError
from models.settings import OpenIdConnect, secret_in, settings

ANSWERS_WITHIN = 5
"""Seconds the provider has for each answer."""
LEEWAY = 60
"""Seconds its clock may be off."""
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
"""Signatures that only the provider can make; never one by a shared secret, never none."""
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SCOPE = "openid email profile"
NO_ANSWER = "Your district's accounts do not answer now. Try again in a moment."


@dataclass(frozen=True)
class OnTheWay:
    """What is kept of somebody while they are at the provider: nothing of it is of use to anybody else."""

    state: str
    nonce: str
    verifier: str
    next: str


@dataclass(frozen=True)
class AtProvider:
    """Whom the provider says somebody is. email: one that it has verified, else "". name: as it is shown, or ""."""

    issuer: str
    subject: str
    email: str
    name: str = ""


def leave(next_page: str, back: str) -> tuple[str, OnTheWay]:
    """
    The address at the provider to send somebody to, and what to keep meanwhile. back: our address to come back to.

    Raises PartnershipError where the provider does not answer, or says what no provider would.
    """
    chosen = settings().sign_in.oidc
    way = OnTheWay(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), next_page)
    asked = {
        "response_type": "code",
        "client_id": chosen.client_id,
        "redirect_uri": back,
        "scope": SCOPE,
        "state": way.state,
        "nonce": way.nonce,
        "code_challenge": create_s256_code_challenge(way.verifier),
        "code_challenge_method": "S256",
    }
    address = _described(chosen.issuer)["authorization_endpoint"]
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}", way


def come_back(way: OnTheWay, code: str, back: str) -> AtProvider:
    """
    Who somebody is who came back with a code.

    Raises NotAllowedError where what the provider gives is not for us, not for this visit, too old or not signed by it,
    and PartnershipError where it does not answer.
    """
    chosen = settings().sign_in.oidc
    described = _described(chosen.issuer)
    claims = _claims(chosen, described, way, _id_token(chosen, described, way, code, back))
    is_verified = claims.get("email_verified") in (True, "true") or chosen.trusts_email
    email = str(claims.get("email", "")) if is_verified else ""
    return AtProvider(described["issuer"], str(claims["sub"]), email, str(claims.get("name") or ""))


def _id_token(chosen: OpenIdConnect, described: dict[str, Any], way: OnTheWay, code: str, back: str) -> str:
    secret = secret_in(chosen.client_secret_file) or None
    method = "client_secret_basic" if secret else "none"
    session = OAuth2Session(
        chosen.client_id, secret, token_endpoint_auth_method=method, redirect_uri=back, default_timeout=ANSWERS_WITHIN
    )
    session.trust_env = False
    try:
        given = session.fetch_token(described["token_endpoint"], code=code, code_verifier=way.verifier)
    except OAuthError as error:
        raise NotAllowedError("Your district's accounts did not confirm who you are. Sign in again.") from error
    except (requests.RequestException, ValueError) as error:
        raise PartnershipError(NO_ANSWER) from error
    finally:
        session.close()
    return str(given.get("id_token", ""))


def _claims(chosen: OpenIdConnect, described: dict[str, Any], way: OnTheWay, id_token: str) -> dict[str, Any]:
    asked = jwt.JWTClaimsRegistry(
        leeway=LEEWAY,
        iss={"essential": True, "value": described["issuer"]},
        aud={"essential": True, "value": chosen.client_id},
        exp={"essential": True},
        sub={"essential": True},
        nonce={"essential": True, "value": way.nonce},
    )
    try:
        token = jwt.decode(id_token, KeySet.import_key_set(_keys(described["jwks_uri"])), algorithms=ALGORITHMS)
        asked.validate(token.claims)
    except (JoseError, ValueError, KeyError) as error:
        raise NotAllowedError("Your district's accounts did not confirm who you are. Sign in again.") from error
    if token.claims.get("azp", chosen.client_id) != chosen.client_id:
        raise NotAllowedError("Your district's accounts did not confirm who you are. Sign in again.")
    return dict(token.claims)


def _keys(address: str) -> Any:
    """What the provider signs with, asked anew each time: it changes them when it likes."""
    return _asked(address)


@cached(TTLCache(4, 3600))
def _described(issuer: str) -> dict[str, Any]:
    """What the provider says about itself, kept for an hour."""
    found = _asked(issuer.rstrip("/") + "/.well-known/openid-configuration")
    wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if str(found.get("issuer", "")).rstrip("/") != issuer.rstrip("/") or not all(
        _is_private(str(found.get(name, ""))) for name in wanted
    ):
        raise PartnershipError("What your district's accounts say about themselves is not right. Tell the office.")
    return found


def _asked(address: str) -> dict[str, Any]:
    if not _is_private(address):
        raise PartnershipError("The address of your district's accounts has no https. Tell the office.")
    with requests.Session() as session:
        session.trust_env = False
        try:
            answer = session.get(address, timeout=ANSWERS_WITHIN, allow_redirects=False)
            answer.raise_for_status()
            found = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise PartnershipError(NO_ANSWER) from error
    if not isinstance(found, dict):
        raise PartnershipError(NO_ANSWER)
    return found


def _is_private(address: str) -> bool:
    """Can nobody on the way read it? By TLS, or because it does not leave this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
