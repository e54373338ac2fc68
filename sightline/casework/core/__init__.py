"""What every domain uses: the actor, the session, the served snapshot, the clock, databases, logs and errors."""
