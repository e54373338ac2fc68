"""The work list: open actions by deadline, and the page of each."""
