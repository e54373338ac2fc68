"""Named SQL steps: the files that hold them, and the values that go into them."""
