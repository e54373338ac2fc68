"""What `sightline account list` prints."""

from collections.abc import Sequence
from typing import Any

from sightline.cli.output import out, print_table


def print_accounts(page: Any) -> None:
    """The accounts, then what is to be done about them."""
    rows = [
        [
            line.username,
            line.role,
            ", ".join(part for part in (line.agency, line.organisation) if part),
            f"ends after {line.ends_on}" if line.state == "ends" else line.state,
            str(line.signed_in_on or "never"),
            f"{line.confirmation}, {line.confirmed_on}" if line.confirmation else "",
            "yes" if line.second_factor else "no",
            str(line.waits_at or ""),
        ]
        for line in page.lines
    ]
    headings = ["Account", "Role", "Works for", "Status", "Last sign-in", "Confirmed", "Second step", "Waits at"]
    print_table("Accounts", headings, rows)
    out.print(f"To confirm: {page.due} due, {page.overdue} overdue.")
    if page.administers:
        out.print(
            f"Open requests: {page.requests}. "
            f"Recoveries to review: {page.recoveries}, overdue: {page.recoveries_overdue}."
        )


def print_requests(lines: Sequence[Any]) -> None:
    """What waits for a second person, and what was decided."""
    rows = [
        [str(line.number), line.kind.replace("_", " "), line.username, line.asked_by, line.expires_at, line.state,
         line.why]
        for line in lines
    ]  # fmt: skip
    print_table("Requests", ["Number", "What", "Account", "Asked by", "Expires", "Status", "Why"], rows)


def print_recoveries(lines: Sequence[Any]) -> None:
    """Recoveries at the machine, and who reviewed them."""
    rows = [
        [str(line.number), line.username, f"{line.by} ({line.os_name})", line.at, line.due_at,
         line.answer or ("overdue" if line.overdue else "to be reviewed"), line.answered_by]
        for line in lines
    ]  # fmt: skip
    print_table("Recoveries", ["Number", "Account", "By", "When", "Review by", "Review", "Reviewed by"], rows)
