//! How a cell stands: what somebody should see at a glance. A kind's tables say it; a word or a
//! number stands beside every color.

use super::Column;
use crate::value::{Shape, Standing, Value};

/// From which count on a cell stands otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Bounds {
    /// From this count on it is late.
    LateFrom(i64),
    /// Below the first it is soon, below the second late.
    Below(i64, i64),
}

impl Column {
    /// How one of its cells stands.
    pub fn standing(&self, value: &Value) -> Standing {
        match (value, &self.shape, self.bounds) {
            (Value::Choice(code), Shape::Choice(labels), _) => {
                let label = labels.iter().find(|label| label.code == code);
                label.map_or(Standing::Plain, |label| label.standing)
            }
            (Value::Count(count), _, Some(Bounds::LateFrom(least))) if *count >= least => {
                Standing::Late
            }
            (Value::Count(count), _, Some(Bounds::Below(_, late))) if *count < late => {
                Standing::Late
            }
            (Value::Count(count), _, Some(Bounds::Below(soon, _))) if *count < soon => {
                Standing::Soon
            }
            _ => Standing::Plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{KINDS, kind_named};

    fn standing(kind: &str, field: &str, value: &Value) -> Standing {
        let column = kind_named(kind).and_then(|kind| kind.named(field)).expect("a field");
        column.standing(value)
    }

    #[test]
    fn a_status_and_a_count_stand_as_their_table_says() {
        let choice = |code: &'static str| Value::Choice(code.into());
        assert_eq!(standing("members", "status", &choice("current")), Standing::Good);
        assert_eq!(standing("members", "status", &choice("grace")), Standing::Soon);
        assert_eq!(standing("members", "status", &choice("expired")), Standing::Late);
        assert_eq!(standing("members", "status", &choice("no dates")), Standing::Plain);
        assert_eq!(standing("agreements", "status", &choice("terminated")), Standing::Gone);
        for (days, expected) in [(-1, Standing::Late), (0, Standing::Soon), (90, Standing::Plain)] {
            assert_eq!(standing("agreements", "days_left", &Value::Count(days)), expected);
        }
        assert_eq!(standing("followups", "overdue", &Value::Count(1)), Standing::Late);
        assert_eq!(standing("followups", "overdue", &Value::None), Standing::Plain);
    }

    #[test]
    fn every_status_that_knows_an_end_says_how_it_stands() {
        for column in KINDS.iter().flat_map(|kind| kind.columns()) {
            let Shape::Choice(labels) = column.shape else { continue };
            for label in labels {
                let over = ["closed", "cancelled", "expired", "terminated", "dropped"];
                if column.name == "status" && over.contains(&label.code) {
                    assert_ne!(label.standing, Standing::Plain, "{}", label.code);
                }
            }
        }
    }
}
