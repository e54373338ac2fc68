"""Journal: entries that people add and nobody changes: checked drafts, writers, states, lines and notices."""
