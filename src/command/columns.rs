//! Which columns and which order the words of a line name.

use super::answer::Failure;
use crate::filter::{self, Direction};
use crate::record::{Column, Kind};
use crate::records::KINDS;
use crate::store::Path;
use crate::value::{Lang, Wrong};
use crate::words::filter as said;

/// The column that a name, a title in either language or the unique beginning of a name means.
pub(super) fn column(kind: &Kind, name: &str, lang: Lang) -> Result<&'static Column, Failure> {
    filter::column(kind, name).map_err(|wrong| Failure::usage(wrong.say(lang)))
}

/// The column of a name, or of the record that a link leads to, with a dot between.
pub(super) fn path(kind: &Kind, name: &str, lang: Lang) -> Result<Path, Failure> {
    let Some((first, second)) = name.split_once('.') else {
        return Ok(Path::own(column(kind, name, lang)?));
    };
    let link = column(kind, first, lang)?;
    let leads = link.shape.kinds().and_then(|codes| codes.first());
    let Some(to) = leads.and_then(|code| KINDS.iter().find(|kind| kind.code == *code)) else {
        let wrong: Wrong = said::NO_STEP.wrong(&[first]);
        return Err(Failure::usage(wrong.say(lang)));
    };
    Ok(Path { column: link, through: Some(column(to, second, lang)?) })
}

/// The columns of names with commas between.
pub(super) fn paths(kind: &Kind, names: &str, lang: Lang) -> Result<Vec<Path>, Failure> {
    listed(names).map(|name| path(kind, name, lang)).collect()
}

/// The order of such names, `-` before those that run downward.
pub(super) fn order(
    kind: &Kind,
    names: &str,
    lang: Lang,
) -> Result<Vec<(Path, Direction)>, Failure> {
    let one = |name: &str| {
        let (name, direction) = match name.strip_prefix('-') {
            Some(name) => (name, Direction::Down),
            None => (name, Direction::Up),
        };
        Ok((path(kind, name, lang)?, direction))
    };
    listed(names).map(one).collect()
}

fn listed(names: &str) -> impl Iterator<Item = &str> {
    names.split([',', '，']).map(str::trim).filter(|name| !name.is_empty())
}

/// The order a kind has by itself.
pub(super) fn own_order(kind: &Kind) -> Vec<(Path, Direction)> {
    filter::order_of(kind, kind.order).unwrap_or_default()
}
