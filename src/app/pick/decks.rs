//! What there is to choose from: everything that can be done here, the keys, the panes.

use super::{Choice, Entry, Pick};
use crate::app::actions::{Action, Bound, Context, Keys, Step};
use crate::app::screens::SCREENS;
use crate::ask;
use crate::insight;
use crate::record::{Column, Group, Kind};
use crate::records::KINDS;
use crate::store::{Row, Sight};
use crate::value::{Lang, Names as _};
use crate::words::ask as say_of_ask;
use crate::words::draft as say_of_draft;
use crate::words::list as say_of_list;
use crate::words::record_page as say_of_record;
use crate::words::screen as say;

/// Everything that can be done in a context, over a list of so many rows, and the panes.
pub fn palette(keys: &Keys, context: Context, rows: usize, lang: Lang) -> Pick {
    let parts = std::iter::successors(Some(context), |context| context.around());
    let lines = parts.flat_map(|part| keys.of(part)).filter(|bound| is_chosen(bound));
    let (moves, actions): (Vec<_>, Vec<_>) =
        lines.partition(|bound| matches!(bound.binding.action, Action::Move(_)));
    let actions = actions.into_iter().chain(moves).map(|bound| of_bound(bound, lang));
    let panes = KINDS.iter().map(|kind| of_kind(kind, lang)).chain(screens(lang));
    let all = actions.chain(panes).collect();
    Pick { rows: Some(rows), ..Pick::new(say::PALETTE, ":", all) }.with_questions()
}

/// The keys of a context, and around it.
pub fn help(keys: &Keys, context: Context, lang: Lang) -> Pick {
    let mut all = Vec::new();
    for part in std::iter::successors(Some(context), |context| context.around()) {
        all.push(heading(part.title().say(lang)));
        all.extend(keys.of(part).map(|bound| of_bound(bound, lang)));
    }
    if !context.is_typed() {
        all.push(heading(say_of_ask::QUESTIONS.say(lang)));
        all.extend(ask::forms().map(|(form, example)| {
            let example = example.say(lang);
            Entry::new(Choice::Question(example), form.say(lang), example)
        }));
    }
    Pick::new(say::HELP, "?", all)
}

/// All panes, by their groups.
pub fn panes(sight: &Sight, lang: Lang) -> Pick {
    let home = Entry::new(Choice::Home, say::HOME.say(lang), "1")
        .also_called(say::HOME.say(lang.other()).to_owned());
    let mut all = vec![home];
    for group in Group::ALL {
        all.push(heading(group.title().say(lang)));
        all.extend(KINDS.iter().filter(|kind| kind.group == group).map(|kind| of_kind(kind, lang)));
    }
    let views = insight::views(sight);
    if !views.is_empty() {
        all.push(heading(say_of_list::VIEWS.say(lang)));
    }
    all.extend(views.iter().map(|view| {
        let text = format!("{}  {}", sight.name(view.id, lang), view.pane.tab.say(lang));
        Entry::new(Choice::View(view.id), &text, &view.key)
            .also_called(sight.name(view.id, lang.other()))
    }));
    all.push(heading(say_of_record::SCREENS.say(lang)));
    all.extend(screens(lang));
    let drafts = Entry::new(Choice::Do(Action::Drafts), say_of_draft::TITLE.say(lang), "");
    all.push(drafts.also_called(say_of_draft::TITLE.say(lang.other()).to_owned()));
    Pick::new(say::PANES, "o", all)
}

/// What can be added to a record: a follow-up and a note first, last another of its kind.
pub fn additions(to: &Row, keys: &Keys, lang: Lang) -> Pick {
    let add = |(kind, column): (&Kind, &Column)| {
        let choice = Choice::Add(kind.code, Some(column.number));
        Entry::new(choice, kind.one(lang), column.title.say(lang)).also_called(format!(
            "{} {}",
            kind.code,
            kind.one(lang.other())
        ))
    };
    let mut all: Vec<Entry> = insight::additions(to).into_iter().map(add).collect();
    let noted = keys.all().find(|bound| bound.binding.action == Action::Note);
    let key = noted.map_or("", |bound| bound.shown_key(lang));
    let note = Entry::new(Choice::Do(Action::Note), say_of_record::NOTE.say(lang), key);
    all.insert(
        1.min(all.len()),
        note.also_called(say_of_record::NOTE.say(lang.other()).to_owned()),
    );
    let another = say_of_record::ANOTHER.fill(lang, &[to.kind().one(lang)]);
    all.push(Entry::new(Choice::Add(to.kind().code, None), &another, ""));
    Pick::new(say_of_record::ADD_TO, "a", all)
}

fn screens(lang: Lang) -> impl Iterator<Item = Entry> {
    let titled = SCREENS.into_iter().filter_map(|place| Some((place, place.title()?)));
    titled.map(move |(place, title)| {
        Entry::new(Choice::Screen(place), title.say(lang), "")
            .also_called(title.say(lang.other()).to_owned())
    })
}

/// Whether it makes sense to choose it by name: not what one is in already, nor what the
/// arrows do in the list of the names itself.
fn is_chosen(bound: &Bound) -> bool {
    let outside = bound.context == Context::Everywhere || bound.context.around().is_some();
    let idle = matches!(bound.binding.action, Action::Pane | Action::Palette)
        || matches!(bound.binding.action, Action::Move(step) if !matches!(step, Step::Top | Step::Bottom));
    outside && !idle
}

fn of_bound(bound: &Bound, lang: Lang) -> Entry {
    let binding = bound.binding;
    let choice = if is_chosen(bound) { Choice::Do(binding.action) } else { Choice::Nothing };
    Entry::new(choice, binding.words.say(lang), &bound.shown_keys(lang)).also_called(format!(
        "{} {}",
        binding.name,
        binding.words.say(lang.other())
    ))
}

fn of_kind(kind: &'static Kind, lang: Lang) -> Entry {
    let keys = kind.key.map_or_else(String::new, |key| key.to_string());
    let (other, tab) = (kind.title.say(lang.other()), kind.tab.say(lang));
    Entry::new(Choice::Pane(kind.code), kind.title.say(lang), &keys)
        .also_called(format!("{} {other} {tab}", kind.plural))
}

fn heading(text: &str) -> Entry {
    Entry::new(Choice::Nothing, text, "")
}
