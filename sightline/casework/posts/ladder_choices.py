"""The ladders and seats that columns may name: those that rules give now, so that a new one needs no migration."""

from sightline.escalation import read_ladders


def ladders() -> list[tuple[str, str]]:
    """The ladders, each with what it is called."""
    return [(name, ladder.rule.label) for name, ladder in read_ladders().items()]


def seats() -> list[tuple[str, str]]:
    """The seats of all stages, each with the post that it is in the first ladder that has it."""
    every = [seat for ladder in read_ladders().values() for rung in ladder.rungs for seat in rung.seats]
    return [(seat.id, seat.post) for seat in {seat.id: seat for seat in reversed(every)}.values()]
