"""Access: who may open which child, for which reason and until when; who knows a child; reviews of those who looked."""
