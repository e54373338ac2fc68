"""The disruption ledger: which lawful measures were considered, by whom, whether they were used, and why."""
