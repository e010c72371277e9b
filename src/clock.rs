//! What time it is at the office: the only room that reads the machine's clock.

use chrono::{DateTime, Local, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

/// What time it is at the office.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// The machine's, in the office's zone.
    Machine(Tz),
    /// One moment, for reproducible output.
    Fixed(NaiveDateTime, Tz),
}

impl Clock {
    /// The machine's clock in the zone of an office that has not said another.
    pub fn office() -> Self {
        Self::Machine(chrono_tz::Asia::Shanghai)
    }

    /// One moment at such an office.
    pub fn fixed(now: NaiveDateTime) -> Self {
        Self::Fixed(now, chrono_tz::Asia::Shanghai)
    }

    fn utc(&self) -> DateTime<Utc> {
        match self {
            Self::Machine(_) => Utc::now(),
            Self::Fixed(now, zone) => zone
                .from_local_datetime(now)
                .earliest()
                .map_or_else(|| now.and_utc(), |moment| moment.with_timezone(&Utc)),
        }
    }

    /// The wall time at the office.
    pub fn now(&self) -> NaiveDateTime {
        match self {
            Self::Machine(zone) => Utc::now().with_timezone(zone).naive_local(),
            Self::Fixed(now, _) => *now,
        }
    }

    /// Milliseconds since 1970, UTC.
    pub fn millis(&self) -> i64 {
        self.utc().timestamp_millis()
    }

    /// The wall time at the office of such a moment.
    pub fn at(&self, millis: i64) -> NaiveDateTime {
        let (Self::Machine(zone) | Self::Fixed(_, zone)) = self;
        let moment = DateTime::<Utc>::from_timestamp_millis(millis).unwrap_or_default();
        moment.with_timezone(zone).naive_local()
    }

    /// For whoever finds the store open: the machine's own time.
    pub fn rfc3339(&self) -> String {
        self.utc().with_timezone(&Local).to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
    }
}
