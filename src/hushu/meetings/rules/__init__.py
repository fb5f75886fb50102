"""What is decided about meetings without a database, a clock or a framework."""
