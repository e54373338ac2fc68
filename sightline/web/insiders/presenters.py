"""The words of looks and watches: whom a reader declared, what is the same, and what was decided."""

from collections.abc import Iterable

from sightline.casework.insiders.pages import (
    LOOK_OUTCOMES,
    DeclaredAs,
    DetailKind,
    InsiderEntryKind,
    LookGroup,
    LookHow,
)
from sightline.translation.lists import in_a_row
from sightline.translation.messages import lazy as _

WHAT = {
    (DeclaredAs.OWN, LookHow.SEARCHED): _("The reader searched for their own name, address or telephone."),
    (DeclaredAs.OWN, LookHow.FOUND): _("Search results showed the reader a person with their own details."),
    (DeclaredAs.RELATIVE, LookHow.FOUND): _("Search results showed the reader a relative they declared."),
    (DeclaredAs.TIE, LookHow.FOUND): _("Search results showed the reader a person they have a tie with."),
    (DeclaredAs.OWN, LookHow.OPENED): _("The reader opened records of a person with their own details."),
    (DeclaredAs.RELATIVE, LookHow.SEARCHED): _("The reader searched for a relative they declared."),
    (DeclaredAs.RELATIVE, LookHow.OPENED): _("The reader opened records of a relative they declared."),
    (DeclaredAs.TIE, LookHow.SEARCHED): _("The reader searched for a person they have a tie with."),
    (DeclaredAs.TIE, LookHow.OPENED): _("The reader opened records of a person they have a tie with."),
}
OF_WATCH = {
    LookHow.SEARCHED: _("Searched for the person"),
    LookHow.FOUND: _("Saw the person in search results"),
    LookHow.OPENED: _("Opened the person’s records"),
}
KINDS = {
    DetailKind.NAME: _("name"),
    DetailKind.PHONE: _("telephone"),
    DetailKind.ADDRESS: _("address"),
}
DECIDED = {
    **LOOK_OUTCOMES,
    InsiderEntryKind.WATCH_REVIEWED: _("Kept the watch"),
    InsiderEntryKind.WATCH_ENDED: _("Ended the watch"),
}


def what_of(group: LookGroup) -> str:
    """What happened, in a sentence."""
    if group.declared_as:
        return str(WHAT[DeclaredAs(group.declared_as), LookHow(group.how)])
    return str(OF_WATCH[LookHow(group.how)])


def kinds_in_words(kinds: Iterable[str]) -> str:
    """`Name and telephone`."""
    said = in_a_row([str(KINDS[DetailKind(one)]) for one in kinds])
    return said[:1].upper() + said[1:]


def decided_in_words(outcome: str) -> str:
    """What was found or decided."""
    return str(DECIDED.get(outcome, ""))
