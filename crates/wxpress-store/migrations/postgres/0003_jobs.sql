-- Work that outlives requests and processes.
CREATE TABLE jobs (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    origin TEXT NOT NULL,
    appid TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    input TEXT NOT NULL,
    -- The AppSecret that came with the request, until the job ends.
    secret BYTEA,
    secret_key_id TEXT,
    request_key TEXT,
    state TEXT NOT NULL,
    -- When a worker may next take it: the time that it waits for, or the end of the lease of the one that has it.
    claim_at BIGINT,
    owner TEXT NOT NULL,
    attempt BIGINT NOT NULL,
    is_cancel_asked BOOLEAN NOT NULL,
    problem TEXT,
    result TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX jobs_claim_at ON jobs (claim_at) WHERE claim_at IS NOT NULL;
CREATE INDEX jobs_appid ON jobs (appid, id);
CREATE INDEX jobs_state ON jobs (state, id);
CREATE INDEX jobs_request_key ON jobs (request_key) WHERE request_key IS NOT NULL;

-- Requests that named themselves, so that the same one twice makes its jobs once.
CREATE TABLE requests (
    key TEXT NOT NULL PRIMARY KEY,
    sha256 BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE job_steps (
    job_id TEXT COLLATE "C" NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    ordinal BIGINT NOT NULL,
    kind TEXT NOT NULL,
    input_sha256 BYTEA NOT NULL,
    state TEXT NOT NULL,
    output TEXT,
    problem TEXT,
    attempts BIGINT NOT NULL,
    begun_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (job_id, ordinal)
);
