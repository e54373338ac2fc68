"""Accounts from invitation to closing: who may act on whose, one-time links, second persons, waits, confirmations."""
