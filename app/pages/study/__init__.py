"""How far a learner is and what is due, worked out from their record: no request, no HTML."""
