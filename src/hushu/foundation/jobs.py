"""Jobs: what the outbox asks for, done inside the property it came from, its effect and its receipt in one commit."""
