"""The Counter: one field, one member, and everything that is done with her standing."""
