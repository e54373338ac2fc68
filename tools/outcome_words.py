"""Says for the reference pages which outcomes a rule means by no further action."""

from sightline.rulebook.closed_outcomes import ClosedOutcome


def say_outcome(test: ClosedOutcome) -> str:
    """What a rule means, with the words that it leaves out and its reason."""
    groups = " and ".join(f"`{one}`" for one in test.leaves_out)
    return f"no further action on a {test.of}" + (f", without {groups}: {test.because.rstrip('.')}" if groups else "")


def say_outcome_tests(closed: ClosedOutcome | None, other: ClosedOutcome | None) -> list[str]:
    """What a fact's outcome must be, each as the part of a sentence: closed, or any other outcome."""
    said = [f"the outcome is {say_outcome(closed)}"] if closed else []
    return [*said, *([f"there is an outcome other than {say_outcome(other)}"] if other else [])]
