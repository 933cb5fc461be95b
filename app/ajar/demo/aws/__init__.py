"""A fake of AWS, driven by botocore's own models of the services: real clients talk to it over loopback."""
