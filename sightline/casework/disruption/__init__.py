"""The disruption ledger: which lawful measures people considered, who did, whether they used them, and why."""
