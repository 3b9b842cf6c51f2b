"""xAPI: each deed of a learner, told once to a record store that an institution keeps."""
