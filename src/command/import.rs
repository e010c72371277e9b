//! `import FILE`: the records of a file as one change, all of them or, where it is asked for,
//! the good ones. Nothing is saved before everything was read and checked.

use super::Command;
use super::answer::{Exit, Failure};
use super::argument::{Argument, Holds};
use super::export::not_written;
use super::table::{Head, Sheet};
use super::turn::Turn;
use crate::exchange::import::{self, Entry, Fault, How, MOST_BYTES, Plan};
use crate::exchange::json;
use crate::filter::Desk;
use crate::lookup::Lookup;
use crate::records::kind;
use crate::store::{Cause, Edit, Sight};
use crate::value::{Id, Lang, Names, Value, Wrong};
use crate::words::{command, exchange as say, keep};
use std::io::Read;
use std::path::Path;

pub(super) static COMMAND: Command = Command {
    name: "import",
    about: say::IMPORT,
    arguments: &[
        Argument::new("file", Holds::Word("FILE"), say::FILE),
        Argument::new("kind", Holds::Text("KIND"), say::KIND_OF),
        Argument::new("add", Holds::Flag, say::ADD),
        Argument::new("update", Holds::Text("FIELD"), say::UPDATE),
        Argument::new("dry-run", Holds::Flag, say::DRY_RUN),
        Argument::new("reject", Holds::Text("FILE"), say::REJECT),
    ],
    run,
};

/// How many faults are told.
const TOLD: usize = 20;

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    turn.must_edit()?;
    // Whoever only looks what would be done is no colleague by it.
    let sight = if turn.given.has("dry-run") { turn.sight() } else { turn.editing()? };
    let lang = turn.lang();
    let name = turn.given.text("file").unwrap_or_default().to_owned();
    let reject = turn.given.text("reject").map(ToOwned::to_owned);
    reject.iter().try_for_each(|path| turn.must_reach(Path::new(path)))?;
    let unread = |wrong: &Wrong| not_read(&name, wrong.say(lang), lang);
    let text = text(turn, &name)?;
    let entries = json::read::entries(&text).map_err(|wrong| unread(&wrong))?;
    let all = entries.len();
    let update = turn.given.text("update").map(ToOwned::to_owned);
    let how = How {
        kind: turn.given.text("kind").map(|_| turn.kind()).transpose()?,
        adds: turn.given.has("add"),
        update: update.as_deref(),
    };
    // What is no link needs no index to be read.
    let lookup = Lookup::default();
    let plan = import::plan(&entries, &how, &sight, &Desk { sight: &sight, lookup: &lookup });
    tell_faults(turn, &plan);
    if !plan.rejected.is_empty() && reject.is_none() {
        let (bad, all) = (plan.rejected.len().to_string(), all.to_string());
        return Err(Failure::new(Exit::Failed, say::NOTHING.fill(lang, &[&bad, &all])));
    }
    if turn.given.has("dry-run") {
        return dry(turn, &sight, &plan);
    }
    if let Some(path) = reject.filter(|_| !plan.rejected.is_empty()) {
        // First: once the good ones are saved nothing else knows which were not.
        write_rejected(turn, Path::new(&path), &plan.rejected)?;
        let count = plan.rejected.len().to_string();
        turn.tell(say::REJECTED.fill(lang, &[&count, &path]));
    }
    save(turn, plan)
}

/// The text of a file, or of the input.
fn text(turn: &mut Turn<'_, '_>, name: &str) -> Result<String, Failure> {
    let lang = turn.lang();
    let unread = |why: &str| not_read(name, why, lang);
    let bytes = if name != "-" {
        turn.must_reach(Path::new(name))?;
        let read = turn.read_file(Path::new(name), MOST_BYTES);
        read.map_err(|error| unread(&error.to_string()))?
    } else if turn.is_plain() {
        return Err(Failure::usage(say::NOT_HERE.say(lang)));
    } else {
        let mut bytes = Vec::new();
        turn.streams.input.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
        (bytes.len() as u64 <= MOST_BYTES).then_some(bytes)
    };
    let mebibytes = (MOST_BYTES >> 20).to_string();
    let bytes = bytes.ok_or_else(|| unread(&say::TOO_LONG.fill(lang, &[&mebibytes])))?;
    String::from_utf8(bytes).map_err(|_| unread(say::NOT_UTF8.say(lang)))
}

fn not_read(name: &str, why: &str, lang: Lang) -> Failure {
    let name = if name == "-" { say::INPUT.say(lang) } else { name };
    Failure::new(Exit::Failed, say::NOT_READ.fill(lang, &[name, why]))
}

fn tell_faults(turn: &mut Turn<'_, '_>, plan: &Plan<'_>) {
    let lang = turn.lang();
    for Fault { number, field, wrong } in plan.faults.iter().take(TOLD) {
        let (number, wrong) = (number.to_string(), wrong.say(lang));
        turn.tell(match field {
            Some(field) => say::FIELD_FAULT.fill(lang, &[&number, field, wrong]),
            None => say::FAULT.fill(lang, &[&number, wrong]),
        });
    }
    let more = plan.faults.len().saturating_sub(TOLD) + plan.more_faults;
    if more > 0 {
        turn.tell(say::MORE_FAULTS.fill(lang, &[&more.to_string()]));
    }
}

/// How many records are added, updated and left as they are.
fn counts(plan: &Plan<'_>) -> [String; 3] {
    let added = plan.edits.iter().filter(|(_, edit)| matches!(edit, Edit::Add { .. })).count();
    [added, plan.edits.len() - added, plan.unchanged].map(|count| count.to_string())
}

fn dry(turn: &mut Turn<'_, '_>, sight: &Sight, plan: &Plan<'_>) -> Result<(), Failure> {
    let lang = turn.lang();
    let heads = vec![
        Head::number("record", say::PLACE.say(lang)),
        Head::plain("does", say::DOES.say(lang)),
        Head::plain("kind", command::IS.say(lang)),
        Head::plain("name", command::NAME.say(lang)),
        Head::plain("fields", say::SETS.say(lang)),
    ];
    let rows = plan.edits.iter().map(|(number, edit)| line(*number, edit, sight, lang)).collect();
    turn.sheet(&Sheet { heads, rows })?;
    let [added, updated, unchanged] = counts(plan);
    turn.after(say::WOULD.fill(lang, &[&added, &updated, &unchanged]))?;
    if !plan.rejected.is_empty() {
        turn.tell(say::WOULD_REJECT.fill(lang, &[&plan.rejected.len().to_string()]));
    }
    Ok(())
}

fn line(number: usize, edit: &Edit, sight: &Sight, lang: Lang) -> Vec<String> {
    let (id, does, set): (Id, _, Vec<u16>) = match edit {
        Edit::Add { id, fields } => (*id, say::ADDS, fields.iter().map(|(n, _)| *n).collect()),
        Edit::Set { id, fields, .. } => {
            (*id, say::UPDATES, fields.iter().map(|(n, ..)| *n).collect())
        }
        Edit::Trash { id, .. } | Edit::Untrash { id, .. } => (*id, say::UPDATES, Vec::new()),
    };
    let kind = kind(id.kind);
    let name = match edit {
        Edit::Add { fields, .. } => {
            let mut naming = kind.into_iter().flat_map(crate::record::Kind::naming);
            let value = |number| fields.iter().find(|(known, _)| *known == number);
            let named = naming.find_map(|column| value(column.number));
            named.map(|(_, value)| new_name(value, sight, lang)).unwrap_or_default()
        }
        _ => sight.name(id, lang),
    };
    let titles = set.iter().filter_map(|number| Some(kind?.column(*number)?.title.say(lang)));
    vec![
        number.to_string(),
        does.say(lang).to_owned(),
        kind.map_or("", |kind| kind.one(lang)).to_owned(),
        name,
        titles.collect::<Vec<_>>().join(command::COMMA.say(lang)),
    ]
}

/// The name of a record to come; one that is named by another to come has none yet.
fn new_name(value: &Value, sight: &Sight, lang: Lang) -> String {
    match value {
        Value::Link(id) if id.is_provisional() => String::new(),
        Value::Link(id) => sight.name(*id, lang),
        other => other.text().to_owned(),
    }
}

/// The records that are left out, to be mended and imported again.
fn write_rejected(
    turn: &mut Turn<'_, '_>,
    path: &Path,
    rejected: &[Entry<'_>],
) -> Result<(), Failure> {
    let written = turn.write_file(path, &mut |out| {
        let mut out = std::io::BufWriter::new(out);
        json::rejected(&mut out, rejected.iter().map(|entry| entry.raw))?;
        std::io::Write::flush(&mut out)
    });
    written.map_err(|error| not_written(turn, path, &error))
}

fn save(turn: &mut Turn<'_, '_>, plan: Plan<'_>) -> Result<(), Failure> {
    let [added, updated, unchanged] = counts(&plan);
    let edits: Vec<Edit> = plan.edits.into_iter().map(|(_, edit)| edit).collect();
    if !edits.is_empty() {
        if let Err(why) = turn.office.keep_before_import() {
            turn.tell(keep::NOT_MADE.fill(turn.lang(), &[why.say(turn.lang())]));
        }
        let committed = turn.commit_as(Cause::Import, edits);
        let committed = committed.map_err(|refused| turn.refused(&refused))?;
        turn.line(committed.sequence)?;
    }
    turn.after(say::IMPORTED.fill(turn.lang(), &[&added, &updated, &unchanged]))
}
