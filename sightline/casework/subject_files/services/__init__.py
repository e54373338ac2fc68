"""What changes files on a person, place or group: each act with its decision and its audit, and what its page shows before it is done."""
