"""Names as clerks write them, from many lands: which two ways of writing are one child's, and which are two children's.

Where a home is given, both live there. All have the same birth date and sex, so that twins are held apart by names alone.
"""

import csv
import datetime as dt
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from sightline.linkage import resolve
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.normal_forms.names import read_names
from sightline.linkage.settings import read_settings
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

BORN = dt.date(1920, 3, 17)

# Each name is `forename | surname`, or a whole name in one cell.
ONE_CHILD = {
    "Irish": [
        ("Conor | O'Brien", "Conor | Ó Brien"),
        ("Conor | O'Brien", "Conor O Brien"),
        ("Conor | O'Brien", "O Brien Conor"),
        ("Aoife | Ní Bhriain", "Aoife | Ó Briain"),
        ("Sean | Mc Donagh", "Sean | McDonagh"),
        ("Sean | MacDonagh", "Sean | McDonagh"),
        ("Niamh | Byrne", "Neeve | Byrne"),
    ],
    "Welsh": [
        ("Rhys | ap Gruffydd", "Rhys | Gruffydd"),
        ("Rhys ap Gruffydd", "Rhys | Gruffydd"),
        ("Gwen | ferch Owain", "Gwen | Owain"),
        ("Dafydd | ab Owain", "Dafydd | Owain"),
    ],
    "Polish": [
        ("Anna | Kowalska", "Anna | Kowalski"),
        ("Małgorzata | Wiśniewska", "Malgorzata | Wisniewska"),
        ("Katarzyna | Zielińska", "Kasia | Zielinska"),
        ("Zofia | Rudzka", "Zofia | Rudzki"),
    ],
    "Ukrainian": [
        ("Олена | Шевченко", "Olena | Shevchenko"),
        ("Oleksandr | Bondarenko", "Alexander | Bondarenko"),
        ("Mykola | Kovalchuk", "Nikolay | Kovalchuk"),
    ],
    "Lithuanian and Bulgarian": [
        ("Ieva | Kazlauskaitė", "Ieva | Kazlauskas"),
        ("Elena | Ivanova", "Elena | Ivanov"),
    ],
    "Pakistani": [
        ("Mohammed Imran | Khan", "Imran | Khan"),
        ("Mohammed Imran | Khan", "Mohammad | Khan"),
        ("Muhammad Hasan | Iqbal", "Mohd Hasan | Iqbal"),
        ("Rahman | Mohammed", "Mohammed | Rahman"),
        ("Syed Omar | Shah", "Omar | Shah"),
        ("Ghulam Nadeem | Akhtar", "Nadeem | Akhtar"),
        ("Syed Omar | Shah", "Shah | Omar"),
        ("Ayesha | Hussain", "Aisha | Husain"),
    ],
    "Bangladeshi": [
        ("Rahima | Begum", "Rahima Begum | Ali"),
        ("Mst Rahima | Khatun", "Rahima | Khatun"),
        ("Md Karim | Miah", "Karim | Miah"),
    ],
    "Sikh": [
        ("Arjan | Singh", "Arjan Singh | Gill"),
        ("Simran | Kaur", "Simran Kaur | Dhillon"),
    ],
    "Somali": [
        ("Abdi | Hassan Warsame", "Abdi Hassan | Warsame"),
        ("Abdi | Hassan", "Abdi Hassan | Warsame"),
        ("Abdi Hassan Warsame", "Abdi | Hassan Warsame"),
        ("Hodan | Warsame", "Hodan Hassan Warsame"),
        ("Cabdi | Nuur", "Abdi | Nur"),
        ("Fadumo | Jaamac", "Faduma | Jama"),
        ("Fadumo | Osman", "Fatima | Cusmaan"),
        ("Maxamed | Faarax", "Mohamed | Farah"),
        ("Xasan | Warsame", "Hassan | Warsame"),
        ("Hamdi | Yousef", "Hamdi | Yusuf"),
    ],
    "Chinese": [
        ("Wei | Li", "Li | Wei"),
        ("Xiao Ming | Zhang", "Xiaoming | Zhang"),
        ("Mei-ling | Chan", "Mei Ling | Chan"),
        ("Mei-ling | Chan", "Meiling | Chan"),
        ("Zhang Xiaoming", "Xiaoming | Zhang"),
        ("Zhang Xiao Ming", "Xiaoming | Zhang"),
    ],
    "Vietnamese": [
        ("Nguyen Thi Lan", "Lan | Nguyen"),
        ("Nguyễn Thị Lan", "Thi Lan | Nguyen"),
    ],
    "Arabic": [
        ("Omar | Al-Amin", "Omar | El Amin"),
        ("Omar | Al Amin", "Omar | Amin"),
        ("Omar | Alamin", "Omar | Al-Amin"),
        ("Huda | bint Rashid", "Huda | Rashid"),
        ("Yusuf bin Rashid", "Yusuf | Rashid"),
        ("Abdul Rahman | Saleh", "Abdulrahman | Saleh"),
        ("Abdel-Rahman | Saleh", "Abdur Rahman | Saleh"),
        ("Abd al-Rahman | Saleh", "Abdul | Saleh"),
    ],
    "In Arabic letters": [
        ("محمد | خان", "Mohammed | Khan"),
        ("فاطمة | الحسن", "Fatima | Al-Hassan"),
        ("عبد الله | حداد", "Abdullah | Haddad"),
        ("عبد الرحمن | صالح", "Abdulrahman | Saleh"),
        ("زینب ملک", "Zainab | Malik"),
    ],
    "Turkish and Kurdish": [("Ayşe | Yılmaz", "Ayse | Yilmaz"), ("Mehmet | Öztürk", "Mehmet | Ozturk")],
    "West African": [
        ("Oluwaseun | Adeyemi", "Seun | Adeyemi"),
        ("Ousmane | Diallo", "Usman | Diallo"),
        ("Adeyemi | Seun", "Seun | Adeyemi"),
    ],
    "Spanish and Portuguese": [
        ("Lucia | Garcia Lopez", "Lucia | Lopez"),
        ("Lucia Garcia Lopez", "Lucia | Garcia Lopez"),
        ("Maria Clara | de la Cruz", "Maria Clara de la Cruz"),
        ("Maria Clara | Sousa", "Clara | Sousa"),
    ],
    "Double surnames": [
        ("Lena | Smith-Jones", "Lena | Jones"),
        ("Lena | Smith Jones", "Lena | Smith-Jones"),
    ],
    "A father's name as an initial": [
        ("Kumaran | Nadarajah", "N. Kumaran"),
        ("Kumaran | Nadarajah", "Kumaran N."),
    ],
    "Words in another order, joined and split": [
        ("Abdi Salan Warsame Jama", "Jama Abdisalan Warsame"),
        ("Nur Siti Aminah", "Aminah Siti Nur"),
        ("Lena Mary-Ann | Ashdown", "Lena Maryann | Ashdown"),
    ],
    "Order and commas": [("ASHDOWN, Lena", "Lena | Ashdown"), ("Lena Mary Ashdown", "Lena | Ashdown")],
    "The surname first, in one cell": [
        ("KHAN Amina", "Amina | Khan"),
        ("Khan Amina", "Amina | Khan"),
        ("Khan Amina Bibi", "Amina Bibi | Khan"),
        ("Khan Amina Bibi", "Amina | Bibi Khan"),
        ("Khan Amina Bibi", "Amina | Khan"),
        ("Khan Amina", "Amina | Bibi Khan"),
        ("KHAN Amina Bibi", "Amina Bibi Khan"),
        ("Iqbal Mohammed Hasan", "Mohammed Hasan | Iqbal"),
        ("Iqbal | Mohammed Hasan", "Mohammed Hasan | Iqbal"),
        ("Mohammed | Hasan Iqbal", "Mohammed Hasan | Iqbal"),
        ("Warsame Abdi Farah", "Abdi Farah | Warsame"),
        ("Warsame, Abdi Farah", "Farah Abdi Warsame"),
        ("Warsame, Abdi Farah", "Farah | Abdi Warsame"),
        ("Abdi Farah Warsame", "Farah | Abdi Warsame"),
        ("Nguyen Lan", "Lan | Nguyen"),
        ("NGUYEN Thi Lan", "Lan | Thi Nguyen"),
        ("Zhang Ming Xiao", "Xiao | Ming Zhang"),
        ("Kowalska Anna Maria", "Anna Maria | Kowalska"),
        ("Gill Arjan Singh", "Arjan Singh | Gill"),
        ("Lopez Lucia Garcia", "Lucia | Garcia Lopez"),
        ("Ashdown Lena Mary", "Lena | Ashdown"),
    ],
}  # fmt: skip
ONE_CHILD_AT_ONE_HOME = {
    "Mononyms": [("Hawa", "Hawa | Warsame"), ("Sunarto", "Sunarto | LNU")],
    "Initials": [("L | Ashdown", "Lena | Ashdown"), ("L. | Ashdown", "Lena Mary | Ashdown")],
    "Another surname altogether": [
        ("Rahima | Begum", "Rahima | Ali"),
        ("Simran | Kaur", "Simran | Dhillon"),
        ("James | Smith", "James | Brown"),
    ],
    "The surname written first by one of two clerks": [
        ("Kim | Min Ji", "Minji | Kim"),
        ("Kim Min | Ji", "Min Ji | Kim"),
        ("Nagy | Anna", "Anna | Nagy"),
        ("Smith | Kate", "Katherine | Smith"),
        ("Nagy | Anna", "Anna Maria | Nagy"),
    ],
    "The surname mistyped": [
        ("Lena | Dawson", "Lena | Dawsom"),
        ("Lee | Smith", "Lee | Smyth"),
        ("Mohammed Bilal | Ashdown", "Mohammed Bilal | Ashdwon"),
    ],
}
TWO_CHILDREN_AT_ONE_HOME = {
    "Brothers of one first name": [
        ("Mohammed Hasan | Khan", "Mohammed Husain | Khan"),
        ("Muhammad Bilal | Khan", "Mohammed Imran | Khan"),
        ("Abdul Rahman | Saleh", "Abdul Karim | Saleh"),
        ("Abdulrahman | Saleh", "Abdelkarim | Saleh"),
        ("Maria Clara | Sousa", "Maria Luisa | Sousa"),
        ("Syed Omar | Shah", "Syed Bilal | Shah"),
        ("Ghulam Nadeem | Akhtar", "Ghulam Rizwan | Akhtar"),
    ],
    "Children of one father's name": [
        ("Mohamed Hassan | Warsame", "Ahmed Hassan | Warsame"),
        ("Hodan Hassan Warsame", "Abdi Hassan Warsame"),
        ("Arjan Singh | Gill", "Balraj Singh | Gill"),
        ("Rahima | Begum", "Nasima | Begum"),
    ],
    "The surname first, in one cell": [
        ("KHAN Amina", "KHAN Bilal"),
        ("KHAN Amina", "Bilal | Khan"),
        ("Khan Amina", "Khan Bilal"),
        ("Khan Amina", "Bilal | Khan"),
        ("Khan Amina Bibi", "Khan Nasima Bibi"),
        ("Warsame Abdi Farah", "Warsame Hodan Farah"),
        ("Iqbal Mohammed Hasan", "Mohammed Husain | Iqbal"),
        ("Iqbal Mohammed Hasan", "Iqbal Mohammed Husain"),
    ],
    "The surname taken for the forename": [
        ("Kim | Min Ji", "Kim | Min Jun"),
        ("Kim Min | Ji", "Kim Min | Jun"),
        ("Kim Min | Ji Kim", "Kim Min | Jun Kim"),
        ("Kim | Min Ji", "Kim Min Jun"),
        ("Lee | Min Ho", "Lee | Minsu"),
        ("Park | Ji Won", "Park | Ji Woo"),
        ("Nagy | Anna", "Nagy | Bela"),
        ("Nagy | Anna", "Nagy | Hanna"),
        ("Nagy Anna", "Nagy | Hanna"),
        ("Toth | Mia", "Toth | Mila"),
        ("Dovrin | Eva", "Dovrin | Evan"),
        ("Khan | Amina", "Khan | Amira"),
        ("Hussain | Amina", "Husain | Bilal"),
        ("Hassan | Ayaan", "Hassan | Bilal"),
        ("Hassan | Ifrah", "Hassan | Hodan"),
        ("Thomas | Amy", "Thomas | Ben"),
        ("Smith | Jane", "Smith | Janet"),
        ("O'Neill | Aoife", "O'Neill | Conor"),
        ("De Souza | Ana", "De Souza | Bia"),
        ("Lopez-Garcia | Ana", "Lopez-Garcia | Luz"),
    ],
    "The surname taken for the forename by one of two clerks": [
        ("Chan | Tai Man", "Tai Ming | Chan"),
        ("Kim | Min Ji", "Min Jun | Kim"),
        ("Kim Min Ji", "Min Jun Kim"),
        ("Le | Minh Anh", "Minh Chau | Le"),
    ],
    "Twins": [
        ("Aoife | Ní Bhriain", "Conor | Ó Briain"),
        ("Hasan | Demir", "Husain | Demir"),
        ("حسن | خان", "Husain | Khan"),
        ("Kasia | Nowak", "Ola | Nowak"),
        ("Nguyen Thi Lan", "Nguyen Thi Mai"),
        ("Thi Lan | Nguyen", "Thi Mai | Nguyen"),
        ("Xasan | Warsame", "Xuseen | Warsame"),
        ("Amelia | Ashdown", "Emily | Ashdown"),
        ("Emily | Ashdown", "Emma | Ashdown"),
        ("Louis | Ashdown", "Louise | Ashdown"),
        ("Anna | Ashdown", "Hannah | Ashdown"),
        ("Samir | Saleh", "Samira | Saleh"),
        ("Mei-ling | Chan", "Mei-hui | Chan"),
        ("Jean-Luc | Diallo", "Jean-Paul | Diallo"),
        ("Mei Ling | Chan", "Mei Hui | Chan"),
        ("Lena Mary | Ashdown", "Lena Rose | Ashdown"),
        ("Khan Samir", "Khan Samira"),
    ],
}


def cells(name: str) -> dict[str, str]:
    forename, bar, surname = name.partition(" | ")
    return {"forename": forename, "surname": surname} if bar else {"name_as_written": name}


def table(rows: dict[str, list[tuple[str, str]]]) -> list[Any]:
    return [pytest.param(pair, id=f"{kind}: {pair[0]} / {pair[1]}") for kind, pairs in rows.items() for pair in pairs]


def write_pair(place: int, names: tuple[str, str], home: bool) -> list[dict[str, Any]]:
    """The two rows of a pair, far from every other pair in birth date and home."""
    more = {"address": f"{place} Alder Road", "postcode": f"ZZ{place // 10 + 1} {place % 10}AA"} if home else {}
    born = BORN + dt.timedelta(days=401 * place)
    return [
        {"mention_id": f"{place:03d}-{agency}", "agency": agency, "birth_date": born, "sex": "F", **cells(name), **more}
        for agency, name in zip(("police", "school"), names, strict=True)
    ]


@pytest.fixture(scope="module")
def joined() -> set[tuple[bool, tuple[str, str]]]:
    """The pairs that are found to be one child, without and with a home. All are linked in one run."""
    tables = ((False, ONE_CHILD), (True, ONE_CHILD_AT_ONE_HOME), (True, TWO_CHILDREN_AT_ONE_HOME))
    pairs = [(home, pair) for home, rows in tables for each in rows.values() for pair in each]
    engine = DuckDBEngine()
    engine.write(
        MENTION, make_mentions(row for place, (home, pair) in enumerate(pairs) for row in write_pair(place, pair, home))
    )
    resolve(engine=engine, secret=EXAMPLE_SECRET)
    groups = engine.query("SELECT list(mention_id) AS ids FROM resolved GROUP BY person_id HAVING count(*) > 1")
    found = groups["ids"].to_pylist()
    assert all(len({mention[:3] for mention in ids}) == 1 for ids in found), "no pair is joined to another"
    return {pairs[int(ids[0][:3])] for ids in found}


@pytest.mark.parametrize("names", table(ONE_CHILD))
def test_one_child_wherever_they_live(joined: set[Any], names: tuple[str, str]) -> None:
    assert (False, names) in joined


@pytest.mark.parametrize("names", table(ONE_CHILD_AT_ONE_HOME))
def test_one_child_where_the_home_is_one(joined: set[Any], names: tuple[str, str]) -> None:
    assert (True, names) in joined


@pytest.mark.parametrize("names", table(TWO_CHILDREN_AT_ONE_HOME))
def test_two_children_even_at_one_home(joined: set[Any], names: tuple[str, str]) -> None:
    assert (True, names) not in joined


def test_common_names_of_many_lands_survive_capitals_and_a_comma(shared_data: Path) -> None:
    """`SURNAME, Forename` in one cell says the same as two columns, for names of each country of the lists."""
    forenames, surnames = (
        read_lists(shared_data / "inputs" / "ref_names" / f"common-{kind}-by-country.csv")
        for kind in ("forenames", "surnames")
    )
    lands = sorted(set(forenames) & set(surnames))
    assert len(lands) >= 12
    placeholders = read_settings().placeholders
    for land in lands:
        for forename, surname in zip(forenames[land], surnames[land], strict=False):
            apart = read_names(surname=surname, forename=forename, whole="", placeholders=placeholders)
            whole = read_names(
                surname="", forename="", whole=f"{surname.upper()}, {forename}", placeholders=placeholders
            )
            assert whole == apart
            assert (apart.first and apart.last) or placeholders.is_no_name(surname)


WAYS = ("{1} | {0}", "{0} | {1}", "{2} {1}", "{1} {0}")


def test_a_name_of_any_country_written_four_ways_is_one_child(shared_data: Path) -> None:
    """In two columns, in the wrong ones, with the surname first in capitals, and in one cell."""
    names = community_names(shared_data)
    assert len({land for land, *_ in names}) >= 12
    rows = []
    for place, (_, forename, _, surname) in enumerate(names):
        for way, form in enumerate(WAYS):
            written = form.format(surname, forename, surname.upper())
            rows.append(
                {"mention_id": f"{place:04d}-{way}", "agency": f"agency_{way}", **born(place), **cells(written)}
            )
    assert groups_of(rows) == {
        frozenset(f"{place:04d}-{way}" for way in range(len(WAYS))) for place in range(len(names))
    }


def test_twins_with_names_of_any_country_stay_two(shared_data: Path) -> None:
    """Two names of one country's list, of one birth date, surname and home; each is known to two agencies."""
    names = community_names(shared_data)
    rows = []
    for place, (_, forename, sibling, surname) in enumerate(names):
        home = {"address": f"{place} Alder Road", "postcode": f"ZZ{place // 10 + 1} {place % 10}AA"}
        for twin, given in enumerate((forename, sibling)):
            for agency in ("police", "school"):
                written = {"forename": given, "surname": surname}
                rows.append(
                    {"mention_id": f"{place:04d}-{twin}-{agency}", "agency": agency, **born(place), **home, **written}
                )
    assert groups_of(rows) == {
        frozenset(f"{place:04d}-{twin}-{agency}" for agency in ("police", "school"))
        for place in range(len(names)) for twin in (0, 1)
    }  # fmt: skip


def community_names(shared_data: Path) -> list[tuple[str, str, str, str]]:
    """Country, two girls' names that are far apart, and a surname: up to five of each country that has both lists."""
    folder = shared_data / "inputs" / "ref_names"
    girls = read_lists(folder / "common-forenames-by-country.csv", gender="F")
    surnames = read_lists(folder / "common-surnames-by-country.csv")
    return [
        (land, given, sibling, surname)
        for land in sorted(set(girls) & set(surnames))
        for given, sibling, surname in zip(girls[land][:5], girls[land][5:10], surnames[land], strict=False)
        if given and sibling and surname
    ]


def born(place: int) -> dict[str, Any]:
    return {"birth_date": BORN + dt.timedelta(days=37 * place), "sex": "F"}


def groups_of(rows: list[dict[str, Any]]) -> set[frozenset[str]]:
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions(rows))
    resolve(engine=engine, secret=EXAMPLE_SECRET)
    found = engine.query("SELECT list(mention_id) AS ids FROM resolved GROUP BY person_id")
    return {frozenset(ids) for ids in found["ids"].to_pylist()}


def read_lists(path: Path, gender: str = "") -> dict[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            if not gender or row["Gender"] == gender:
                names[row["Country"]].append(row["Romanized Name"])
    return names
