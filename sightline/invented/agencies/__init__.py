"""What each invented agency writes: a module for every agency, or for those that write alike."""
