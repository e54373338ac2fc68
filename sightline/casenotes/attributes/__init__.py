"""How a marked sign is meant: denied or not, sure, when, of whom, who says it, and whom wording blames."""
