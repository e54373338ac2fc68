"""The straight line: who is told at once of a suspicion, an account of harm or a possible group, and who is next."""
