//! Saved views: a pane's look is saved as a record, and taken on again by its key or its name.

use super::actions::{Context, Keys, Meant};
use super::form::Form;
use super::look::Look;
use super::walk::Place;
use super::{App, Desktop, Overlay};
use crate::insight;
use crate::store::Edit;
use crate::value::{Id, Lang, Names as _, Wrong};
use crate::words::list as say;

impl App {
    /// Opens the form in which the look of this list is saved as a view.
    pub(super) fn save_view(&mut self, desk: Desktop<'_>) {
        let Some(list) = self.list() else { return };
        let written = list.good_look().write(list.kind);
        let Some((kind, filled)) = insight::view_of(list.kind, &written, desk.sight) else {
            return;
        };
        if self.may_edit(desk) {
            let form = Form::add_with(kind, &filled, desk.sight, self.lang);
            self.overlay = Some(Overlay::Form(Box::new(form)));
        }
    }

    /// Opens the pane of a view, and lets it look so; false if the record is no view.
    pub(super) fn open_view(&mut self, id: Id, desk: Desktop<'_>) -> bool {
        let view = desk.sight.present(id).and_then(|row| insight::view(desk.sight, row));
        let Some(view) = view else { return false };
        let place = Place::List(view.pane.code);
        if let Some(list) = self.lists.iter_mut().find(|list| list.kind.code == view.pane.code) {
            list.take(Look::read(view.pane, &view.look), Some(id));
        }
        self.go(place);
        true
    }

    /// Whether a record that was saved is a view of the list that is shown, which shows it then.
    pub(super) fn shows_view(&mut self, id: Id, desk: Desktop<'_>) -> bool {
        let view = desk.sight.present(id).and_then(|row| insight::view(desk.sight, row));
        let Some(view) = view else { return false };
        let list = self.list_mut().filter(|list| list.kind.code == view.pane.code);
        list.is_some_and(|list| {
            list.view = Some(id);
            true
        })
    }

    /// Opens the view whose key was pressed, if there is one.
    pub(super) fn open_view_of(&mut self, key: &str, desk: Desktop<'_>) -> bool {
        let views = insight::views(desk.sight);
        let found = views.iter().find(|view| !view.key.is_empty() && view.key == key);
        found.is_some_and(|view| self.open_view(view.id, desk))
    }

    /// Why a view cannot have the key that is being saved: it does something else already.
    pub(super) fn key_taken(
        &self,
        edits: &[Edit],
        desk: Desktop<'_>,
    ) -> Option<(&'static str, Wrong)> {
        let given = edits.iter().find_map(|edit| {
            let kind = crate::records::kind(edit.id().kind)?;
            match edit {
                Edit::Add { fields, .. } => insight::key_given(kind, fields),
                Edit::Set { fields, .. } => {
                    let after = fields.iter().map(|(number, _, after)| (*number, after.clone()));
                    insight::key_given(kind, &after.collect::<Vec<_>>())
                }
                Edit::Trash { .. } | Edit::Untrash { .. } => None,
            }
        });
        let (field, key) = given?;
        let other = insight::views(desk.sight)
            .into_iter()
            .find(|view| view.key == key && edits.iter().all(|edit| edit.id() != view.id));
        let taken = other.map(|view| {
            let name = |lang| desk.sight.name(view.id, lang);
            Wrong {
                en: say::KEY_OF_VIEW.fill(Lang::En, &[&key, &name(Lang::En)]),
                zh: say::KEY_OF_VIEW.fill(Lang::Zh, &[&key, &name(Lang::Zh)]),
            }
        });
        Some((field, taken.or_else(|| wrong_key(&self.keys, &key))?))
    }
}

/// Why a key cannot open a view.
fn wrong_key(keys: &Keys, key: &str) -> Option<Wrong> {
    let mut letters = key.chars();
    let is_one = letters.next().is_some_and(|c| !c.is_whitespace()) && letters.next().is_none();
    if !is_one {
        return Some(say::ONE_KEY.wrong(&[key]));
    }
    let taken = |context| !matches!(keys.meant(context, key), Meant::Nothing);
    if taken(Context::List) || taken(Context::Page) {
        let free: Vec<String> = ('A'..='Z')
            .map(String::from)
            .filter(|key| {
                [Context::List, Context::Page]
                    .iter()
                    .all(|context| keys.meant(*context, key) == Meant::Nothing)
            })
            .collect();
        return Some(say::KEY_TAKEN.wrong(&[key, &free.join(" ")]));
    }
    None
}
