"""Archives: papers and files kept in order from the day they are filed to the day they are destroyed under witness; the
catalog speaks for the shelf and for the electronic original alike (ARCH-1 to ARCH-51)."""
