//! How fast mass sends go out.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::answer::{Answer, Reply};
use crate::api::Call;
use crate::api::paging::number_field;
use crate::errcode::Errcode;

/// Ten thousand messages a minute, by level.
const REAL_SPEEDS: [u32; 5] = [80, 60, 45, 30, 10];

#[derive(Serialize)]
struct SpeedAnswer {
    speed: usize,
    realspeed: Option<u32>,
}

/// `POST /cgi-bin/message/mass/speed/get`
pub(in crate::api) fn speed_get(call: &mut Call<'_>) -> Reply {
    let speed = call.at_desk(|desk| Ok(desk.account.mass_speed))?;
    Answer::json(&SpeedAnswer { speed, realspeed: REAL_SPEEDS.get(speed).copied() })
}

/// `POST /cgi-bin/message/mass/speed/set`: a level from 0 to 4, otherwise 45083; none is 45084.
pub(in crate::api) fn speed_set(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    if !body.contains_key("speed") {
        return Err(Errcode::NO_SPEED.into());
    }
    let speed = usize::try_from(number_field(body, "speed")?).map_err(|_| Errcode::SPEED_OUT_OF_RANGE)?;
    if speed >= REAL_SPEEDS.len() {
        return Err(Errcode::SPEED_OUT_OF_RANGE.into());
    }
    call.at_desk(|desk| {
        desk.account.mass_speed = speed;
        desk.save_account();
        Ok(Answer::ok())
    })
}
