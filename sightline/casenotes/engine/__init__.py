"""What makes reading fast and changes nothing that is read: memory of sentences, and which rules may stand at all."""
