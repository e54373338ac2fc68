"""What changes accounts: each act with its decision and its audit, and what its page shows before it is done."""
