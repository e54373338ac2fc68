"""The pages of rules: what Sightline looks for, switches, guidance, withdrawal."""
