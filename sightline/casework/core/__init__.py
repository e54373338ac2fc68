"""What every domain of casework uses: the actor, the served snapshot, the clock, databases, logs and errors."""
