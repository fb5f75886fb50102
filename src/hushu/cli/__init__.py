"""The command line: what an operator types, one small file a group of commands."""
