"""What notes name: each naming in one form, what it may be the same as, and what people confirmed of it."""
