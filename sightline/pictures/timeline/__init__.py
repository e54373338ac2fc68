"""The timeline of a child: its facts, its lanes, and the drawing of all of them on one sheet."""
