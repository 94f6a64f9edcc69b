-- What the platform's console and this side have agreed upon for the callback of an account.
CREATE TABLE callbacks (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    secret BLOB NOT NULL,
    secret_key_id TEXT NOT NULL,
    is_encrypted BOOLEAN NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Pushes that came, so that the same one again is known.
CREATE TABLE pushes (
    appid TEXT NOT NULL,
    key TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (appid, key)
);
CREATE INDEX pushes_received_at ON pushes (received_at);

-- Whom events are told.
CREATE TABLE webhooks (
    id TEXT NOT NULL PRIMARY KEY,
    url TEXT NOT NULL,
    secret BLOB NOT NULL,
    secret_key_id TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE deliveries (
    id TEXT NOT NULL PRIMARY KEY,
    webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    -- When it is next tried.
    next_at BIGINT,
    -- What the receiver answered last, or why it did not.
    status BIGINT,
    problem TEXT,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX deliveries_next_at ON deliveries (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX deliveries_webhook ON deliveries (webhook_id, id);
