"""The gate of words: `python -m tools.words` says which strings break a law, and `--tidy` shortens the list."""

import sys
from collections import Counter
from collections.abc import Iterable

from tools.words.collect import collect
from tools.words.docs import collect_docs
from tools.words.laws import broken
from tools.words.lists import read_allowed, read_not_yet, write_not_yet
from tools.words.said import Said


def new_breaches(strings: Iterable[Said], excused: Iterable[str]) -> list[str]:
    """A line for each law that a string breaks and no list excuses."""
    known = frozenset(excused)
    return [f"{one.place}: {one.text}\n    {law}" for one in strings if one.text not in known for law in broken(one)]


def _say(text: str) -> None:
    print(text)  # noqa: T201


def main() -> int:
    """Say what breaks a law, how much is not yet rewritten, and end with 1 where a string breaks one newly."""
    strings = [*collect(), *collect_docs()]
    not_yet, allowed = read_not_yet(), read_allowed()
    left = [one for one in strings if one.text in not_yet and any(broken(one))]
    if "--tidy" in sys.argv:
        write_not_yet(left)
    if "--areas" in sys.argv:
        areas = Counter(one.area for one in strings)
        late = Counter(one.area for one in left)
        _say("\n".join(f"{late[area]:5} of {count:5}  {area}" for area, count in sorted(areas.items())))
    breaches = new_breaches(strings, not_yet | allowed.keys())
    _say("\n".join([*breaches, f"{len(strings)} strings, {len(left)} not yet rewritten, {len(breaches)} break a law"]))
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
