"""What people write over time, append-only: the checked draft of an entry, its writer, the state, lines and notices."""
