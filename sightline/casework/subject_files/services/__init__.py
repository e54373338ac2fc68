"""What changes files on a person, place or group: acts, and what is shown before they are done."""
