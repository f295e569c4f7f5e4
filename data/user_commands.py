"""`partnership user`: who may come in, by whoever runs the server. The first administrator is made this way."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

import pandas as pd
import typer
from sqlalchemy.orm import Session

from data.command_database import opened
from data.command_line import DistrictCode, in_plain_words, now, whoever_runs_this
from models.errors import PartnershipError
from models.permissions import Viewer, in_district
from models.queries.sign_in import Account
from models.today import day_of
from models.vocabulary import Role

Login = Annotated[str, typer.Argument(metavar="LOGIN", help="What they sign in with, as r.okafor.")]
user = typer.Typer(help="Who may come in: people of the district, their links and passwords.", no_args_is_help=True)


@user.command("list")
@in_plain_words
def list_people(district: DistrictCode = None) -> None:
    """List everybody: role, what they care for today, when they were last here, and whether they can come in."""
    from models import queries

    with _looking(district) as (session, viewer, at):
        people, care = queries.accounts(session, viewer, at), queries.care(session, viewer)
    if people.empty:
        typer.echo(
            "Nobody yet. Make the first administrator: partnership user add LOGIN --name NAME --role administrator"
        )
        return
    today = pd.Timestamp(day_of(at))
    holds = care["from_date"].le(today) & (care["until_date"].isna() | care["until_date"].ge(today))
    names = care[holds].groupby("person_id")["name"].agg(", ".join)
    rows = [("LOGIN", "NAME", "ROLE", "CARES FOR", "LAST HERE", "ACCOUNT")]
    for one in people.to_dict("records"):
        seen = one["seen_at"]
        rows.append((
            one["login"], one["name"], one["role"], str(names.get(one["person_id"], "")),
            f"{day_of(seen):%Y-%m-%d}" if isinstance(seen, datetime) and not pd.isna(seen) else "not yet",
            _state(one["is_active"], one["has_password"], one["has_provider"], one["invited_until"]),
        ))  # fmt: skip
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]) - 1)]
    for row in rows:
        typer.echo("  ".join([*map(str.ljust, row[:-1], widths), row[-1]]))


@user.command("add")
@in_plain_words
def add(
    login: Login,
    name: Annotated[str, typer.Option("--name", help="Name as colleagues say it.")],
    role: Annotated[Role, typer.Option("--role", help="What the person may do.")],
    email: Annotated[str, typer.Option("--email", help="Work e-mail; a provider's account is known by it.")] = "",
    phone: Annotated[str, typer.Option("--phone", help="Work phone.")] = "",
    cluster: Annotated[
        list[str] | None, typer.Option("--cluster", metavar="NAME", help="A coordinator's, from today; repeatable.")
    ] = None,
    school: Annotated[
        list[str] | None, typer.Option("--school", metavar="ID", help="A liaison's, from today; repeatable.")
    ] = None,
    with_link: Annotated[bool, typer.Option("--link", help="Print a link for the first password.")] = False,
    district: DistrictCode = None,
) -> None:
    """Add a person. With --link, a one-time link for the first password is printed."""
    from models.actions.care import give_cluster, give_school
    from models.actions.people import add_person, invite
    from models.people_rules import PersonDetails, Span

    with _acting(district) as (session, viewer, at):
        number = add_person(session, viewer, login, PersonDetails(name, role, email, phone), at=at)
        for one in cluster or []:
            give_cluster(session, viewer, number, one, Span(day_of(at)), at=at)
        for one in school or []:
            give_school(session, viewer, number, one, Span(day_of(at)), at=at)
        invitation = invite(session, viewer, number, at=at) if with_link else None
    typer.echo(f"{login.strip().lower()} is added: {name}, {role.label.lower()}.")
    if invitation is not None:
        _say_link(invitation.address, invitation.until)


@user.command("link")
@in_plain_words
def link(login: Login, district: DistrictCode = None) -> None:
    """Print a one-time link by which somebody chooses a password; an older link is of no use any more."""
    from models.actions.people import invite

    with _acting(district) as (session, viewer, at):
        invitation = invite(session, viewer, _number(session, viewer, login), at=at)
    _say_link(invitation.address, invitation.until)


@user.command("password")
@in_plain_words
def password(
    login: Login,
    from_stdin: Annotated[bool, typer.Option("--stdin", help="Read it from standard input, one line.")] = False,
    district: DistrictCode = None,
) -> None:
    """Give somebody a password; asked twice and not shown. Whoever is signed in as them is out."""
    from models.actions.people import give_password
    from models.actions.sign_in import check_password

    # Asked before the database is opened to write: nobody waits for who types.
    asked = sys.stdin.readline().rstrip("\r\n") if from_stdin else _asked_twice()
    with _acting(district) as (session, viewer, at):
        number = _number(session, viewer, login)
        check_password(asked, Account(viewer.district_id, number, login.strip().lower()))
        give_password(session, viewer, number, asked, at=at)
    typer.echo(f"{login} has the new password, and is signed out everywhere.")


@user.command("sign-ins")
@in_plain_words
def list_sign_ins(district: DistrictCode = None) -> None:
    """List every sign-in that holds: its number, whose, how, since when, and when a page of it was open last."""
    from models import queries

    with _looking(district) as (session, viewer, at):
        held, logins = queries.sign_ins(session, viewer, at), queries.accounts(session, viewer, at)
    if held.empty:
        typer.echo("Nobody is signed in.")
        return
    login = dict(zip(logins["person_id"], logins["login"], strict=True))
    for one in held.to_dict("records"):
        begun, seen = (f"{pd.Timestamp(one[name]):%Y-%m-%d %H:%M}" for name in ("begun_at", "seen_at"))
        whose = f"{one['sign_in_id']:>6}  {login[one['person_id']]}  {one['way']}"
        typer.echo(f"{whose}  since {begun}, last seen {seen} UTC")
    typer.echo("End one: partnership user end-sign-in NUMBER")


@user.command("end-sign-in")
@in_plain_words
def end_one(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As `partnership user sign-ins` lists it.")],
    district: DistrictCode = None,
) -> None:
    """End one sign-in, as of a browser left open elsewhere: its pages within seconds, the others stay."""
    from models.actions.people import end_sign_in

    with _acting(district) as (session, viewer, at):
        end_sign_in(session, viewer, number, at=at)
    typer.echo(f"Sign-in {number} is ended.")


@user.command("disable")
@in_plain_words
def disable(login: Login, district: DistrictCode = None) -> None:
    """Close an account: they are out within seconds, and what they care for ends today. Nobody is deleted."""
    from models.actions.people import close_account

    with _acting(district) as (session, viewer, at):
        close_account(session, viewer, _number(session, viewer, login), at=at)
    typer.echo(
        f"{login} is closed and signed out. What they wrote stays. Open it again: partnership user enable {login}"
    )


@user.command("enable")
@in_plain_words
def enable(login: Login, district: DistrictCode = None) -> None:
    """Open a closed account again; give clusters and schools anew."""
    from models.actions.people import reopen_account

    with _acting(district) as (session, viewer, at):
        reopen_account(session, viewer, _number(session, viewer, login), at=at)
    typer.echo(f"{login} is open again. Clusters and schools are given anew, on the page People.")


@contextmanager
def _looking(district: str | None) -> Iterator[tuple[Session, Viewer, datetime]]:
    """A session to read in, as the server's administrator in the district."""
    from models.recording.record import district_named

    with opened() as database, database.reading() as session:
        yield session, in_district(whoever_runs_this(), district_named(session, district)), now()


@contextmanager
def _acting(district: str | None) -> Iterator[tuple[Session, Viewer, datetime]]:
    """A session to write in, as the server's administrator in the district."""
    from models.recording.record import district_named

    with opened() as database, database.writing() as session:
        yield session, in_district(whoever_runs_this(), district_named(session, district)), now()


def _number(session: Session, viewer: Viewer, login: str) -> int:
    """Raises PartnershipError where nobody has this login."""
    from models import queries

    people = queries.accounts(session, viewer, now())
    found = people.loc[people["login"].str.lower().eq(login.strip().lower()), "person_id"]
    if found.empty:
        raise PartnershipError(
            'Nobody has the login "{login}". `partnership user list` says who is there; nothing was changed.',
            login=login,
        )
    return int(found.iloc[0])


def _asked_twice() -> str:
    typed: str = typer.prompt("New password", hide_input=True, confirmation_prompt="Once more")
    return typed


def _state(is_active: bool, has_password: bool, has_provider: bool, invited_until: object) -> str:
    if not is_active:
        return "closed"
    known = [word for word, is_there in (("password", has_password), ("provider", has_provider)) if is_there]
    if isinstance(invited_until, datetime) and not pd.isna(invited_until):
        known.append(f"invited until {day_of(invited_until):%Y-%m-%d}")
    return ", ".join(["open", *known])


def _say_link(address: str, until: datetime) -> None:
    typer.echo(address)
    typer.echo(f"It can be used once, until {day_of(until):%Y-%m-%d}; it is shown only here.")
