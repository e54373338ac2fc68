"""The pages of finding: the one box, the form box by box, their results, and saved searches."""
