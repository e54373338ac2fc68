"""What every page goes through: the door, bounds on what browsers send, words and dates."""
