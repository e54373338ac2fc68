"""A family by the genogram convention, and below it who gives the child's addresses, and when."""
