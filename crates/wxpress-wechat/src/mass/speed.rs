//! [`MassSpeed`]: how fast mass sends go out.

use serde::{Deserialize, Serialize};

/// The slowest level.
const MAX_SPEED_LEVEL: u8 = 4;

/// How fast mass sends go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct MassSpeed {
    /// The level, 0 the fastest to 4 the slowest.
    pub speed: u8,
    /// Readers a minute, in units of ten thousand.
    pub realspeed: u32,
}

/// A level from 0 to 4: 800,000, 600,000, 450,000, 300,000 or 100,000 readers a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct SpeedLevel(u8);

/// A level that the platform does not have (45083).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("speed is {level}, must be 0 to {MAX_SPEED_LEVEL}")]
pub struct BadSpeedLevel {
    /// The level that was asked for.
    pub level: u8,
}

impl SpeedLevel {
    /// Takes 0 (fastest) to 4 (slowest).
    ///
    /// # Errors
    /// [`BadSpeedLevel`] for more.
    pub fn new(level: u8) -> Result<Self, BadSpeedLevel> {
        if level <= MAX_SPEED_LEVEL { Ok(Self(level)) } else { Err(BadSpeedLevel { level }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_five_levels() {
        assert!((0..5).all(|level| SpeedLevel::new(level).is_ok()));
        assert_eq!(SpeedLevel::new(5), Err(BadSpeedLevel { level: 5 }));
    }
}
