"""Deliveries: folders named by day, each with the files that came on it. They arrive at 07:00 in London."""

from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from sightline.agreements.files import FOLDER
from sightline.model.errors import BadInput
from sightline.model.when import moment
from sightline.store.arrivals import ENDINGS

ARRIVES = time(7)


@dataclass(frozen=True, slots=True)
class Delivery:
    """The CSV and Excel files that came on one day, and the moment at which they arrive."""

    day: date
    folder: Path
    files: tuple[Path, ...]

    @property
    def arrives_at(self) -> str:
        """07:00 in London on its day, in UTC."""
        return moment(self.day, ARRIVES)


@dataclass(frozen=True, slots=True)
class Deliveries:
    """What is played, what comes after the last day, and files that are in no day's folder. In order of days.

    `agreements` is the folder that covers them, if there is one beside them.
    """

    played: tuple[Delivery, ...]
    left_out: tuple[Delivery, ...]
    loose: tuple[str, ...]
    agreements: Path | None = None

    @property
    def begins_at(self) -> str:
        """The first moment of the day of the first delivery, in London, in UTC."""
        return moment(self.played[0].day, time.min)


def read_deliveries(*, folder: Path, until: date) -> Deliveries:
    """Every delivery below a folder. BadInput where a folder is not named by a day, or there is nothing to play."""
    if not folder.is_dir():
        raise BadInput(
            "There is no such folder.", code="no_such_file", where=str(folder), what_to_do="Check the path of DIR."
        )
    agreements = folder / FOLDER
    entries = sorted(each for each in folder.iterdir() if each != agreements)
    wrong = [each.name for each in entries if each.is_dir() and _day(each.name) is None]
    if wrong:
        raise BadInput(
            f"{len(wrong)} folders are not named by a day. Nothing was played.",
            code="not_a_day",
            where=", ".join(wrong[:10]),
            what_to_do="Name each folder by the day its files came, as 2026-01-31, and keep other folders elsewhere.",
        )
    found = [_read_delivery(each, day) for each in entries if each.is_dir() and (day := _day(each.name)) is not None]
    played = tuple(one for one in found if one.day <= until)
    if not any(one.files for one in played):
        raise BadInput(
            f"No CSV or Excel file came on or before {until}. Nothing was played.",
            code="no_files",
            where=str(folder),
            what_to_do="Put each day's files into a folder named by the day, as 2026-01-31, or give a later --until.",
        )
    loose = tuple(each.name for each in entries if each.suffix.lower() in ENDINGS and not each.is_dir())
    return Deliveries(
        played, tuple(one for one in found if one.day > until), loose, agreements if agreements.is_dir() else None
    )


def _read_delivery(folder: Path, day: date) -> Delivery:
    files = (each for each in folder.iterdir() if each.suffix.lower() in ENDINGS)
    return Delivery(day, folder, tuple(sorted(files)))


def _day(name: str) -> date | None:
    """The day that a folder's name is, written 2026-01-31 and no other way."""
    try:
        day = date.fromisoformat(name)
    except ValueError:
        return None
    return day if day.isoformat() == name else None
