"""The page of a verdict in a real browser: what its script makes of it (`make browser`)."""
