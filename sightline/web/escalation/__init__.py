"""The pages of items and clocks: answering, disagreeing, reviewing."""
