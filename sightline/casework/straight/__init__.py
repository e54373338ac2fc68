"""The straight line: a suspicion, an account of harm and a possible group open an item when their record arrives."""
