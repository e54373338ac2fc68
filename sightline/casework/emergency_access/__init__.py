"""Emergency access: a child's restricted records, opened for some hours with a reason, told at once and reviewed."""
