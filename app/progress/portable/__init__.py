"""What a learner can take along: a file of everything, a code that others can check, an invitation to a device."""
