"""The questions that people are asked about the same person: who may be one, and which join holds much."""
