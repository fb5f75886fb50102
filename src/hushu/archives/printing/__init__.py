"""What the archives print and export: catalogs, labels, lists, sheets of checks, packages, the year's report."""
