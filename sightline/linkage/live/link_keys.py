"""What one mention may be found by, as texts: its numbers, its blocks, or the normal form of a thing.

Whoever keeps them keeps hashes of them. The live index of pages and the index of sealed rolls are both made of these.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sightline.linkage.candidates import NUMBERS
from sightline.linkage.live.expressions import read_expression
from sightline.linkage.live.name_keys import list_name_keys
from sightline.linkage.live.profile import read_profile
from sightline.linkage.settings import BlockingRule, Settings, read_settings
from sightline.linkage.things import read_thing
from sightline.model.nouns import EntityKind
from sightline.store.layout.live_index import BETWEEN


def list_links(mention: Mapping[str, Any], *, secret: bytes) -> tuple[str, ...]:
    """What a mention (columns of model.schema.MENTION) may be found by; nothing where it is not whole enough."""
    settings = read_settings()
    if str(mention["entity_kind"]) == EntityKind.PERSON:
        profile = read_profile(mention=mention, settings=settings, secret=secret)
        return tuple(text for _, text in list_key_texts(profile, settings))
    return _list_thing(mention, settings)


def list_sealed_links(mention: Mapping[str, Any], *, secret: bytes) -> tuple[str, ...]:
    """The same of a mention in a sealed row, and what the names of sealed rows are counted by."""
    settings = read_settings()
    if str(mention["entity_kind"]) != EntityKind.PERSON:
        return _list_thing(mention, settings)
    profile = read_profile(mention=mention, settings=settings, secret=secret)
    return (*(text for _, text in list_key_texts(profile, settings)), *list_name_keys(profile))


def _list_thing(mention: Mapping[str, Any], settings: Settings) -> tuple[str, ...]:
    kind = str(mention["entity_kind"])
    is_place = kind == EntityKind.PLACE
    written = mention["address"] if is_place and mention["address"] else mention["value_as_written"]
    clean, is_whole, postcode = read_thing(kind, written, mention["postcode"] if is_place else "", settings=settings)
    if not is_whole or (is_place and not postcode):
        return ()
    return (BETWEEN.join(part for part in (kind, clean, postcode) if part),)


def list_key_texts(profile: Mapping[str, Any], settings: Settings) -> Iterator[tuple[BlockingRule, str]]:
    """The keys of one profile, each with its rule, as store.layout.live_index makes them in SQL."""
    comparable = profile["first_name"] is not None and profile["birth_date"] is not None
    for rule in (*NUMBERS, *(settings.blocking if comparable else ())):
        parts = [read_expression(part)(profile, {}) for part in rule.agree_on]
        if all(part is not None for part in parts):
            yield rule, BETWEEN.join([rule.id, *map(str, parts)])
