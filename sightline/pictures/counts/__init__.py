"""Pictures of a count and its estimate: who is on which lists, how the number grew, and what each method gives."""
