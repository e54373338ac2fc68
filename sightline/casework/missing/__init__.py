"""Missing: which children are missing now, by the police's records and by telephone, and who to call."""
