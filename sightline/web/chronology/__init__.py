"""The pages of people, chronologies and records."""
