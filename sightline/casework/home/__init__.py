"""Home pages by role: open actions, what is new and what arrived late."""
