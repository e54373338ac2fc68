"""Posts: the holder and deputy of each, the rota, and the telephone to call."""
