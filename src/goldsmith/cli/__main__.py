"""`python -m goldsmith.cli`."""

from goldsmith.cli.main import main

if __name__ == "__main__":
    main()
