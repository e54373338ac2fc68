"""The work list: what waits for somebody, by deadline, and an item's page."""
