"""Whether a letter is held because records name an adult of the name to which it goes, and what ends that.

It goes once police and children's services have said that it is safe: about the name, or about each adult of that name.
What they said of a name counts until something is recorded about one of those adults.
"""

from dataclasses import dataclass, field

from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.named_adults.histories import NamedAdultHistory, histories_of, histories_of_name
from sightline.casework.named_adults.namesakes import find_namesakes
from sightline.translation.messages import lazy as _

NAME_FIRST = _(
    "If it is them, choose the adult. If it is not, or you are not sure, open “Letters to adults "
    "named in records” and ask about the name. "
    "The deadline does not change."
)
HELD = _("Do not send this letter yet: a record may name this person as an adult.")
IS_IT = _("Is this the “%(role)s” in the records?")


@dataclass(frozen=True, slots=True)
class NameHold:
    """What holds a letter to a name. `asked` are the questions about the name; `roles` as the reader may see them."""

    is_held: bool
    asked: tuple[NamedAdultHistory, ...] = ()
    said: tuple[str, ...] = field(default=(), repr=False)
    roles: tuple[str, ...] = field(default=(), repr=False)

    def in_words(self) -> tuple[str, ...]:
        """Why the letter is held; empty where it is not."""
        if not self.is_held:
            return ()
        return (str(HELD), *(str(IS_IT % {"role": one}) for one in self.roles[:1]), *self.said)


def find_hold(session: ReaderSession, *, name: str) -> NameHold:
    """Whether a letter to somebody of this name is held."""
    found, now = find_namesakes(session, name=name), clock.now_at()
    asked = tuple(histories_of_name(session, name=name))
    said = tuple(dict.fromkeys(why for one in asked for why in one.missing(now=now)))
    if not found:
        return NameHold(bool(said), asked, said)
    people = [histories_of(session, mention_id=one) for one in found.mention_ids]
    newest = max((one.said_through for some in people for one in some), default=0)
    if asked and not said and min(one.replied_through for one in asked) > newest:
        return NameHold(False, asked)
    is_each_safe = all(some and not any(one.missing(now=now) for one in some) for some in people)
    is_held = bool(said) or found.is_entered or not is_each_safe
    return NameHold(is_held, asked, said, found.roles)
