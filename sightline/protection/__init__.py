"""Protected addresses: what is protected, the ways to write it, and where a text contains it.

Whoever a record is about, a protected address is taken out of it. A street or a town alone is taken out only of records
of those who live there.
"""

from sightline.protection.build import take_out_protected
from sightline.protection.compiler import compile_protected
from sightline.protection.finder import Finder
from sightline.protection.pages import redact_page
from sightline.protection.seals import unseal_things
from sightline.protection.things import ProtectedThing

__all__ = ["Finder", "ProtectedThing", "compile_protected", "redact_page", "take_out_protected", "unseal_things"]
