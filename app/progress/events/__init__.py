"""What a learner did: events, the rules of their fields, and how they are written down."""
