"""Which rules can escalate, and which of them are on."""
