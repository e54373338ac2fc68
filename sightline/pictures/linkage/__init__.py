"""Pictures of how good the matching is: weights, the parts of one weight, and counts as bars."""
