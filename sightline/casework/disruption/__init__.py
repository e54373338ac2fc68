"""The disruption ledger: which lawful measure was considered by whom, used or not, and why."""
