"""The normal forms of a person's details, as linkage reads them, and whom they were declared by.

A name is compared whole: forename and surname, in either order, with the short and long forms of the forename that was
declared. An address is its postcode and house. Sealed identities and protected addresses are never compared.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

from sightline.casework.core.session import ReaderSession
from sightline.casework.insiders.hash_key import HashKey
from sightline.casework.insiders.pages import DetailKind
from sightline.linkage.live.name_keys import whole_key
from sightline.linkage.normal_forms.addresses import read_address
from sightline.linkage.normal_forms.names import NameForms, read_names
from sightline.linkage.normal_forms.numbers import read_phone
from sightline.linkage.settings import Settings, read_near_names, read_placeholders, read_settings
from sightline.model.visibility import RowFilter

Detail = tuple[DetailKind, str]
NOT_SEALED = RowFilter("sealed=0", ())
NAMES, PHONES, ADDRESSES = ("name", "other name"), ("phone",), ("address",)
MOST_ASKED = 200
settings = cache(read_settings)
placeholders = cache(read_placeholders)
nicknames = cache(read_near_names)


def declared_details(*, name: str, address: str, phone: str) -> list[Detail]:
    """What is hashed of a declaration: every form under which a record may have it."""
    forms = _read_name(name)
    lasts = {forms.last, *(word for word in forms.lasts if word in forms.last)} - {""}
    firsts = {forms.first, *nicknames().get(forms.first, ())} - {""}
    found = [(DetailKind.NAME, whole_key(first, last)) for first in firsts for last in lasts]
    return sorted({*found, *_phone(phone), *_address(address)})


def recorded_details(said: Iterable[tuple[str, str]]) -> set[Detail]:
    """The details that records say of somebody: each is what it is (`name`, `phone` ...) and its value as written."""
    found: set[Detail] = set()
    for what, value in said:
        if what in NAMES:
            found |= set(name_details(value))
        elif what in PHONES:
            found |= set(_phone(value))
        elif what in ADDRESSES:
            found |= set(_address(value))
    return found


def searched_details(*, typed: str, name: str, phone: str) -> set[Detail]:
    """The details in what somebody searched for."""
    return {*name_details(name), *_phone(phone), *_address(typed)}


def name_details(name: str) -> Iterator[Detail]:
    """A whole name; nothing of a forename or a surname alone."""
    forms = _read_name(name)
    if forms.first and forms.last:
        yield DetailKind.NAME, whole_key(forms.first, forms.last)


def details_of_people(session: ReaderSession, person_ids: Collection[str]) -> Mapping[str, set[Detail]]:
    """The details of these people in the current snapshot, read as the house, for nobody's page."""
    wanted, found = sorted({one for one in person_ids if one}), dict[str, list[tuple[str, str]]]()
    with session.open_current() as opened:
        if opened is None:
            return {}
        for start in range(0, len(wanted), MOST_ASKED):
            for row in opened[1].said(person_ids=wanted[start : start + MOST_ASKED], sight=NOT_SEALED):
                found.setdefault(row["person_id"], []).append((row["what"], row["value"]))
    return {person_id: recorded_details(said) for person_id, said in found.items()}


def hashes_of(details: Iterable[Detail], key: HashKey) -> dict[str, DetailKind]:
    """Each detail's hash, with what it is of."""
    return {key.hash(kind, text): kind for kind, text in details}


def _read_name(name: str) -> NameForms:
    return read_names(surname="", forename="", whole=name, placeholders=placeholders())


def _phone(text: str) -> Iterator[Detail]:
    if phone := read_phone(text, placeholders=placeholders()):
        yield DetailKind.PHONE, phone


def _address(text: str) -> Iterator[Detail]:
    said: Settings = settings()
    place = read_address(text=text, postcode="", street_words=said.street_words, placeholders=said.placeholders)
    if place.postcode and place.house:
        yield DetailKind.ADDRESS, f"{place.house} {place.postcode}"
