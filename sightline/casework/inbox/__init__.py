"""The inbox: what came to an account, and which of it that account has read."""
