"""``python -m mayfly`` is ``mayfly``."""

from mayfly.cli import main

if __name__ == "__main__":
    main()
