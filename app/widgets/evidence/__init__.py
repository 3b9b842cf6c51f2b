"""Evidence that adds up flip by flip: its average, its spread, and how probable it is that a limit is reached."""
