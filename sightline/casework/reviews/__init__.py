"""Learning reviews: the terms of each, the data that it freezes, who may read it, and its chronology."""
