"""Marrow & Finch, the made-up company: its buckets, their policies and what lies in them."""
