"""Signing chains: whatever somebody must read, agree or answer for goes through steps, and every signature is
hash-bound to the paper and to the signature before it (SIGN-1 to SIGN-6, SIGN-8, SIGN-10)."""
