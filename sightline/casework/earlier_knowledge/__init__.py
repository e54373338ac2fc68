"""Earlier knowledge: what agencies knew of a child on an earlier day, for those who may open the child."""
