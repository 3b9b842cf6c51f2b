"""What a learner carries along: a file of everything, a code that others can check, an invitation to another device."""
