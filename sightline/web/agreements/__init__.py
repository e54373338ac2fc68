"""The page of agreements: which agency shares which files, and what people must review or renew."""
