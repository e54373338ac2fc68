"""Which rules are on, who owns them, who confirmed them against the document, and what waits for one that is off."""
