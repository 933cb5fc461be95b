"""Start Ajar from a checkout (`python app`) and from a frozen build."""

from ajar.__main__ import main

if __name__ == "__main__":  # a spawned worker imports this file again, under another name
    main()
