"""What is planted among the ordinary lives: groups and their stories, look-alikes, children at risk."""
