"""What is decided about rosters without a database."""
