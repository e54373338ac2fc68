"""The pages of rules: what Sightline looks for, switches, guidance and withdrawal."""
