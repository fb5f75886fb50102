"""Buildings, units and households, as small as the desk needs them to recognise a caller.

Requirements: PPL-7 (units and households), PPL-8, PREM-3 (shown at every contact).
"""
