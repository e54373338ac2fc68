"""The pages of restrictions: restricting a record, the list, one restriction, and what is decided later."""
