"""A new version of the model, trained from the records at hand, and the report on it."""
