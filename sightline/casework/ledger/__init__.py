"""The sharing ledger: which records of one body were shown to another's reader, left in a file, or were refused."""
