"""What the queue and the clock start in the archives, by noun."""
