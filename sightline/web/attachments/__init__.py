"""The pages of documents: adding one, opening, reporting and withdrawing it."""
