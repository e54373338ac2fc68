"""Named decisions that let a body see a child whom its own systems do not record: given, read, ended."""
