//! Which lines of a form there are and which of them are in view.

use crate::app::form::{Form, Stop};

/// As many lines of a list as are shown at a time.
const LIST: usize = 6;
/// As many lines of notes as are shown at a time, beside the field's own.
pub(super) const NOTES: usize = 5;

/// One line of the form's body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Row {
    Blank,
    Stop(Stop),
    /// A line of the open list, by its place in it.
    Offer(usize),
    /// Belongs to the notes above it.
    Notes,
    Buttons,
}

/// The lines in view, in a body of so many: the current one and what lies open under it
/// always are.
pub(super) fn in_view(form: &Form, height: usize) -> Vec<Row> {
    let under = under(form, height.saturating_sub(1));
    let mut rows = Vec::new();
    let mut current = 0;
    for stop in form.stops() {
        let is_current = stop == form.at();
        match stop {
            Stop::More => rows.extend([Row::Blank, Row::Stop(stop)]),
            Stop::Save => rows.extend([Row::Blank, Row::Buttons]),
            Stop::Leave => {}
            Stop::Field(_) | Stop::Part { .. } | Stop::Another(_) => rows.push(Row::Stop(stop)),
        }
        if is_current {
            current = rows.len() - 1;
            rows.extend(&under);
        }
    }
    let last = rows.len().saturating_sub(height);
    let lowest = (current + under.len() + 1).saturating_sub(height);
    let top = current.saturating_sub(height / 3).min(last).max(lowest);
    rows.into_iter().skip(top).take(height).collect()
}

/// What lies open under the current line.
fn under(form: &Form, room: usize) -> Vec<Row> {
    if let Some(list) = form.list() {
        let shown = LIST.min(room).min(list.offers.len());
        let top = (list.at + 1).saturating_sub(shown);
        return (top..top + shown).map(Row::Offer).collect();
    }
    if form.is_in_notes() { vec![Row::Notes; NOTES.min(room)] } else { Vec::new() }
}
