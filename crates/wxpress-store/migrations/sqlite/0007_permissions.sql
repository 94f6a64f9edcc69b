-- What an account may do by API, as far as it was seen.
CREATE TABLE permissions (
    origin TEXT NOT NULL,
    appid TEXT NOT NULL,
    name TEXT NOT NULL,
    is_granted BOOLEAN NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (origin, appid, name)
);
