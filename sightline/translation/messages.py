"""A message that is English where it is kept, and in the reader's language where it is shown."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations
from typing import Any, Final, Protocol

CHECKED: Final = ("en-gb",)  # languages whose words a speaker has checked


class Translator(Protocol):
    """What looks words up: Django's translation, or nothing at all in the terminal."""

    def gettext(self, message: str, /) -> str:
        """The words in the language of now."""
        ...

    def ngettext(self, singular: str, plural: str, number: int, /) -> str:
        """The words for one or for many."""
        ...


ENGLISH: Final[Translator] = NullTranslations()
_IN_USE: list[Translator] = [ENGLISH]
_AS_WRITTEN: ContextVar[bool] = ContextVar("as_written", default=False)


def use_translator(translator: Translator) -> None:
    """From now on, words are looked up there."""
    _IN_USE[0] = translator


@contextmanager
def spoken_by(translator: Translator) -> Iterator[None]:
    """Words are looked up there within."""
    before, _IN_USE[0] = _IN_USE[0], translator
    try:
        yield
    finally:
        _IN_USE[0] = before


@contextmanager
def as_written() -> Iterator[None]:
    """Words stay in English within: for what is kept, compared or hashed."""
    with _written(True):
        yield


@contextmanager
def as_read() -> Iterator[None]:
    """Words are in the language of now within, also in an act: for what goes out to its reader."""
    with _written(False):
        yield


@contextmanager
def _written(is_so: bool) -> Iterator[None]:
    before = _AS_WRITTEN.set(is_so)
    try:
        yield
    finally:
        _AS_WRITTEN.reset(before)


def _translator() -> Translator:
    return ENGLISH if _AS_WRITTEN.get() else _IN_USE[0]


def gettext(text: str) -> str:
    """The words in the language of now."""
    return _translator().gettext(str.__str__(text)) if text else ""


def ngettext(one: str, many: str, number: int) -> str:
    """The words for one or for many, in the language of now."""
    return _translator().ngettext(one, many, number)


class Message(str):
    """English text to whatever keeps, compares or hashes it; `str()`, a template and an f-string translate it.

    Join such words by `join_shown`: `str.join` takes the English.
    """

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, values: dict[str, Any] | None = None) -> "Message":
        """The template, with its values filled in."""
        kept = {name: as_kept(value) for name, value in (values or {}).items()}
        made = super().__new__(cls, template % kept if kept else template)
        made.template, made.values = template, {} if values is None else values
        return made

    def __str__(self) -> str:
        """The words as the reader sees them."""
        found = gettext(self.template)
        return found % self.values if self.values else found

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __mod__(self, values: Any) -> "Message":
        """The same words with values by name, translated as a whole."""
        return Message(self.template, dict(values))

    def __add__(self, other: str) -> str:
        return str(self) + str(other)

    def __radd__(self, other: str) -> str:
        return str(other) + str(self)

    def __reduce__(self) -> tuple[type["Message"], tuple[str, dict[str, Any] | None]]:
        return Message, (self.template, self.values or None)


class SentenceMessage(Message):
    """A message that begins with a capital, whichever of its values comes first."""

    def __new__(cls, template: str, values: dict[str, Any] | None = None) -> "SentenceMessage":
        """The template, with its values filled in."""
        whole = Message(template, values)
        made = str.__new__(cls, _with_capital(str.__str__(whole)))
        made.template, made.values = whole.template, whole.values
        return made

    def __str__(self) -> str:
        return _with_capital(super().__str__())

    def __reduce__(self) -> tuple[type["SentenceMessage"], tuple[str, dict[str, Any] | None]]:
        return SentenceMessage, (self.template, self.values or None)


def _with_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _as_shown(method: str) -> Callable[..., Any]:
    def act(message: Message, *args: Any, **named: Any) -> Any:
        return getattr(str(message), method)(*args, **named)

    return act


# What changes or measures words acts on those that are shown.
for _name in (
    "__getitem__", "__iter__", "__len__", "capitalize", "format", "lower", "partition", "removesuffix", "replace",
    "split", "strip", "title", "upper",
):  # fmt: skip
    setattr(Message, _name, _as_shown(_name))


def gettext_noop(text: str) -> str:
    """Marks words that are kept in English, such as an enum's; `gettext` translates them where they are shown."""
    return text


def as_shown(data: Any) -> Any:
    """What goes out as JSON, with each message as the reader sees it."""
    if isinstance(data, dict):
        return {key: as_shown(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [as_shown(value) for value in data]
    return str(data) if isinstance(data, Message) else data


def as_kept(value: Any) -> Any:
    """A message as it is kept: English. Anything else as it is."""
    return str.__str__(value) if isinstance(value, Message) else value


def lazy(text: str) -> str:
    """Marks words that are written before it is known who reads them: tables, labels, errors."""
    return Message(text)


def join_shown(between: str, texts: Iterable[str]) -> str:
    """The texts as they are shown, one after another."""
    return str(between).join(str(text) for text in texts)
