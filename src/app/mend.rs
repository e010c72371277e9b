//! The screen of what is to be mended: each reason with the records it holds for.

use super::page::{Line, Target, Tone, wrapped};
use crate::insight::{Flaw, Why};
use crate::store::Sight;
use crate::value::{Lang, Names as _, Words, fit, width};
use crate::words::home as say;

/// Most records that are listed for one reason.
const MOST: usize = 500;

/// The lines of what is to be mended in a width of cells; nothing while it is worked out.
pub fn lines(flaws: Option<&Vec<Flaw>>, sight: &Sight, lang: Lang, room: u16) -> Vec<Line> {
    let title = Line::text(say::MEND.say(lang), Tone::Strong);
    let Some(flaws) = flaws else {
        return vec![title, Line::default(), Line::text(say::WORKING, Tone::Dim)];
    };
    let after = width(say::MEND.say(lang)) as u16 + 2;
    let mut lines = vec![title.and(after, flaws.len().to_string(), Tone::Plain)];
    if flaws.is_empty() {
        let nothing = wrapped(say::NOTHING_TO_MEND.say(lang), usize::from(room));
        lines.push(Line::default());
        lines.extend(nothing.into_iter().map(|line| Line::text(line, Tone::Plain)));
    }
    let same = |one: &Flaw, other: &Flaw| heading(&one.why) == heading(&other.why);
    for group in flaws.chunk_by(same) {
        let Some(first) = group.first() else { continue };
        let head = heading(&first.why).say(lang);
        lines.push(Line::default());
        let line = Line::text(head, Tone::Strong);
        lines.push(line.and(width(head) as u16 + 2, group.len().to_string(), Tone::Plain));
        lines.extend(group.iter().take(MOST).map(|flaw| entry(flaw, sight, lang, room)));
        if group.len() > MOST {
            let more = say::MORE.fill(lang, &[&(group.len() - MOST).to_string()]);
            lines.push(Line::default().and(2, more, Tone::Dim));
        }
    }
    lines
}

/// A record, and beside it what the heading does not say.
fn entry(flaw: &Flaw, sight: &Sight, lang: Lang, room: u16) -> Line {
    let room = usize::from(room);
    let name = sight.name(flaw.id, lang);
    let beside = match flaw.why {
        Why::Confirm(_) | Why::Printed(_) => flaw.say(sight, lang),
        _ => flaw.id.to_string(),
    };
    let half = room / 2;
    let line = Line::default().and(2, fit(&name, half.saturating_sub(4)), Tone::Plain);
    line.and(half as u16, fit(&beside, room - half), Tone::Dim).to(Target::Record(flaw.id))
}

const fn heading(why: &Why) -> Words {
    match why {
        Why::Confirm(_) => say::HEAD_CONFIRM,
        Why::Printed(_) => say::HEAD_PRINTED,
        Why::NoContact => say::HEAD_NO_CONTACT,
        Why::NoDate => say::HEAD_NO_DATE,
        Why::NoOwner => say::HEAD_NO_OWNER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::quality;
    use crate::store::{Role, fixture};

    #[test]
    fn each_reason_stands_over_the_records_it_holds_for() {
        let snapshot = fixture::snapshot(&[
            ("organization", &[("name", "Toyota"), ("confirm", "which one?")]),
            ("organization", &[("name", "Boeing")]),
        ]);
        let sight = fixture::sight(&snapshot, Role::Viewer);
        let lines = lines(Some(&quality(&sight)), &sight, Lang::En, 77);
        let told = |line: &Line| {
            line.pieces.iter().map(|(_, text, _)| text.as_str()).collect::<Vec<_>>().join("|")
        };
        let told: Vec<String> = lines.iter().map(told).collect();
        let wanted = [
            "To mend|5",
            "",
            "To confirm|1",
            "Toyota|which one?",
            "",
            "Without a contact|2",
            "Toyota|organization-1",
            "Boeing|organization-2",
            "",
            "Nobody in charge|2",
            "Toyota|organization-1",
            "Boeing|organization-2",
        ];
        assert_eq!(told, wanted);
        assert_eq!(lines[3].target.and_then(Target::record).map(|id| id.number), Some(1));
    }
}
