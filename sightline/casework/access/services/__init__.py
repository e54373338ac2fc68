"""What people decide about access."""
