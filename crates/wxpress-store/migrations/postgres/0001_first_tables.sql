-- Facts about the store itself. The row 'key_check' tells whether the master key is the right one.
CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value BYTEA NOT NULL,
    key_id TEXT NOT NULL
);

CREATE TABLE accounts (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    appid TEXT NOT NULL,
    secret BYTEA NOT NULL,
    secret_key_id TEXT NOT NULL,
    remark TEXT,
    is_default BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX accounts_name ON accounts (name);
CREATE UNIQUE INDEX accounts_appid ON accounts (appid);
CREATE UNIQUE INDEX accounts_is_default ON accounts (is_default) WHERE is_default;

-- One row holds both the cached access token and the lease on fetching the next one,
-- so that saving a token and checking its fence are a single statement.
CREATE TABLE tokens (
    key TEXT NOT NULL PRIMARY KEY,
    token BYTEA,
    token_key_id TEXT,
    fetched_at BIGINT,
    expires_at BIGINT,
    fence BIGINT NOT NULL,
    lease_owner TEXT NOT NULL,
    lease_until BIGINT NOT NULL
);

CREATE TABLE uploads (
    origin TEXT NOT NULL,
    appid TEXT NOT NULL,
    sha256 BYTEA NOT NULL,
    kind TEXT NOT NULL,
    media_id TEXT,
    url TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (origin, appid, sha256, kind)
);
CREATE INDEX uploads_media_id ON uploads (origin, appid, media_id);
CREATE INDEX uploads_url ON uploads (origin, appid, url);

CREATE TABLE calls (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    origin TEXT NOT NULL,
    appid TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    request_sha256 BYTEA NOT NULL,
    subject TEXT NOT NULL,
    state TEXT NOT NULL,
    result TEXT,
    errcode BIGINT,
    rid TEXT,
    detail TEXT,
    intent_at BIGINT NOT NULL,
    outcome_at BIGINT
);
CREATE INDEX calls_appid ON calls (appid, id);
CREATE INDEX calls_state ON calls (state, id);
