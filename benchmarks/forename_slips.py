"""Which true names the rule `near_forename_no_relative` would take for slips: python benchmarks/forename_slips.py

Twins may have two names that are a letter apart. The rule matches such a pair only where the one is in no list. So of
each tradition in turn its own names are taken out of our lists: all of them, and then half of them, several times.
Counted are pairs of a name that is left out and a listed one of that tradition which differ by one letter, or by two
that changed places: all of them, those that differ inside, and those that the rule takes for one name. Names that have
one number in one country's list are one name. Beside it stand slips that a clerk may make in listed names, and how many
of each kind the rule finds. With --lists it counts the pairs of other lists, as our own lists are.
"""

import argparse
import csv
import hashlib
import random
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from anyascii import anyascii
from rapidfuzz.distance import DamerauLevenshtein

from sightline.linkage.settings import read_settings
from sightline.linkage.uniqueness.typing_slips import is_inside, is_strange_slip, read_letter_runs

DATA = Path(__file__).parent.parent / "tests" / "data"
BY_COUNTRY = DATA / "shared" / "data" / "inputs" / "ref_names" / "common-forenames-by-country.csv"
COUNTRIES: Mapping[str, str] = {
    "British, Irish and of English-speaking countries": "GB IE IM JE GG GI US CA AU NZ JM",
    "German and Dutch": "DE AT CH LI LU NL BE AW",
    "Nordic": "DK NO IS FO GL SE",
    "Baltic and Finnish": "EE LV LT FI",
    "French": "FR MC HT PF",
    "Spanish": "ES AD AR BO CL CO EC MX PA PE PR PY SV UY VE GQ",
    "Portuguese": "PT BR",
    "Italian and Maltese": "IT SM MT",
    "Polish, Czech and Slovak": "PL CZ SK",
    "South Slavic": "RS ME HR BA SI MK BG",
    "Russian and Ukrainian": "RU UA BY MD KZ KG",
    "Greek": "GR CY",
    "Hungarian": "HU",
    "Romanian": "RO",
    "Albanian": "AL",
    "Turkish and Azerbaijani": "TR AZ",
    "Arabic": "EG AE DZ JO KW LB LY MA SA IQ TN",
    "Persian": "IR TJ",
    "South Asian": "IN PK BD NP",
    "Chinese": "CN TW",
    "Japanese, Korean and Mongolian": "JP KR MN",
    "South-East Asian": "MY TH PH",
    "African": "ZA ML",
    "Hebrew": "IL",
    "Armenian and Georgian": "AM GE",
}
# Traditions of tests/data/name_traditions.toml that stand in one of those; the others stand by themselves.
SAME = {
    "British": "British, Irish and of English-speaking countries",
    "Irish": "British, Irish and of English-speaking countries",
    "Polish": "Polish, Czech and Slovak",
    "Spanish and Latin American": "Spanish",
    "Turkish and Kurdish": "Turkish and Azerbaijani",
}
HEAD = """| tradition | names | listed today | pairs | differ inside | taken for one name | which |
|---|---|---|---|---|---|---|"""
TURNS = 6
TRIES = 3  # slips of each kind in each name
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
KINDS = ("two letters changed places", "a letter doubled", "a letter left out", "a letter added", "another letter")
Names = dict[str, str]  # name, and what it is a spelling of


def read_traditions() -> dict[str, Names]:
    """The names of each tradition, in small Latin letters."""
    of_country = {country: name for name, countries in COUNTRIES.items() for country in countries.split()}
    found: dict[str, Names] = defaultdict(dict)
    with BY_COUNTRY.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            add(found[of_country[row["Country"]]], row["Romanized Name"], row["Name Group"])
    for tradition in tomllib.loads((DATA / "name_traditions.toml").read_text(encoding="utf-8"))["tradition"]:
        name = SAME.get(tradition["name"], tradition["name"])
        for spellings in tradition["given"]:
            for spelling in spellings.split():
                add(found[name], spelling.replace("_", " "), spellings)
    return found


def add(names: Names, written: str, group: str) -> None:
    """Add one name of one word, if it is long enough to be compared."""
    plain = anyascii(written).lower()
    if plain.isalpha() and len(plain) > 3:
        names.setdefault(plain, group)


def find_pairs(names: Names, left_out: Collection[str]) -> Iterator[tuple[str, str]]:
    """A listed name and one that is left out, nearly the same and not one name."""
    for odd in sorted(left_out):
        for right in sorted(names.keys() - left_out):
            is_near = abs(len(odd) - len(right)) < 2 and names[odd] != names[right]
            if is_near and DamerauLevenshtein.distance(odd, right, score_cutoff=1) == 1:
                yield right, odd


def count_traditions() -> None:
    """Print the table of traditions."""
    traditions, every = read_traditions(), read_settings().every_forename
    listed = {name: len([one for one in names if one in every]) / len(names) for name, names in traditions.items()}
    print(HEAD)
    total = Counter[str]()
    for tradition, names in sorted(traditions.items()):
        elsewhere = {one for other, some in traditions.items() if other != tradition for one in some}
        own = names.keys() - elsewhere
        turns = [{one for one in own if hashlib.sha256(f"{n} {one}".encode()).digest()[0] % 2} for n in range(TURNS)]
        pairs, taken = set[tuple[str, str]](), set[tuple[str, str]]()
        for left_out in (own, *turns):
            seen = read_letter_runs(frozenset(every - left_out))
            near = set(find_pairs(names, left_out))
            pairs |= near
            taken |= {pair for pair in near if is_strange_slip(right=pair[0], odd=pair[1], seen=seen)}
        total += write_row(tradition, len(names), listed[tradition], pairs, taken)
    print(f"| all | | | {total['pairs']} | {total['inside']} | {total['taken']} | |\n")


def write_row(
    name: str, names: int, listed: float, pairs: Collection[tuple[str, str]], taken: Collection[tuple[str, str]]
) -> Counter[str]:
    """Print one row, and give its counts."""
    inside = sum(is_inside(*pair) for pair in pairs)
    which = ", ".join(f"{right}/{odd}" for right, odd in sorted(taken))
    print(f"| {name} | {names:,} | {100 * listed:.0f}% | {len(pairs):,} | {inside:,} | {len(taken)} | {which} |")
    return Counter(pairs=len(pairs), inside=inside, taken=len(taken))


def count_lists(path: Path) -> None:
    """Print the same of other lists of names: nothing is left out, for many of those names are in none of our lists."""
    every, lists, total = read_settings().every_forename, defaultdict[str, Names](dict), Counter[str]()
    seen = read_letter_runs(every)
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            add(lists[row["list"]], row["name"], row["name"])
    print(HEAD)
    for name, names in sorted(lists.items()):
        pairs = set(find_pairs(names, names.keys() - every))
        taken = {pair for pair in pairs if is_strange_slip(right=pair[0], odd=pair[1], seen=seen)}
        total += write_row(name, len(names), sum(one in every for one in names) / len(names), pairs, taken)
    print(f"| all | | | {total['pairs']:,} | {total['inside']:,} | {total['taken']} | |\n")


def make_slip(name: str, kind: str, chance: random.Random) -> str:
    """The name with one slip of that kind inside it."""
    at = chance.randrange(1, len(name) - 1)
    row = next(keys for keys in KEYS if name[at] in keys)
    place = row.index(name[at])
    beside = chance.choice([row[to] for to in (place - 1, place + 1) if 0 <= to < len(row)])
    return {
        KINDS[0]: name[: (at := min(at, len(name) - 3))] + name[at + 1] + name[at] + name[at + 2 :],
        KINDS[1]: name[:at] + name[at] + name[at:],
        KINDS[2]: name[:at] + name[at + 1 :],
        KINDS[3]: name[:at] + beside + name[at:],
        KINDS[4]: name[:at] + beside + name[at + 1 :],
    }[kind]


def count_slips() -> None:
    """Print how many slips of each kind the rule finds."""
    every, chance = read_settings().every_forename, random.Random(20261201)
    seen = read_letter_runs(every)
    names = [name for name in sorted(every) if name.isascii() and name.isalpha() and len(name) > 3]
    print("| slip inside a listed name | found |\n|---|---|")
    for kind in KINDS:
        odd = [(name, make_slip(name, kind, chance)) for name in names for _ in range(TRIES)]
        odd = [(name, slip) for name, slip in odd if slip != name]
        found = sum(slip not in every and is_strange_slip(right=name, odd=slip, seen=seen) for name, slip in odd)
        print(f"| {kind} | {100 * found / len(odd):.0f}% of {len(odd):,} |")


def main() -> None:
    """Both tables, or that of other lists."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lists", type=Path, metavar="CSV", help="other lists of names: columns list and name")
    asked = parser.parse_args()
    if asked.lists:
        count_lists(asked.lists)
        return
    count_traditions()
    count_slips()


if __name__ == "__main__":
    main()
