"""What a look at a person is called on pages of information governance, by the actions that the audit log has of it."""

from collections.abc import Iterable

from sightline.translation.messages import lazy as _
from sightline.web.core.words import plain

OPENED = {
    "find_people": _("Search result"),
    "open_search": _("Saved search"),
    "find_known_children": _("Search result: a child not opened"),
    "read_who_knows": _("Which agencies know the child"),
    "read_person": _("The child’s page: chronology"),
    "read_overview": _("The child’s page: overview"),
    "read_timeline": _("The child’s page: timeline"),
    "read_shared_events": _("The child’s page: events told by several agencies"),
    "read_identity": _("The child’s page: identity"),
    "list_clocks": _("The child’s deadlines"),
    "read_family": _("The child’s family and contacts"),
    "read_network": _("A network"),
    "read_network_picture": _("A picture of a network"),
    "read_record": _("One record"),
    "read_concern": _("A concern"),
    "read_item": _("An action"),
    "read_meeting": _("A meeting"),
    "read_working_file": _("A file on a person or place"),
    "read_emergency_access": _("Restricted records, in an emergency"),
    "write_chronology": _("The chronology in a file"),
    "read_earliest": _("How early agencies could have seen something"),
    "read_opportunities": _("Possible missed opportunities about a child"),
    "read_knowledge": _("What agencies knew on an earlier day"),
    "export_network": _("A network in a file"),
    "export_picture": _("A picture in a file"),
    "export": _("A list in a file"),
    "export_access_bundle": _("A request for data, in a file"),
    "read_readership": _("Who has looked at the child"),
    "export_readership": _("Who has looked at the child, in a file"),
}


def looks_in_words(actions: Iterable[str]) -> tuple[str, ...]:
    """The pages of a look, each once. What has no words of its own is said only where nothing else is."""
    each = tuple(dict.fromkeys(actions))
    known = tuple(str(OPENED[one]) for one in each if one in OPENED)
    return known or tuple(plain(one) for one in each[:1])
