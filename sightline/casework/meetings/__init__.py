"""Meetings: who was invited and who came, decisions, who does which action, and what is overdue."""
