-- Videos of the partner API on their way to WeChat, and what became of them. A file is one row for each account.
CREATE TABLE videos (
    id TEXT NOT NULL PRIMARY KEY,
    origin TEXT NOT NULL,
    appid TEXT NOT NULL,
    sha1 BLOB NOT NULL,
    size_bytes BIGINT NOT NULL,
    filename TEXT NOT NULL,
    words TEXT NOT NULL,
    path TEXT,
    vid TEXT,
    state TEXT NOT NULL,
    media_id TEXT,
    problem TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX videos_file ON videos (origin, appid, sha1, size_bytes);
CREATE INDEX videos_vid ON videos (origin, appid, vid);

-- Blocks that WeChat has acknowledged, each under the vid that it was sent with.
CREATE TABLE video_blocks (
    video_id TEXT NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    vid TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (video_id, vid, number)
);

-- How many of a day's calls an account has used.
CREATE INDEX calls_of_a_day ON calls (appid, endpoint, intent_at);
