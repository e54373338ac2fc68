"""Letters to adults named in records: who said that it is safe to tell them, why none goes, and what was sent."""
