BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
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
CREATE TABLE probe (
	id INTEGER NOT NULL, 
	count BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "probe" VALUES(1,0);
CREATE TABLE summaries (
	learner VARCHAR(22) NOT NULL, 
	seq BIGINT NOT NULL, 
	PRIMARY KEY (learner)
)
 WITHOUT ROWID

;
INSERT INTO "summaries" VALUES('learner-of-long-ago-01',7);
CREATE TABLE summary_items (
	learner VARCHAR(22) NOT NULL, 
	lesson VARCHAR(80) NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	seq BIGINT NOT NULL, 
	state JSON NOT NULL, 
	PRIMARY KEY (learner, lesson, kind, name)
)
 WITHOUT ROWID

;
INSERT INTO "summary_items" VALUES('learner-of-long-ago-01','wrong-dictionary','check','fair-matched',6,'{"attempts": 2, "right": 1, "last": 6, "last_right": true, "numbers": {"7": {"answer": {"event_id": "00000000-0000-0000-0000-000000000002", "at": "2025-03-01T09:00:02.000002+00:00", "answer_text": "0,531 \u221e", "verdict": "wrong", "misconception": "other-direction"}, "hints": 2, "solution": true}, "8": {"answer": {"event_id": "00000000-0000-0000-0000-000000000006", "at": "2025-03-01T09:00:06.000006+00:00", "answer_text": "0.737", "verdict": "right", "misconception": null}}}}');
INSERT INTO "summary_items" VALUES('learner-of-long-ago-01','wrong-dictionary','completed','',7,'{"event_id": "00000000-0000-0000-0000-000000000007", "at": "2025-03-01T09:00:07.000007+00:00"}');
INSERT INTO "summary_items" VALUES('learner-of-long-ago-01','wrong-dictionary','prediction','first-guess',1,'{"event_id": "00000000-0000-0000-0000-000000000001", "at": "2025-03-01T09:00:01.000001+00:00", "prediction": "first-guess", "quantity": "kl", "guess": "Infinity", "truth": 0.30000000000000004, "unit": "bits"}');
CREATE INDEX events_by_arrival ON events (learner, seq);
COMMIT;
