"""What is decided about learning reviews."""
