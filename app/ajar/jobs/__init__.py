"""What Ajar does with a cloud: read and judge it, and write back what a person confirmed."""
