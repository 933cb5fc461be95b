"""The demo cloud: small fakes of AWS and Google Cloud, filled with a made-up company, on loopback only."""
