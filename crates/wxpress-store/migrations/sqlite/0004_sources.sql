-- Jobs that must not overtake each other, such as those of the same text, have the same turn.
ALTER TABLE jobs ADD COLUMN turn TEXT;
CREATE INDEX jobs_turn ON jobs (turn, id) WHERE turn IS NOT NULL;
CREATE UNIQUE INDEX jobs_running_turn ON jobs (turn) WHERE state = 'running';

-- Texts that are published again and again, each under a name of its own.
CREATE TABLE sources (
    origin TEXT NOT NULL,
    appid TEXT NOT NULL,
    source_id TEXT NOT NULL,
    -- Of what was sent last.
    sha256 BLOB NOT NULL,
    media_id TEXT NOT NULL,
    -- Of the draft as it was read back, before a person could change it.
    seen_sha256 BLOB,
    publish_id TEXT,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (origin, appid, source_id)
);

-- Files that jobs need. The files themselves lie elsewhere, under their SHA-256.
CREATE TABLE job_attachments (
    job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    sha256 BLOB NOT NULL,
    PRIMARY KEY (job_id, sha256)
);
CREATE INDEX job_attachments_sha256 ON job_attachments (sha256);
