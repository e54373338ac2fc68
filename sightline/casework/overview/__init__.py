"""Overview: what the first screen of a person's page says, and what is above each of its tabs."""
