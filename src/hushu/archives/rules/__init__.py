"""Rules of archives, by noun: filing, grams, terms, and the words of their codes."""
