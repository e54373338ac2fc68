"""The pages of access: who knows a child, opening records for a reason, teams, tasks, and reviews of reasons."""
