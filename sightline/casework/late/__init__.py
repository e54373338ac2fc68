"""What arrives late: one item a child for clocks that were over on arrival, and layouts that agencies wait for."""
