"""The inbox: the notices of an account, and which of them the account has read."""
