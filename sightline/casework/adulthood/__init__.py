"""A child who turns 18 while something about them is unanswered: it stays open, and adult safeguarding is told too."""
