"""What goes wrong between a course system and us, in sentences for the person who stands between."""


class LtiError(Exception):
    """A launch, a registration or a choice is refused; the message says why, and what to do."""
