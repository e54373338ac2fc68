"""The straight line: who is told at once of a suspicion, a disclosure or a possible group, and who is next."""
