"""The pages of two officers: who is on duty, asking for a second officer, confirming, and the record once."""
