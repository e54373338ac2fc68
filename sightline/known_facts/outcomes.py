"""Writes as SQL whether an outcome of a contact, referral or crime takes no further action."""

from sightline.rulebook.closed_outcomes import ClosedOutcome
from sightline.store.sql.sql_steps import write_value


def is_closed(test: ClosedOutcome, outcome: str) -> str:
    """SQL: the outcome, an expression of text, takes no further action. Nothing written is no outcome."""
    text, begins = f"lower(trim({outcome}))", write_value(value=test.begins)
    parts = [f"regexp_matches({text}, {begins})"]
    if test.names_other:
        rest = f"regexp_replace({text}, {begins}, '')"
        parts.append(f"NOT regexp_matches({rest}, {write_value(value=test.names_other)})")
    return f"({' AND '.join(parts)})"


def is_other_outcome(test: ClosedOutcome, outcome: str) -> str:
    """SQL: there is an outcome, and it takes some action."""
    return f"(trim({outcome}) <> '' AND NOT {is_closed(test, outcome)})"
