"""The telegram: letters sent one by one under the right and the wrong dictionary, and the bits of both counted."""
