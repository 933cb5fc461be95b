"""The dialog that adds an account, after its credentials were tried."""
