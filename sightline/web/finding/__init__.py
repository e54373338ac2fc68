"""The pages of finding: the one box, the form box by box, and their results."""
