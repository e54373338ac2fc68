"""Accounts from invitation to closing: who manages which, one-time links, approvals, delays and confirmations."""
