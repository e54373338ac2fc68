"""Overview: what the first screen of a person's page says, and what stands above each of its tabs."""
