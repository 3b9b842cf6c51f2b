BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
CREATE TABLE events (
	seq INTEGER NOT NULL, 
	event_id CHAR(32) NOT NULL, 
	learner VARCHAR(22) NOT NULL, 
	lesson VARCHAR(80) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	at DATETIME NOT NULL, 
	body JSON NOT NULL, done DATETIME, zone INTEGER, origin CHAR(32), 
	PRIMARY KEY (seq), 
	UNIQUE (event_id)
);
INSERT INTO "events" VALUES(1,'00000000000000000000000000000001','learner-of-long-ago-01','wrong-dictionary','prediction_committed','2025-03-01 09:00:01.000001','{"prediction": "first-guess", "quantity": "kl", "guess": "Infinity", "truth": 0.30000000000000004, "unit": "bits"}',NULL,60,NULL);
INSERT INTO "events" VALUES(2,'00000000000000000000000000000002','learner-of-long-ago-01','wrong-dictionary','answer_given','2025-03-01 09:00:02.000002','{"check": "fair-matched", "seed": 7, "answer_text": "0,531 \u221e", "verdict": "wrong", "misconception": "other-direction"}','2025-03-01 08:55:02.000002',60,NULL);
INSERT INTO "events" VALUES(3,'00000000000000000000000000000003','learner-of-long-ago-01','wrong-dictionary','hint_shown','2025-03-01 09:00:03.000003','{"check": "fair-matched", "seed": 7, "hint": 2}',NULL,60,NULL);
INSERT INTO "events" VALUES(4,'00000000000000000000000000000004','learner-of-long-ago-01','wrong-dictionary','solution_shown','2025-03-01 09:00:04.000004','{"check": "fair-matched", "seed": 7}',NULL,60,NULL);
INSERT INTO "events" VALUES(5,'00000000000000000000000000000005','learner-of-long-ago-01','wrong-dictionary','check_renewed','2025-03-01 09:00:05.000005','{"check": "fair-matched", "seed": 8}',NULL,60,NULL);
INSERT INTO "events" VALUES(6,'00000000000000000000000000000006','learner-of-long-ago-01','wrong-dictionary','answer_given','2025-03-01 09:00:06.000006','{"check": "fair-matched", "seed": 8, "answer_text": "0.737", "verdict": "right", "misconception": null}',NULL,60,NULL);
INSERT INTO "events" VALUES(7,'00000000000000000000000000000007','learner-of-long-ago-01','wrong-dictionary','lesson_completed','2025-03-01 09:00:07.000007','{}',NULL,60,NULL);
CREATE TABLE invitations (
	code VARCHAR(8) NOT NULL, 
	learner VARCHAR(22) NOT NULL, 
	gives BOOLEAN NOT NULL, 
	made DATETIME NOT NULL, 
	asker VARCHAR(22), 
	number INTEGER NOT NULL, 
	answer BOOLEAN, 
	PRIMARY KEY (code)
)
 WITHOUT ROWID

;
INSERT INTO "invitations" VALUES('K7QF0M2D','learner-of-long-ago-01',1,'2025-03-01 09:00:07.000007','learner-of-two-devices',47,1);
CREATE TABLE joined (
	learner VARCHAR(22) NOT NULL, 
	becomes VARCHAR(22) NOT NULL, 
	PRIMARY KEY (learner)
)
 WITHOUT ROWID

;
INSERT INTO "joined" VALUES('learner-of-two-devices','learner-of-long-ago-01');
CREATE TABLE probe (
	id INTEGER NOT NULL, 
	count BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "probe" VALUES(1,0);
CREATE TABLE room_answers (
	code VARCHAR(4) NOT NULL, 
	round INTEGER NOT NULL, 
	participant VARCHAR(22) NOT NULL, 
	given JSON NOT NULL, 
	verdict VARCHAR(20), 
	slip VARCHAR(80), 
	value FLOAT, 
	confidence INTEGER, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (code, round, participant)
)
 WITHOUT ROWID

;
INSERT INTO "room_answers" VALUES('KQWZ',1,'p1','{"text": "0.64"}','right',NULL,0.64,NULL,'2025-03-01 10:00:00.000000');
CREATE TABLE room_people (
	code VARCHAR(4) NOT NULL, 
	participant VARCHAR(22) NOT NULL, 
	name VARCHAR(40), 
	joined DATETIME NOT NULL, 
	stuck INTEGER, 
	PRIMARY KEY (code, participant)
)
 WITHOUT ROWID

;
INSERT INTO "room_people" VALUES('KQWZ','p1',NULL,'2025-03-01 10:00:00.000000',NULL);
CREATE TABLE room_rounds (
	code VARCHAR(4) NOT NULL, 
	round INTEGER NOT NULL, 
	scene INTEGER NOT NULL, 
	opened DATETIME NOT NULL, 
	PRIMARY KEY (code, round)
)
 WITHOUT ROWID

;
INSERT INTO "room_rounds" VALUES('KQWZ',1,0,'2025-03-01 10:00:00.000000');
CREATE TABLE rooms (
	code VARCHAR(4) NOT NULL, 
	"key" VARCHAR(22) NOT NULL, 
	token VARCHAR(64) NOT NULL, 
	made DATETIME NOT NULL, 
	expires DATETIME NOT NULL, 
	version BIGINT NOT NULL, 
	step BIGINT NOT NULL, 
	phase VARCHAR(12) NOT NULL, 
	scene INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	closes DATETIME, 
	shows JSON NOT NULL, 
	driver VARCHAR(22), 
	settings JSON NOT NULL, 
	scenes JSON NOT NULL, 
	PRIMARY KEY (code)
)
 WITHOUT ROWID

;
INSERT INTO "rooms" VALUES('KQWZ','room-key-0123456789abc','0000000000000000000000000000000000000000000000000000000000000000','2025-03-01 10:00:00.000000','2125-02-05 10:00:00.000000',4,2,'open',0,1,NULL,'[]',NULL,'{"names": false, "days": 7, "door": true}','[{"kind": "check", "lesson": "wrong-dictionary", "check": "the-gap"}]');
CREATE TABLE summaries (
	learner VARCHAR(22) NOT NULL, 
	seq BIGINT NOT NULL, taken BIGINT DEFAULT '0' NOT NULL, 
	PRIMARY KEY (learner)
)
 WITHOUT ROWID

;
INSERT INTO "summaries" VALUES('learner-of-long-ago-01',7,7);
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
INSERT INTO "summary_items" VALUES('learner-of-long-ago-01','course.study','habits','',7,'{"days": {"2025": "1000000000000000"}, "place": ["wrong-dictionary", "check", "fair-matched"], "zone": 60}');
INSERT INTO "summary_items" VALUES('learner-of-long-ago-01','course.study','memory','wrong-dictionary.fair-matched',6,'{"days": " 739311:5", "last": 739311, "right": 1, "last_right": 739311, "card": [0.212, 6.4133, 739312], "slips": {"other-direction": 739311}, "hint": ["wrong-dictionary", 7], "solution": ["wrong-dictionary", 7]}');
INSERT INTO "summary_items" VALUES('learner-of-long-ago-01','wrong-dictionary','check','fair-matched',6,'{"attempts": 2, "right": 1, "last": 6, "last_right": true, "numbers": {"7": {"answer": {"event_id": "00000000-0000-0000-0000-000000000002", "at": "2025-03-01T09:00:02.000002+00:00", "done": "2025-03-01T08:55:02.000002+00:00", "zone": 60, "answer_text": "0,531 \u221e", "verdict": "wrong", "misconception": "other-direction"}, "hints": 2, "solution": true}, "8": {"answer": {"event_id": "00000000-0000-0000-0000-000000000006", "at": "2025-03-01T09:00:06.000006+00:00", "zone": 60, "answer_text": "0.737", "verdict": "right", "misconception": null}}}}');
INSERT INTO "summary_items" VALUES('learner-of-long-ago-01','wrong-dictionary','completed','',7,'{"event_id": "00000000-0000-0000-0000-000000000007", "at": "2025-03-01T09:00:07.000007+00:00", "zone": 60}');
INSERT INTO "summary_items" VALUES('learner-of-long-ago-01','wrong-dictionary','prediction','first-guess',1,'{"event_id": "00000000-0000-0000-0000-000000000001", "at": "2025-03-01T09:00:01.000001+00:00", "zone": 60, "prediction": "first-guess", "quantity": "kl", "guess": "Infinity", "truth": 0.30000000000000004, "unit": "bits"}');
CREATE INDEX events_by_arrival ON events (learner, seq);
CREATE INDEX ix_joined_becomes ON joined (becomes);
CREATE INDEX ix_rooms_expires ON rooms (expires);
COMMIT;
