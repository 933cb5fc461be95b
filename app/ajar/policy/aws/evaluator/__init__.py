"""Is this one request allowed? By AWS's documented order of evaluation: the referee of the solver.

It shares with the solver what a policy says, and nothing of how to find out what that comes to: the two check
each other.
"""
