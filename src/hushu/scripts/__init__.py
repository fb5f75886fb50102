"""The words to say at the desk: situations, versions in force by signature, found by pinyin."""
