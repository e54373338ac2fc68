"""What every page uses: the door, limits on what browsers send, words and dates."""
