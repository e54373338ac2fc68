"""Late data: one item a child for deadlines that were over on arrival, and layouts that agencies have not sent."""
