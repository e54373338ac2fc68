"""The commands about what climbs: which rules escalate, the tick, who is on duty, and whom others call back."""
