-- What a waiting job waits for besides its time, such as the event that ends a publication.
ALTER TABLE jobs ADD COLUMN awaits TEXT;
CREATE INDEX jobs_awaits ON jobs (appid, awaits) WHERE awaits IS NOT NULL;

-- Calls that change nothing but are few a day, counted. A day is the one of Beijing, by its date.
CREATE TABLE daily_calls (
    origin TEXT NOT NULL,
    appid TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    day TEXT NOT NULL,
    used BIGINT NOT NULL,
    PRIMARY KEY (origin, appid, endpoint, day)
);
