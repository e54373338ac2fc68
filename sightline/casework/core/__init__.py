"""What every domain of casework stands on: who acts, what is served, the clock, databases, logs, errors."""
