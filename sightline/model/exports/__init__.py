"""What `sightline export` writes: tables of the current snapshot, and lists of what people write."""
