-- before
CREATE TABLE events (id int, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2 (id int, at date NOT NULL);

-- up
ALTER TABLE events DETACH PARTITION events_1;
ALTER TABLE events ATTACH PARTITION events_2 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_3 PARTITION OF events DEFAULT;

-- down
-- rows-lost: the rows of `events_3` are lost
DROP TABLE IF EXISTS events_3;
ALTER TABLE events ATTACH PARTITION events_1 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
ALTER TABLE events DETACH PARTITION events_2;
