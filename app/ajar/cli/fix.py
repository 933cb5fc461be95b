"""`ajar fix`: plan, ask, make and verify, for one resource or for several, each with its own result."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import Annotated

import typer

from ajar.cli import options
from ajar.cli.asking import Consent, refused
from ajar.cli.at_hand import AtHand, Credentials, Source, at_hand, source
from ajar.cli.exits import fail, wrong
from ajar.cli.making import Confirmed, make_all, passed_over, worst
from ajar.cli.plan import chosen, previewed
from ajar.cli.shown import preview_lines
from ajar.jobs.fixing import Wish
from ajar.jobs.offers import offers
from ajar.jobs.sign_in import FixesNotAllowed, Way, to_fix
from ajar.model.change import Preview
from ajar.store import Store, StoreError, open_store
from ajar.vault import open_vault


@dataclass(frozen=True)
class Asked:
    """What the call says of every resource in it."""

    fix: str | None
    chosen: dict[str, str]
    credentials: Credentials


def fix(  # noqa: PLR0913 - the options of CONTRACT.md, one parameter each
    resources: options.ResourceNames,
    *,
    fix_: options.FixName = None,
    set_: options.Chosen = None,
    yes: options.Yes = False,
    confirm: options.Confirm = None,
    prove: options.Prove = False,
    stop: Annotated[
        bool, typer.Option("--stop-at-failure", help="Leave the rest alone where one fails.")
    ] = False,
    account: options.AccountName = None,
    profile: options.Profile = None,
    project: options.Projects = None,
    region: options.Regions = None,
) -> None:
    """Close what is open: shows the change, asks, makes it, and looks whether it closed.

    Exit codes: 0 made and verified; 1 not made; 2 refused, or the call is wrong; 3 made, but still open;
    4 made, or perhaps made, but not verified; 5 somebody else changed it meanwhile, nothing was made. With
    several resources the first of 3, 5, 1, 4 that applies to one of them.
    """
    given = Credentials(account, profile, tuple(project or ()), tuple(region or ()))
    asked = Asked(fix_, chosen(set_), given)
    try:
        with open_store() as store:
            found = [source(name, given) for name in resources]
            places = list({place.named.id: place for place in found}.values())
            ways = {place.named.id: _way(place) for place in places}
            codes: list[int] = []
            previews = _previews(places, asked, codes)
            if codes and (stop or not previews):
                raise typer.Exit(worst(codes))
            why = refused(previews, Consent(yes=yes, confirmed=confirm))
            if why:
                wrong(why)
            codes.append(_make(store, previews, ways, prove=prove, stop=stop))
            raise typer.Exit(worst(codes))
    except StoreError as error:
        fail(str(error))


def _make(store: Store, previews: list[Preview], ways: dict[str, Way], *, prove: bool, stop: bool) -> int:
    plans = [
        Confirmed(Wish(plan=one.plan, ask_outside=prove), ways[one.plan.resource.id]) for one in previews
    ]
    return make_all(store, plans, stop_at_failure=stop)


def _previews(places: list[Source], asked: Asked, codes: list[int]) -> list[Preview]:
    """What would be done to each; among several, one that cannot be fixed does not stop the rest."""
    shown: list[Preview] = []
    for place in places:
        with passed_over(codes, of=len(places)), ExitStack() as stack:
            here: AtHand = stack.enter_context(at_hand(place))
            found = offers(here.site.kind, here.finding, here.site.ours)
            one = previewed(here, found, asked.fix, asked.chosen)
            if shown:
                typer.echo("\n" + "-" * 72 + "\n", err=True)
            typer.echo("\n".join(preview_lines(one, place.way.account)) + "\n", err=True)
            shown.append(one)
    return shown


def _way(place: Source) -> Way:
    """How the fix is signed in to. Ends the program for an account on which none was allowed."""
    if place.account is None:
        return place.way
    try:
        return to_fix(place.account, open_vault())
    except FixesNotAllowed as error:
        wrong(str(error))
