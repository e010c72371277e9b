//! What to know about the current line of a form, and how to fill it in.

use crate::app::form::{Form, Line, List, Offer, Stop};
use crate::value::fit;
use crate::value::{Lang, Shape, Words, width};
use crate::words::form as say;

/// The hint in a line of so many cells, and what of it needs a second line.
pub(super) fn of(form: &Form, lang: Lang, cells: usize) -> (String, String) {
    let (about, how) = parts(form);
    let (about, how) = (about.map(|words| words.say(lang)), how.map(|words| words.say(lang)));
    let title = form.title(form.at(), lang);
    let titled = |said: &str| match title.trim() {
        "" => said.to_owned(),
        title => say::HINT.fill(lang, &[title, said]),
    };
    match (about, how) {
        (None, None) => (String::new(), String::new()),
        (Some(one), None) | (None, Some(one)) => (titled(one), String::new()),
        (Some(about), Some(how)) => {
            let whole = titled(&[about, how].join(say::SENTENCES.say(lang)));
            if width(&whole) <= cells {
                return (whole, String::new());
            }
            (fit(&titled(about), cells), how.to_owned())
        }
    }
}

/// What the line or the highlighted choice means, and what its keys do.
fn parts(form: &Form) -> (Option<Words>, Option<Words>) {
    let stop = form.at();
    let Some(at) = stop.field() else {
        return (None, Some(say::HINT_MORE).filter(|_| stop == Stop::More));
    };
    let column = form.field(at).column;
    let line = form.line();
    let meant = match form.list().map(List::chosen) {
        Some(Offer::Choice(label)) => label.meaning,
        Some(_) => None,
        None => line.and_then(Line::label).and_then(|label| label.meaning),
    };
    let hint = column.hint.filter(|_| matches!(stop, Stop::Field(_)));
    let how = match (form.list(), stop) {
        (Some(_), _) => Some(say::CHOOSE),
        (None, Stop::Part { part: 0, .. }) => Some(say::HINT_ENTRY),
        (None, Stop::Another(_)) => None,
        (None, _) => way(line.map_or(&column.shape, Line::shape)),
    };
    (meant.or(hint), how)
}

/// How a field is filled in, where its title does not tell.
fn way(shape: &Shape) -> Option<Words> {
    Some(match shape {
        Shape::Choice(_) | Shape::Flag => say::HINT_CHOICE,
        Shape::Choices(_) => say::HINT_CHOICES,
        Shape::Link(_) => say::HINT_LINK,
        Shape::Links(_) => say::HINT_LINKS,
        Shape::When => say::HINT_WHEN,
        Shape::Moment => say::HINT_MOMENT,
        Shape::Money => say::HINT_MONEY,
        Shape::Lines => say::HINT_LINES,
        Shape::Notes => say::HINT_NOTES,
        Shape::Parties(_) => say::HINT_PARTIES,
        Shape::Rule => say::HINT_RULE,
        Shape::Repeat => say::HINT_REPEAT,
        Shape::Text | Shape::Tags | Shape::Count | Shape::Decimal => return None,
    })
}
