"""What archives print and export: catalogs, the year's report."""
