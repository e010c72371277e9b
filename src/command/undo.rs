//! `undo [CHANGE]` and `redo`: a change is taken back by field, whole or in part. What somebody
//! changed since is told with what it was, and overwritten only where that is asked for by name.

mod parts;

use super::answer::Failure;
use super::argument::{Argument, Holds};
use super::turn::Turn;
use super::{Command, conflict};
use crate::store::{self, Cause, Change, Clash, Committed, Edit, Refused, Side, Sight, settle};
use crate::value::{Id, Names, Words, echo};
use crate::words::{command, history as say};
use parts::Parts;

pub(super) static UNDO: Command = Command {
    name: "undo",
    about: say::UNDO,
    arguments: &[
        Argument::new("change", Holds::MaybeWord("CHANGE"), say::CHANGE_OF),
        parts::ONLY,
        parts::LEAVE,
        parts::TAKE,
    ],
    run: undo,
};

pub(super) static REDO: Command = Command {
    name: "redo",
    about: say::REDO,
    arguments: &[parts::ONLY, parts::LEAVE, parts::TAKE],
    run: redo,
};

/// How often at most what somebody changes in this very moment is decided anew.
const TRIES: usize = 8;

/// How many of the records that were changed are named.
const NAMED: usize = 3;

/// A change, and what takes it back; nothing if nothing of it stands any more.
type TakenBack = (Change, Vec<Edit>);

fn undo(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let sight = turn.editing()?;
    let taken = match turn.given.text("change").map(ToOwned::to_owned) {
        Some(text) => numbered(turn, &sight, &text)?,
        None => own_last(turn, &sight)?,
    };
    take_back(turn, &sight, taken, say::IS_UNDONE)
}

fn redo(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let sight = turn.editing()?;
    let head = |sequence| turn.office.store().head(sequence);
    let next = store::to_redo(&turn.person.login, sight.sequence(), head);
    let next = next.map_err(|refused| turn.refused(&refused))?;
    let none = || Failure::nothing(say::NOTHING_TO_REDO.say(turn.lang()));
    let taken = taken_back(turn, &sight, next.ok_or_else(none)?)?;
    take_back(turn, &sight, taken, say::IS_REDONE)
}

fn numbered(turn: &Turn<'_, '_>, sight: &Sight, text: &str) -> Result<TakenBack, Failure> {
    let wrong = |_| Failure::usage(command::NOT_NUMBER.fill(turn.lang(), &["CHANGE", &echo(text)]));
    let sequence: u64 = text.parse().map_err(wrong)?;
    let last = sight.sequence();
    if (1..=last).contains(&sequence) {
        return taken_back(turn, sight, sequence);
    }
    let said = say::NO_CHANGE.fill(turn.lang(), &[&sequence.to_string(), &last.to_string()]);
    Err(Failure::nothing(said))
}

/// The last change of one's own of which something stands.
fn own_last(turn: &Turn<'_, '_>, sight: &Sight) -> Result<TakenBack, Failure> {
    let head = |sequence| turn.office.store().head(sequence);
    for next in store::to_undo(&turn.person.login, sight.sequence(), head) {
        let sequence = next.map_err(|refused| turn.refused(&refused))?;
        let taken = taken_back(turn, sight, sequence)?;
        if !taken.1.is_empty() {
            return Ok(taken);
        }
    }
    Err(Failure::nothing(say::NOTHING_TO_UNDO.say(turn.lang())))
}

fn taken_back(turn: &Turn<'_, '_>, sight: &Sight, sequence: u64) -> Result<TakenBack, Failure> {
    let change = turn.office.store().change(sight, sequence);
    let change = change.map_err(|refused| turn.refused(&refused))?;
    let edits = change.taken_back(|id| sight.row(id).cloned());
    Ok((change, edits))
}

fn take_back(
    turn: &mut Turn<'_, '_>,
    sight: &Sight,
    (change, edits): TakenBack,
    done: Words,
) -> Result<(), Failure> {
    let (lang, number) = (turn.lang(), change.sequence.to_string());
    if edits.is_empty() {
        turn.tell(say::NOTHING_LEFT.fill(lang, &[&number]));
        return Ok(());
    }
    let parts = Parts::read(turn, &edits)?;
    let wanted = settle(&edits, &[], |id, field| parts.side(id, field));
    if wanted.is_empty() {
        turn.tell(say::ALL_LEFT.fill(lang, &[&number]));
        return Ok(());
    }
    let is_part = wanted != edits;
    let (committed, taken) = commit(turn, &change, wanted, &parts)?;
    turn.line(committed.sequence)?;
    let names = names(&committed.touched, sight, turn);
    let done = if is_part { say::IN_PART } else { done };
    turn.after(done.fill(lang, &[&number, &names]))?;
    turn.overwritten(&taken);
    Ok(())
}

/// Takes back what is wanted, and what is to be taken although somebody changed it since: this,
/// too, is returned.
fn commit(
    turn: &Turn<'_, '_>,
    change: &Change,
    mut edits: Vec<Edit>,
    parts: &Parts,
) -> Result<(Committed, Vec<Clash>), Failure> {
    let mut taken: Vec<Clash> = Vec::new();
    for _ in 0..TRIES {
        let refused = match turn.commit_as(Cause::TakenBack(change.sequence), edits.clone()) {
            Ok(committed) => return Ok((committed, taken)),
            Err(Refused::Conflict(clashes)) => clashes,
            Err(refused) => return Err(turn.refused(&refused)),
        };
        if !refused.iter().all(|clash| parts.takes(clash)) {
            return Err(conflicting(turn, change, &refused, parts));
        }
        edits = settle(&edits, &refused, |_, _| Side::Mine);
        let is_older =
            |one: &Clash| !refused.iter().any(|new| (new.id, new.field()) == (one.id, one.field()));
        taken.retain(is_older);
        taken.extend(refused);
    }
    Err(conflicting(turn, change, &taken, parts))
}

/// What stands where somebody changed the same fields since: the three values of each, and how to
/// decide.
fn conflicting(turn: &Turn<'_, '_>, change: &Change, clashes: &[Clash], parts: &Parts) -> Failure {
    let first = say::CONFLICT.fill(turn.lang(), &[&change.sequence.to_string()]);
    let open = clashes.iter().filter(|clash| !parts.takes(clash));
    let mut names: Vec<String> = open.map(|clash| parts::name((clash.id, clash.field()))).collect();
    names.sort_unstable();
    names.dedup();
    let names = names.join(",");
    let last = say::DECIDE.fill(turn.lang(), &[&names, &names]);
    turn.conflict(first, clashes, conflict::UNDO, &last)
}

fn names(ids: &[Id], sight: &Sight, turn: &Turn<'_, '_>) -> String {
    let lang = turn.lang();
    let named: Vec<String> = ids.iter().take(NAMED).map(|id| sight.name(*id, lang)).collect();
    let named = named.join(command::COMMA.say(lang));
    match ids.len().saturating_sub(NAMED) {
        0 => named,
        more => say::AND_MORE.fill(lang, &[&named, &more.to_string()]),
    }
}
