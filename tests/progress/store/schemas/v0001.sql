BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE events (
	seq INTEGER NOT NULL, 
	event_id CHAR(32) NOT NULL, 
	learner VARCHAR(22) NOT NULL, 
	lesson VARCHAR(80) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	at DATETIME NOT NULL, 
	body JSON NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (event_id)
);
INSERT INTO "events" VALUES(1,'00000000000000000000000000000001','learner-of-long-ago-01','wrong-dictionary','prediction_committed','2025-03-01 09:00:01.000001','{"prediction": "first-guess", "quantity": "kl", "guess": "Infinity", "truth": 0.30000000000000004, "unit": "bits"}');
INSERT INTO "events" VALUES(2,'00000000000000000000000000000002','learner-of-long-ago-01','wrong-dictionary','answer_given','2025-03-01 09:00:02.000002','{"check": "fair-matched", "seed": 7, "answer_text": "0,531 \u221e", "verdict": "wrong", "misconception": "other-direction"}');
INSERT INTO "events" VALUES(3,'00000000000000000000000000000003','learner-of-long-ago-01','wrong-dictionary','hint_shown','2025-03-01 09:00:03.000003','{"check": "fair-matched", "seed": 7, "hint": 2}');
INSERT INTO "events" VALUES(4,'00000000000000000000000000000004','learner-of-long-ago-01','wrong-dictionary','solution_shown','2025-03-01 09:00:04.000004','{"check": "fair-matched", "seed": 7}');
INSERT INTO "events" VALUES(5,'00000000000000000000000000000005','learner-of-long-ago-01','wrong-dictionary','check_renewed','2025-03-01 09:00:05.000005','{"check": "fair-matched", "seed": 8}');
INSERT INTO "events" VALUES(6,'00000000000000000000000000000006','learner-of-long-ago-01','wrong-dictionary','answer_given','2025-03-01 09:00:06.000006','{"check": "fair-matched", "seed": 8, "answer_text": "0.737", "verdict": "right", "misconception": null}');
INSERT INTO "events" VALUES(7,'00000000000000000000000000000007','learner-of-long-ago-01','wrong-dictionary','lesson_completed','2025-03-01 09:00:07.000007','{}');
CREATE INDEX events_by_learner ON events (learner, lesson, seq);
COMMIT;
