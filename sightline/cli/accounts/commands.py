"""The commands `account ...`: from invitation to closing. Each has a page that does the same.

`--workspace` and `--as` may stand before the command, after `account`, or after its own name.
"""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from sightline.cli.accounts.names import AddsByName
from sightline.cli.context import Context, context_of
from sightline.cli.options import As, Why, Workspace, read_password
from sightline.cli.output import out
from sightline.translation.terminal import counted
from sightline.translation.terminal import gettext as _

app = typer.Typer(
    cls=AddsByName,
    no_args_is_help=True,
    help="Accounts: invite, change, end, close, reset, approve, confirm. "
    "'sightline account NAME --role ROLE' adds one with a password.",
)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of the account.")]
Number = Annotated[
    int, typer.Argument(metavar="NUMBER", min=1, max=999_999_999, help="Its number, as the list shows it.")
]
Role = Annotated[str, typer.Option(help="practitioner, school_lead, analyst, manager, ...")]
Agency = Annotated[str, typer.Option(help="The agency that the person works for.")]
Organisation = Annotated[str, typer.Option(help="The school, clinic or body within it.")]
Post = Annotated[str, typer.Option(help="The person's job title.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], show_default=False, help="The last day.")]


@app.callback()
def account(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
    """Take the options given before the command."""
    run.obj = context_of(run, workspace, act_as)


@app.command()
def add(
    run: typer.Context, username: Name, role: Role, agency: Agency = "", organisation: Organisation = "",
    post: Post = "", workspace: Workspace = None, act_as: As = None,
) -> None:  # fmt: skip
    """Make an account and type its password. Use this only to set up Sightline; invite everyone else."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.accounts.services.accounts import create_account

    create_account(
        chosen.session(), username=username, role=role, agency=agency, organisation=organisation, post=post,
        password=read_password("Password: "),
    )  # fmt: skip
    out.print(_("Account made: %(username)s (%(role)s)") % {"username": username, "role": role}, markup=False)


@app.command()
def invite(
    run: typer.Context, username: Name, role: Role, agency: Agency = "", organisation: Organisation = "",
    post: Post = "", why: Why = "", workspace: Workspace = None, act_as: As = None,
) -> None:  # fmt: skip
    """Make an account and print a one-time link. The person uses the link to choose a password."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.accounts.services.accounts import invite_account

    done = invite_account(
        chosen.session(), username=username, role=role, agency=agency, organisation=organisation, post=post, why=why
    )
    _print_done(done, _("%(username)s is invited as %(role)s.") % {"username": username, "role": role})


@app.command("list")
def list_them(
    run: typer.Context,
    closed: Annotated[bool, typer.Option("--closed", help="List closed accounts, too.")] = False,
    requests: Annotated[
        bool, typer.Option("--requests", help="List requests that a second person must approve.")
    ] = False,
    recoveries: Annotated[bool, typer.Option("--recoveries", help="List recoveries and their review.")] = False,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """List accounts: role, status, last sign-in, who confirmed each, and what each still needs."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.accounts.selectors import list_accounts, list_recoveries, list_requests
    from sightline.cli.accounts import lists as account_lists

    if requests:
        account_lists.print_requests(list_requests(chosen.session()))
    elif recoveries:
        account_lists.print_recoveries(list_recoveries(chosen.session()))
    else:
        account_lists.print_accounts(list_accounts(chosen.session(), closed=closed))


@app.command()
def change(
    run: typer.Context, username: Name, why: Why,
    role: Annotated[str | None, typer.Option(help="The new role.", show_default=False)] = None,
    agency: Annotated[str | None, typer.Option(help="The new agency.", show_default=False)] = None,
    organisation: Annotated[str | None, typer.Option(help=("The new school, clinic "
"or body."), show_default=False)] = None,
    post: Annotated[str | None, typer.Option(help="The new job title.", show_default=False)] = None,
    workspace: Workspace = None, act_as: As = None,
) -> None:  # fmt: skip
    """Give an account another role, agency, organisation or job title."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.accounts.services.accounts import change_account

    done = change_account(
        chosen.session(), username=username, why=why, role=role, agency=agency, organisation=organisation, post=post
    )
    _print_done(done, _("%(username)s is changed. This applies from the next page.") % {"username": username})


@app.command()
def end(
    run: typer.Context, username: Name, why: Why, on: Day = None, workspace: Workspace = None, act_as: As = None
) -> None:
    """Set the last day of an account with --on; without it, remove the last day."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.accounts.services.accounts import end_account

    end_account(chosen.session(), username=username, on=_day(on), why=why)
    ends = _("%(username)s ends after %(day)s.") if on else _("%(username)s has no last day.")
    out.print(ends % {"username": username, "day": _day(on)}, markup=False)


@app.command()
def close(run: typer.Context, username: Name, why: Why, workspace: Workspace = None, act_as: As = None) -> None:
    """Close an account at once. The person is signed out everywhere."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.accounts.services.accounts import close_account

    close_account(chosen.session(), username=username, why=why)
    out.print(_("%(username)s is closed.") % {"username": username}, markup=False)


@app.command()
def suspend(run: typer.Context, username: Name, why: Why, workspace: Workspace = None, act_as: As = None) -> None:
    """Suspend an account for a break in employment. The person is signed out everywhere at once."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.accounts.services.breaks import suspend_account

    suspend_account(chosen.session(), username=username, why=why)
    out.print(_("%(username)s is suspended.") % {"username": username}, markup=False)


@app.command()
def resume(run: typer.Context, username: Name, why: Why, workspace: Workspace = None, act_as: As = None) -> None:
    """Let a suspended account sign in again, with the password that it had."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.accounts.services.breaks import resume_account

    resume_account(chosen.session(), username=username, why=why)
    out.print(_("%(username)s can sign in again.") % {"username": username}, markup=False)


@app.command()
def reopen(run: typer.Context, username: Name, why: Why, workspace: Workspace = None, act_as: As = None) -> None:
    """Open a closed account again, and print a one-time link for a new password."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.accounts.services.accounts import reopen_account

    _print_done(
        reopen_account(chosen.session(), username=username, why=why),
        _("%(username)s is open again.") % {"username": username},
    )


@app.command()
def unlock(run: typer.Context, username: Name, workspace: Workspace = None, act_as: As = None) -> None:
    """Unlock an account after wrong passwords. The person can try to sign in again at once."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.accounts.services.accounts import unlock_account

    waited = unlock_account(chosen.session(), username=username)
    out.print(
        _("%(username)s can sign in again. Computers where the account was locked: %(waited)s.")
        % {"username": username, "waited": waited},
        markup=False,
    )


@app.command("reset-password")
def reset_password(
    run: typer.Context, username: Name, why: Why, workspace: Workspace = None, act_as: As = None
) -> None:
    """Cancel the password, end every session, and print a one-time link for a new password."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.accounts.services import accounts as accounts_services

    done = accounts_services.reset_password(chosen.session(), username=username, why=why)
    _print_done(done, _("The password of %(username)s is reset.") % {"username": username})


@app.command("reset-second-step")
def reset_second_factor(
    run: typer.Context, username: Name, why: Why, workspace: Workspace = None, act_as: As = None
) -> None:
    """Remove the second step of an account, and end its sessions."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.accounts.services import accounts as accounts_services

    done = accounts_services.reset_second_factor(chosen.session(), username=username, why=why)
    _print_done(done, _("The second step of %(username)s is removed.") % {"username": username})


@app.command("ask-to-end")
def ask_to_end(
    run: typer.Context, username: Name, why: Why, on: Day = None, workspace: Workspace = None, act_as: As = None
) -> None:
    """Ask, as a manager, to close the account of a person you manage: now, or after the day --on."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.accounts.services import accounts as accounts_services

    done = accounts_services.ask_to_end(chosen.session(), username=username, why=why, on=_day(on))
    _print_done(done, "")


@app.command()
def approve(run: typer.Context, number: Number, workspace: Workspace = None, act_as: As = None) -> None:
    """Approve a request as the second person. Needs --as, and asks for that account's password."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.accounts.services.requests import approve_request

    done = approve_request(chosen.session(), number=number, password=chosen.password)
    _print_done(done, _("Request %(number)s is approved and done.") % {"number": number})


@app.command()
def refuse(run: typer.Context, number: Number, why: Why, workspace: Workspace = None, act_as: As = None) -> None:
    """Refuse a request, or take back your own."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.accounts.services.requests import refuse_request

    refuse_request(chosen.session(), number=number, why=why)
    out.print(_("Request %(number)s is refused.") % {"number": number}, markup=False)


@app.command()
def recertify(
    run: typer.Context,
    usernames: Annotated[list[str], typer.Argument(metavar="NAME...", help="The accounts that are still needed.")],
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Confirm that people still need their accounts. Managers confirm those of their own agency."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.accounts.services.confirmation import confirm_account

    for username in usernames:
        confirm_account(chosen.session(), username=username)
        out.print(_("%(username)s is confirmed.") % {"username": username}, markup=False)


@app.command()
def recover(run: typer.Context, username: Name, why: Why = "", workspace: Workspace = None, act_as: As = None) -> None:
    """Give an accounts administrator a new way to sign in, when at most one person is left who can approve."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.accounts.services.recovery import recover_account

    done = recover_account(chosen.session(), username=username, why=why)
    _print_done(done, _("%(username)s is recovered.") % {"username": username})
    out.print(
        _(
            "We have told the partnership executive and information governance. "
            "One of them reviews the recovery within one working day."
        )
    )


@app.command()
def review(
    run: typer.Context,
    number: Number,
    why: Why,
    right: Annotated[bool, typer.Option("--right/--wrong", help="Whether the recovery was right.")],
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Say whether a recovery was right. Needs --as, and asks for that account's password."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.accounts.services.recovery import answer_recovery

    answer_recovery(chosen.session(), number=number, right=right, words=why, password=chosen.password)
    out.print(_("Recovery %(number)s is reviewed.") % {"number": number}, markup=False)


def _opened(run: typer.Context, workspace: Path | None, act_as: str | None) -> Context:
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()

    return chosen


def _day(on: datetime | None) -> date | None:
    return on.date() if on else None


def _print_done(done: Any, said: str) -> None:
    from sightline.casework.accounts.services.links import address_of, days_of_links

    if done.request:
        out.print(
            _("Request %(request)s needs a second person to approve it: 'sightline account approve %(request)s'.")
            % {"request": done.request}
        )
        return
    out.print(said, markup=False)
    if done.token:
        out.print(_("One-time link for %(username)s, shown once:") % {"username": done.username}, markup=False)
        out.print(address_of(done.token), markup=False, soft_wrap=True)
        out.print(
            _("It works once, within %(days_of_links)s. Check that it is them. Do not send it by e-mail.")
            % {"days_of_links": counted(days_of_links(), "day")}
        )
