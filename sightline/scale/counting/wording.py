"""How a list is made, in a sentence: what stands one click from every number.

It is made from the rule itself, so it cannot say other than what is counted.
"""

from collections.abc import Sequence

from sightline.scale.counting.rules import NamedList


def describe_list(one: NamedList, *, word: str = "{}") -> str:
    """What puts a child on the list; `word` is how each of its words is shown."""
    if one.patterns:
        return (
            f"Children in whose records one of these patterns was found, among all records held: {_any(one.patterns)}."
        )
    parts = [f"Rows of {_plain(one.layout)}"]
    for words, says in ((one.kinds, "whose type is"), (one.roles, "that name the child as"), (one.facts, "that state")):
        if words:
            parts.append(f"{says} {_one_of([word.format(_plain(each)) for each in words])}")
    if one.slots:
        parts.append(f"where the child is recorded as {_any(one.slots)}")
    parts += [f"whose {_plain(name)} contains “{_any(words, '” or “')}”" for name, words in one.details.items()]
    if one.says:
        parts.append(f"whose text contains “{_any(one.says, '” or “')}”")
    return ", ".join(parts) + "."


def _one_of(words: Sequence[str]) -> str:
    return " or ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def _any(words: Sequence[str], between: str = " or ") -> str:
    return between.join(_plain(word) for word in words)


def _plain(word: str) -> str:
    return word.replace("_", " ")
