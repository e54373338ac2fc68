"""Names, addresses, numbers and ages in one form, so that what is the same can be seen to be the same."""
