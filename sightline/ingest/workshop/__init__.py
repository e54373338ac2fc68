"""The mapping workshop: what columns of a sample could be, a draft of the mapping, and what a person must answer."""
