"""What people decided that depends on who is who, or on what was recognised: each domain registers what it keeps."""
