"""Hushu (户枢): the front desk, the cases and the papers of properties, many in one house."""
