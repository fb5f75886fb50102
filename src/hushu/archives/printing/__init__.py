"""What is printed of archives, by noun."""
