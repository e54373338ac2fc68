"""The invented area: towns, streets, schools, clinics and premises that exist nowhere.

A home is a number, not a draw. Home 17 is the same address in every partnership, so that no two households can be given
one address by chance.
"""

from dataclasses import dataclass
from typing import Final

from sightline.invented.numbers import postcode

TOWNS: Final = ("Tarrowby", "Wexholme", "Ellmarsh", "Dunsfleet", "Corvale", "Harrowfen", "Penstow", "Marlbeck",
                "Oxcombe Vale", "Sallowford")  # fmt: skip
STREETS: Final = (
    "Alderwick", "Bracken", "Campion", "Dovecote", "Elderflower", "Fennel", "Gorse", "Hawthorn", "Inkpen", "Juniper",
    "Kestrel", "Larkspur", "Meadowsweet", "Nettlebed", "Osier", "Plover", "Quince", "Redshank", "Saddlers", "Teasel",
    "Umber", "Vetch", "Wagtail", "Yarrow", "Anvil", "Beacon", "Chandlers", "Drovers", "Eastfield", "Fullers",
    "Glebe", "Hopfield", "Ironbridge", "Jubilee", "Kilnhouse", "Limepit", "Millrace", "Northgate",
    "Orchard", "Packhorse",
    "Quarryside", "Ropewalk", "Sheepfold", "Tannery", "Union", "Viaduct", "Weavers", "Weir", "Willowherb", "Woolpack",
    "Bellringer", "Cobblers", "Foundry", "Granary", "Harbour", "Lantern", "Marigold", "Sorrel", "Thistle", "Windmill",
)  # fmt: skip
KINDS: Final = ("Road", "Street", "Close", "Avenue", "Lane", "Drive", "Crescent", "Court")
NUMBERS: Final = 70
HOMES: Final = len(STREETS) * len(KINDS) * len(TOWNS) * NUMBERS
TAKEAWAYS: Final = (
    "Umber Ladle", "Cracklestone Chicken", "Emberfold Grill", "Owlet Pizza", "Heronblue Noodles", "Copper Marrow",
    "Pepperdown Kitchen", "Saffronstile", "Tidewrack Fryer", "Moonrake Kebab",
)  # fmt: skip
OPEN_PLACES: Final = ("Riverside Gardens", "Station Car Park", "Millpond Park", "Canal Basin", "Quarry Top",
                      "Arcade Steps", "Coach Park", "Old Market Square")  # fmt: skip
HOUSE_NAMES: Final = ("Larkrise", "Oakhurst", "Fernlea", "Brook View", "Ashdene", "Rowan Lodge")


@dataclass(frozen=True, slots=True, repr=False)
class Place:
    """An address or a premises, with the id that the truth gives it."""

    true_id: str
    text: str
    postcode: str

    def __repr__(self) -> str:
        return f"Place({self.true_id})"


def home(number: int) -> Place:
    """The number-th home; every fifth is a flat. 336,000 different ones."""
    shuffled = number * 6007 % HOMES
    street, house = divmod(shuffled, NUMBERS)
    flat = f"Flat {house % 6 + 1}, " if number % 5 == 0 else ""
    return Place(f"H{number:06}", f"{flat}{house + 1} {_street(street)}", postcode(street * 4 + house // 20))


def _street(number: int) -> str:
    rest, kind = divmod(number, len(KINDS))
    town, name = divmod(rest, len(STREETS))
    return f"{STREETS[name]} {KINDS[kind]}, {TOWNS[town % len(TOWNS)]}"


def street_postcodes(town: int) -> list[str]:
    """The postcodes of all homes of the town-th town."""
    streets = range(town * len(STREETS) * len(KINDS), (town + 1) * len(STREETS) * len(KINDS))
    return [postcode(street * 4 + part) for street in streets for part in range((NUMBERS - 1) // 20 + 1)]


def _premises(number: int, text: str) -> Place:
    return Place(f"L{number:06}", text, postcode(100_000 + number * 13))


def takeaway(number: int) -> Place:
    """The number-th takeaway; names come again in other towns and streets."""
    name = TAKEAWAYS[number % len(TAKEAWAYS)]
    street = _street((number * 997 + 31) % (HOMES // NUMBERS))
    return _premises(10_000 + number, f"{name}, {number % 60 + 1} {street}")


def open_place(number: int) -> Place:
    """The number-th park, car park or square."""
    name = OPEN_PLACES[number % len(OPEN_PLACES)]
    return _premises(40_000 + number, f"{name}, {TOWNS[number // len(OPEN_PLACES) % len(TOWNS)]}")


def childrens_home(number: int) -> Place:
    """The number-th children's home: a setting, by its words."""
    name = HOUSE_NAMES[number % len(HOUSE_NAMES)]
    street = _street((number * 613 + 7) % (HOMES // NUMBERS))
    return _premises(50_000 + number, f"{name} Children's Home, {number % 50 + 2} {street}")


@dataclass(frozen=True, slots=True)
class Area:
    """What the whole partnership shares."""

    secondaries: tuple[Place, ...]
    primaries: tuple[Place, ...]
    hospitals: tuple[Place, ...]
    surgeries: tuple[Place, ...]
    youth_clubs: tuple[Place, ...]
    big_shop: Place
    sports_ground: Place


def make_area(children: int) -> Area:
    """Schools, surgeries and clubs for so many children."""
    secondaries, primaries, clubs = max(3, children // 700), max(4, children // 250), max(2, children // 1500)
    return Area(
        tuple(_premises(1_000 + n, f"{_name_area(n)} Academy") for n in range(secondaries)),
        tuple(_premises(2_000 + n, f"{_name_area(n * 7 + 3)} Primary School") for n in range(primaries)),
        tuple(_premises(3_000 + n, f"{TOWNS[n]} General Hospital") for n in range(2)),
        tuple(_premises(4_000 + n, f"{_name_area(n * 11 + 5)} Surgery") for n in range(max(4, children // 1000))),
        tuple(_premises(5_000 + n, f"{_name_area(n * 13 + 2)} Youth Club") for n in range(clubs)),
        _premises(6_000, f"Brightsave Superstore, {TOWNS[0]} Retail Park"),
        _premises(6_001, f"{TOWNS[1]} Recreation Ground"),
    )


def _name_area(number: int) -> str:
    town, street = number % len(TOWNS), number // len(TOWNS)
    return f"{TOWNS[town]} {STREETS[(street * 7 + town * 3) % len(STREETS)]}"
