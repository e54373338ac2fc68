"""The question asked the other way, which stands beside every day on which something could have been seen."""

from datetime import date

from sightline.pictures.scales import counted, long_day


def ask_other_way(others: int, until: date) -> str:
    """How often the same pattern had been found of others by that day."""
    times = counted(others, "other time") if others else "no other time"
    return (
        f"Asked the other way: by {long_day(until)} the same pattern had been found {times} in records you can see. "
        "What happened later is not counted."
    )
