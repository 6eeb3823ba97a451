"""The state-transition modules, one concept a file or package."""
