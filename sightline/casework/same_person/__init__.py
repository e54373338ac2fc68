"""Same person on one's own initiative: who else has a name, putting people together, and splitting one."""
