"""How a group became visible, quarter by quarter."""
