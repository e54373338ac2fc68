"""Tables of people that nobody has linked: how they are read, and how a model is trained on one."""
