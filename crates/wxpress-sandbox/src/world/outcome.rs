//! How publications end (docs/reference/wechat-api.md §7.3).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// How a publication ends. Written as the platform's number, or as `{"status": 2, "fail_idx": [1]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub(crate) enum Outcome {
    Published,
    /// Published, then the platform banned all articles.
    Banned,
    Failed {
        why: Failure,
        /// Which articles are to blame, counted from 1; empty means all.
        articles: BTreeSet<usize>,
    },
}

/// Why a publication failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    Originality,
    Ordinary,
    Review,
}

impl From<Failure> for Outcome {
    fn from(why: Failure) -> Self {
        Self::Failed { why, articles: BTreeSet::new() }
    }
}

impl Outcome {
    /// The platform's number.
    pub(crate) fn status(&self) -> u8 {
        match self {
            Self::Published => 0,
            Self::Failed { why: Failure::Originality, .. } => 2,
            Self::Failed { why: Failure::Ordinary, .. } => 3,
            Self::Failed { why: Failure::Review, .. } => 4,
            Self::Banned => 6,
        }
    }

    /// Which of so many articles failed, counted from 1.
    pub(crate) fn fail_idx(&self, article_count: usize) -> Vec<usize> {
        match self {
            Self::Published | Self::Banned => Vec::new(),
            Self::Failed { articles, .. } => {
                (1..=article_count).filter(|idx| articles.is_empty() || articles.contains(idx)).collect()
            }
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Number(u8),
    Object {
        status: u8,
        #[serde(default)]
        fail_idx: BTreeSet<usize>,
    },
}

impl TryFrom<Written> for Outcome {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, &'static str> {
        let (status, articles) = match written {
            Written::Number(status) => (status, BTreeSet::new()),
            Written::Object { status, fail_idx } => (status, fail_idx),
        };
        if articles.contains(&0) {
            return Err("fail_idx counts from 1");
        }
        let why = match status {
            0 | 6 if !articles.is_empty() => return Err("only the statuses 2, 3 and 4 have a fail_idx"),
            0 => return Ok(Self::Published),
            6 => return Ok(Self::Banned),
            2 => Failure::Originality,
            3 => Failure::Ordinary,
            4 => Failure::Review,
            _ => return Err("a publication ends in status 0, 2, 3, 4 or 6"),
        };
        Ok(Self::Failed { why, articles })
    }
}

impl From<Outcome> for Written {
    fn from(outcome: Outcome) -> Self {
        let status = outcome.status();
        match outcome {
            Outcome::Failed { articles, .. } if !articles.is_empty() => {
                Self::Object { status, fail_idx: articles }
            }
            _ => Self::Number(status),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_a_number_or_names_the_articles_to_blame() {
        for text in ["0", "2", "3", "4", "6", r#"{"status":4,"fail_idx":[1,3]}"#] {
            let outcome: Outcome = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&outcome).unwrap(), text);
        }
        let outcome: Outcome = serde_json::from_str(r#"{"status":4,"fail_idx":[3,1,9]}"#).unwrap();
        assert_eq!((outcome.status(), outcome.fail_idx(3)), (4, vec![1, 3]));
        assert_eq!(Outcome::from(Failure::Ordinary).fail_idx(2), [1, 2]);
        for text in ["1", "5", "7", r#"{"status":0,"fail_idx":[1]}"#, r#"{"status":2,"fail_idx":[0]}"#] {
            assert!(serde_json::from_str::<Outcome>(text).is_err(), "{text}");
        }
    }
}
