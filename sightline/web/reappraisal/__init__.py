"""The pages of decisions to look at again."""
