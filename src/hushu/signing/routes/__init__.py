"""Pages of signing: papers and deeds, deputies, chains, the drawn signature, and the public check."""
