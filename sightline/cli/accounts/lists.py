"""What `sightline account list` prints."""

from collections.abc import Sequence
from typing import Any

from sightline.cli.output import out, print_table
from sightline.translation.terminal import gettext as _


def print_accounts(page: Any) -> None:
    """The accounts, then what is to be done about them."""
    rows = [
        [
            line.username,
            line.role,
            _works_for(line),
            (_("ends after %(ends_on)s") % {"ends_on": line.ends_on}) if line.state == "ends" else line.state,
            str(line.signed_in_on or "never"),
            f"{line.confirmation}, {line.confirmed_on}" if line.confirmation else "",
            "yes" if line.second_factor else "no",
            str(line.waits_at or ""),
        ]
        for line in page.lines
    ]
    headings = [
        _("Account"),
        _("Role"),
        _("Works for"),
        _("Status"),
        _("Last sign-in"),
        _("Confirmed"),
        _("Second step"),
        _("Locked on"),
    ]
    print_table(_("Accounts"), headings, rows)
    out.print(_("To confirm: %(due)s due, %(overdue)s overdue.") % {"due": page.due, "overdue": page.overdue})
    if page.administers:
        out.print(
            _("Open requests: %(requests)s. Recoveries to review: %(recoveries)s, overdue: %(recoveries_overdue)s.")
            % {"requests": page.requests, "recoveries": page.recoveries, "recoveries_overdue": page.recoveries_overdue}
        )


def _works_for(line: Any) -> str:
    said = ", ".join(part for part in (line.agency, line.organisation) if part)
    return _("%(agency)s (needs an organisation)") % {"agency": said} if line.names_no_body else said


def print_requests(lines: Sequence[Any]) -> None:
    """What waits for a second person, and what was decided."""
    rows = [
        [str(line.number), line.kind.label, line.username, line.asked_by, line.expires_at, line.state_in_words,
         line.why]
        for line in lines
    ]  # fmt: skip
    print_table(
        _("Requests"), [_("Number"), _("What"), _("Account"), _("Asked by"), _("Expires"), _("Status"), _("Why")], rows
    )


def print_recoveries(lines: Sequence[Any]) -> None:
    """Account recoveries on the server, and who reviewed them."""
    rows = [
        [str(line.number), line.username, f"{line.by} ({line.os_name})", line.at, line.due_at,
         line.answer or ("overdue" if line.overdue else _("needs review")), line.answered_by]
        for line in lines
    ]  # fmt: skip
    print_table(
        _("Recoveries"),
        [_("Number"), _("Account"), _("By"), _("When"), _("Review by"), _("Review"), _("Reviewed by")],
        rows,
    )
