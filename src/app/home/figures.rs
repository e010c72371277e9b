//! The published figures beside what is recorded. Each has its own denominator: they are never
//! added.

use super::lines::joined;
use crate::app::page::{Line, Target, Tone};
use crate::insight::Figure;
use crate::records::kind_named;
use crate::store::Sight;
use crate::value::{Lang, Names as _, Shape, Standing, Value, fit, width};
use crate::words::screen as say;

/// Cells between two columns.
const GAP: usize = 2;
/// Most figures that are listed.
const MOST: usize = 6;
/// What stands in the columns behind the names, and how the state stands.
type Row = ([String; 4], Standing);

/// The first figures, a line each below a heading; as many columns as there is room for.
pub fn whole(all: &[Figure], sight: &Sight, lang: Lang, room: u16) -> Vec<Line> {
    let figures = &all[..all.len().min(MOST)];
    let room = usize::from(room);
    let rows: Vec<Row> = figures.iter().map(|figure| row(figure, sight, lang)).collect();
    let heads = [say::CLAIM, say::AS_OF, say::RECORDED, say::STATE];
    let heads = heads.map(|words| words.say(lang).to_owned());
    let widest = |column: usize| {
        let cells = rows.iter().map(|(cells, _)| width(&cells[column]));
        cells.chain([width(&heads[column])]).max().unwrap_or(0)
    };
    let mut widths = [widest(0), widest(1), widest(2), widest(3)];
    let names: Vec<String> = figures.iter().map(|figure| sight.name(figure.id, lang)).collect();
    let longest = names.iter().map(|name| width(name) + 2).max().unwrap_or(0);
    let taken = |widths: [usize; 4]| {
        widths.iter().filter(|width| **width > 0).map(|width| width + GAP).sum::<usize>()
    };
    if longest + taken(widths) > room {
        widths[1] = 0;
    }
    let mut title = say::FIGURES.say(lang).to_owned();
    if all.len() > MOST {
        let of = [MOST.to_string(), all.len().to_string()];
        title = format!("{title} {}", say::PLACE_OF.fill(lang, &[&of[0], &of[1]]));
    }
    let name = longest.max(width(&title)).min(room.saturating_sub(taken(widths)));
    let line = |first: (u16, &str, Tone), cells: &[String; 4], tones: [Tone; 2]| {
        let (indent, text, tone) = first;
        let text = fit(text, name.saturating_sub(usize::from(indent)));
        let mut line = Line::default().and(indent, text, tone);
        let mut at = name + GAP;
        for (column, text) in cells.iter().enumerate().filter(|(column, _)| widths[*column] > 0) {
            let is_number = column == 0 || column == 2;
            let before = if is_number { widths[column] - width(text) } else { 0 };
            let tone = tones[usize::from(column == 3)];
            line = line.and((at + before) as u16, text, tone);
            at += widths[column] + GAP;
        }
        line
    };
    let head = line((0, &title, Tone::Strong), &heads, [Tone::Dim; 2]);
    let mut lines = vec![if all.len() > MOST { head.to(Target::Pane("figure")) } else { head }];
    for ((figure, name), (cells, standing)) in figures.iter().zip(&names).zip(&rows) {
        let tones = [Tone::Plain, Tone::Stands(*standing)];
        let line = line((2, name, Tone::Plain), cells, tones);
        lines.push(line.to(Target::Record(figure.id)));
    }
    lines
}

/// The figures in one line: how many of them stand how.
pub fn line(figures: &[Figure], sight: &Sight, lang: Lang, room: u16) -> Line {
    let mut states: Vec<(String, usize)> = Vec::new();
    for figure in figures {
        let state = row(figure, sight, lang).0[3].clone();
        match states.iter_mut().find(|(known, _)| *known == state) {
            Some((_, count)) => *count += 1,
            None => states.push((state, 1)),
        }
    }
    let counted = |(state, count): &(String, usize)| match lang {
        Lang::En => format!("{count} {state}"),
        Lang::Zh => format!("{state} {count}"),
    };
    let parts: Vec<String> = states.iter().map(counted).collect();
    let title = say::FIGURES.say(lang);
    let at = width(title) + GAP;
    let said = joined(&parts, usize::from(room).saturating_sub(at), lang);
    let line = Line::text(title, Tone::Strong).and(at as u16, said, Tone::Plain);
    line.to(Target::Pane("figure"))
}

fn row(figure: &Figure, sight: &Sight, lang: Lang) -> Row {
    let shown = |value: &Value| match value {
        Value::None => say::NONE.to_owned(),
        value => Shape::Text.show(value, lang, sight),
    };
    let column = kind_named("figures").and_then(|kind| kind.named("state"));
    let state =
        column.map_or_else(String::new, |column| column.shape.show(&figure.state, lang, sight));
    let standing = column.map_or(Standing::Plain, |column| column.standing(&figure.state));
    ([shown(&figure.claimed), shown(&figure.as_of), shown(&figure.recorded), state], standing)
}
