//! Which database a URL names.

use std::{path::PathBuf, str::FromStr};

use sqlx::postgres::PgConnectOptions;

use crate::Error;

/// A parsed database URL.
#[derive(Debug)]
pub(crate) enum Location {
    Sqlite(PathBuf),
    Postgres(Box<PgConnectOptions>),
}

impl FromStr for Location {
    type Err = Error;

    fn from_str(url: &str) -> Result<Self, Error> {
        if let Some(rest) = url.strip_prefix("sqlite:") {
            let path = rest.strip_prefix("//").unwrap_or(rest);
            return match path {
                "" => Err(Error::BadUrl("sqlite: is followed by the path of a file")),
                ":memory:" => Err(Error::BadUrl("a database in memory is not kept: name a file")),
                _ if path.contains('?') => Err(Error::BadUrl("sqlite: takes a path and no options")),
                _ => Ok(Self::Sqlite(path.into())),
            };
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            // What sqlx says of a URL may repeat parts of it, and a URL may hold a password.
            return url
                .parse()
                .map(|options| Self::Postgres(Box::new(options)))
                .map_err(|_| Error::BadUrl("it is not a PostgreSQL URL"));
        }
        Err(Error::BadUrl("it starts with neither sqlite: nor postgres://"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(url: &str) -> String {
        url.parse::<Location>().unwrap_err().to_string()
    }

    #[test]
    fn a_sqlite_path_is_taken_as_written() {
        for (url, path) in [
            ("sqlite:wxpress.db", "wxpress.db"),
            ("sqlite://data/wxpress.db", "data/wxpress.db"),
            ("sqlite:///var/lib/数据 100%/wxpress.db", "/var/lib/数据 100%/wxpress.db"),
        ] {
            let location = url.parse().unwrap();
            assert!(matches!(location, Location::Sqlite(found) if found.as_os_str() == path), "{url}");
        }
    }

    #[test]
    fn both_spellings_of_postgres_are_taken() {
        for url in ["postgres://u:p@localhost/wx", "postgresql:///wx?host=/run/postgresql"] {
            assert!(matches!(url.parse(), Ok(Location::Postgres(_))), "{url}");
        }
    }

    #[test]
    fn an_unusable_url_is_refused_without_repeating_it() {
        for url in
            ["", "sqlite:", "sqlite::memory:", "sqlite://a.db?mode=ro", "mysql://u:hunter2@localhost/wx"]
        {
            assert!(refusal(url).starts_with("the database URL is not usable"), "{url}");
        }
        assert!(!refusal("postgres://u:hunter2@localhost:notaport/wx").contains("hunter2"));
    }
}
