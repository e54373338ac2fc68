"""The demo: an invented partnership taken through everything, with an account of each role."""
