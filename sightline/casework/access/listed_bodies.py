"""Which bodies "who knows" lists: by what the register of organisations says of each, and of the provider of the file.

A body that the register has by itself is decided by its own line. Of another, words in its name can only keep it off
the list: they never put it there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from sightline.agreements import AgreementBook, Organisation, Policy, organisations_named
from sightline.agreements.vocabulary import OrganisationType, Service
from sightline.sharing.need_to_know import read_need_to_know
from sightline.store.search.reader import name_words

Pair = tuple[str, str]
SAYS_FIRST = frozenset({OrganisationType.HEALTH, OrganisationType.VOLUNTARY})


@dataclass(frozen=True, slots=True)
class ListedBodies:
    """The register, whose files those of an agency and layout are, and the services that agreed to be listed there."""

    organisations: tuple[Organisation, ...] = ()
    providers: Mapping[Pair, Organisation] = field(default_factory=lambda: MappingProxyType({}))
    agreed: Mapping[Pair, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))

    def without_agreed(self) -> "ListedBodies":
        """The same without the services that are listed only because they agreed."""
        return replace(self, agreed=MappingProxyType({}))

    def lists(self, of: tuple[str, ...], kind: str = "") -> bool:
        """Whether records of a body (agency, organisation, layout) are listed: its service is none, or agreed."""
        agency, organisation, layout = of
        own = organisations_named(self.organisations, agency=agency, organisation=organisation)
        said = own or self._behind(agency, layout)
        if any(one.service is None and _must_say(one, agency) for one in said) or not (said or _is_free(agency)):
            return False
        services = {str(one.service) for one in said if one.service not in (None, Service.NONE)}
        services |= _services_in(kind, layout.replace("_", " "), *(() if own else (organisation,)))
        return services <= self.agreed.get((agency, layout), frozenset())

    def _behind(self, agency: str, layout: str) -> tuple[Organisation, ...]:
        """Whose files they are: the provider of the agreement, else every organisation of the agency."""
        for pair in ((agency, layout), (agency, layout.partition("/")[0])):
            if pair in self.providers:
                return (self.providers[pair],)
        return tuple(one for one in self.organisations if one.agency == agency)


def make_listed(book: AgreementBook, policy: Policy) -> ListedBodies:
    """What the register and the agreements in force say."""
    known = {one.id: one for one in book.organisations}
    providers = {pair: known[one.provider] for pair, one in policy.covering.items() if one.provider in known}
    agreed = {pair: frozenset(map(str, one.listed_services)) for pair, one in policy.covering.items()}
    return ListedBodies(book.organisations, MappingProxyType(providers), MappingProxyType(agreed))


def _must_say(one: Organisation, agency: str) -> bool:
    return one.type in SAYS_FIRST or not _is_free(agency)


def _is_free(agency: str) -> bool:
    return agency not in read_need_to_know().says_first


def _services_in(*texts: str) -> set[str]:
    """The services whose name is in one of these, word by word."""
    said = [f" {' '.join(name_words(text))} " for text in texts]
    return {one for one in read_need_to_know().unlisted if any(f" {one} " in text for text in said)}
