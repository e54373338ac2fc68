"""The pages of putting two people together or splitting one."""
