"""Rules: which are on, who owns each, who confirmed it, and what is not opened because a rule is off."""
