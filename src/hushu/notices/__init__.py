"""What waits for a person and how they are told: in-app inbox, digest, mail and WeCom robot."""
