"""How alike two words are, counted as DuckDB counts it, for comparing one pair without a database.

These must give the very numbers that the batch gives, or one pair would weigh differently on a page and in a run. A
test holds them equal to DuckDB's own functions.
"""

MOST_IN_FRONT, FROM, SHARE = 4, 0.7, 0.1


def jaro_winkler(a: str, b: str) -> float:
    """Jaro-Winkler likeness from 0 to 1: shared letters near one another, more where the words begin alike."""
    likeness = jaro(a, b)
    if likeness <= FROM:
        return likeness
    return likeness + _count_in_front(a, b) * SHARE * (1.0 - likeness)


def _count_in_front(a: str, b: str) -> int:
    count = 0
    for one, other in zip(a[:MOST_IN_FRONT], b[:MOST_IN_FRONT], strict=False):
        if one != other:
            break
        count += 1
    return count


def jaro(a: str, b: str) -> float:
    """Jaro likeness from 0 to 1."""
    if not a or not b:
        return 1.0 if a == b else 0.0
    in_a, in_b = _find_shared(a, b)
    shared = len(in_a)
    if not shared:
        return 0.0
    moved = sum(one != other for one, other in zip(in_a, in_b, strict=True)) // 2
    return (shared / len(a) + shared / len(b) + (shared - moved) / shared) / 3.0


def _find_shared(a: str, b: str) -> tuple[list[str], list[str]]:
    """The letters of each word that the other has close by, in the order of each."""
    reach = max(max(len(a), len(b)) // 2 - 1, 0)
    taken = [False] * len(b)
    in_a = []
    for place, letter in enumerate(a):
        start = max(place - reach, 0)
        at = b.find(letter, start, place + reach + 1)
        while at >= 0 and taken[at]:
            at = b.find(letter, at + 1, place + reach + 1)
        if at >= 0:
            taken[at] = True
            in_a.append(letter)
    return in_a, [letter for letter, is_taken in zip(b, taken, strict=True) if is_taken]


def damerau_levenshtein(a: str, b: str) -> int:
    """The fewest letters to put in, take out, change or exchange with a neighbour."""
    if a == b:
        return 0
    seen: dict[str, int] = {}
    most = len(a) + len(b)
    rows: list[list[int]] = [[most] * (len(b) + 2), [most, *range(len(b) + 1)]]
    for i, one in enumerate(a, start=1):
        row, last = [most, i], 0
        for j, other in enumerate(b, start=1):
            before = seen.get(other, 0)
            exchanged = rows[before][last] + (i - before - 1) + 1 + (j - last - 1)
            row.append(min(rows[i][j] + (one != other), row[j] + 1, rows[i][j + 1] + 1, exchanged))
            if one == other:
                last = j
        rows.append(row)
        seen[one] = i
    return rows[-1][-1]
