"""The demo's Google Cloud: the few methods that Ajar calls, over a made-up company's project."""
