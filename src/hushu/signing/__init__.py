"""Chains of steps that someone must read, agree or answer for, with every signature hash-bound to the one before."""
