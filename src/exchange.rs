//! Records in the formats of others: one file a format, each for any kind. Cells are read
//! through a [`Sight`] alone, and what is to be read back never depends on the person's language.

pub mod csv;
pub mod import;
pub mod json;
pub mod md;

use crate::record::{Column, Kind};
use crate::records::KINDS;
use crate::store::{Path, Row, Sight};
use crate::value::{Id, Lang, Names, Value, Words, fold, half_of};
use crate::words::store as say;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

/// What finds each linked record again, as [`Sight`] says it, with the names read once
/// instead of once a link.
pub struct Handles<'a> {
    sight: &'a Sight,
    /// The record of a kind (its number) that a folded name stands for; none if several do.
    bearers: HashMap<(u8, String), Option<Id>>,
}

impl<'a> Handles<'a> {
    /// The handles of whatever the columns link to.
    pub fn of(sight: &'a Sight, columns: &[Path]) -> Self {
        let linked: Vec<&[&str]> = columns.iter().filter_map(|path| path.shape().kinds()).collect();
        let wanted = |code: &str| linked.iter().any(|to| to.is_empty() || to.contains(&code));
        let mut bearers = HashMap::new();
        for row in KINDS.iter().filter(|kind| wanted(kind.code)).flat_map(|kind| sight.rows(kind)) {
            for name in sight.names_of(row) {
                match bearers.entry((row.id.kind, fold(&name))) {
                    Entry::Vacant(free) => drop(free.insert(Some(row.id))),
                    Entry::Occupied(taken) if *taken.get() == Some(row.id) => {}
                    Entry::Occupied(mut taken) => drop(taken.insert(None)),
                }
            }
        }
        Self { sight, bearers }
    }
}

impl Names for Handles<'_> {
    fn name(&self, id: Id, lang: Lang) -> String {
        self.sight.name(id, lang)
    }

    fn handle(&self, id: Id) -> String {
        let Some(row) = self.sight.present(id) else { return id.to_string() };
        let name = self.sight.name_of(row, Lang::En);
        match self.bearers.get(&(id.kind, fold(&name))) {
            Some(Some(only)) if *only == id => name,
            _ => id.to_string(),
        }
    }
}

/// Every column of a kind, as paths.
pub fn columns(kind: &Kind) -> Vec<Path> {
    kind.columns().map(Path::own).collect()
}

/// The columns of which something is left out because the person may not see it.
pub fn masked(sight: &Sight, rows: &[Arc<Row>], paths: &[Path]) -> Vec<&'static Column> {
    let last = |path: &Path| path.through.unwrap_or(path.column);
    let private = paths.iter().filter(|path| path.column.is_private() || last(path).is_private());
    let hidden = private.filter(|path| rows.iter().any(|row| sight.at(row, path) == Value::Masked));
    hidden.map(last).collect()
}

/// Whether a column is the first that names a record: it stands for the name in the language
/// that is spoken.
pub fn is_name(kind: &Kind, path: &Path) -> bool {
    path.through.is_none() && kind.naming().next() == Some(path.column)
}

/// The heading of a column.
pub fn heading(kind: &Kind, path: &Path) -> Words {
    if is_name(kind, path) { say::NAME } else { path.through.unwrap_or(path.column).short }
}

/// A cell as a person reads it.
pub fn shown(sight: &Sight, row: &Row, path: &Path, lang: Lang) -> String {
    if is_name(row.kind(), path) {
        return sight.name_of(row, lang);
    }
    text(path.through.unwrap_or(path.column), &sight.at(row, path), lang, sight)
}

/// What a cell of a column holds as a person reads it: of what is to be confirmed, which the
/// published facts say in both languages, the half in theirs.
pub fn text(column: &Column, value: &Value, lang: Lang, names: &dyn Names) -> String {
    match value {
        Value::Text(why) if column.name == "confirm" => half_of(why, lang).to_owned(),
        value => column.shape.show(value, lang, names),
    }
}

/// A format in which a table can be pasted elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TableText {
    /// For a spreadsheet.
    Tsv,
    /// For a document.
    Markdown,
}

/// Records of one kind in some columns, as they are shown, under their headings.
pub fn table_text(
    format: TableText,
    kind: &Kind,
    columns: &[Path],
    rows: &[Arc<Row>],
    sight: &Sight,
    lang: Lang,
) -> String {
    let headings: Vec<String> =
        columns.iter().map(|path| heading(kind, path).say(lang).to_owned()).collect();
    let line = |row: &Arc<Row>| -> Vec<String> {
        columns.iter().map(|path| shown(sight, row, path, lang)).collect()
    };
    let (mut out, lines) = (Vec::new(), rows.iter().map(line));
    let written = match format {
        TableText::Tsv => {
            csv::texts(&mut out, csv::Between::Tab, std::iter::once(headings).chain(lines))
        }
        TableText::Markdown => md::texts(&mut out, &headings, lines),
    };
    written.expect("memory takes every byte");
    String::from_utf8(out).expect("what was written is text")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::kind_named;
    use crate::store::{Role, fixture};

    #[test]
    fn a_handle_is_what_the_sight_says_it_is() {
        let organizations: [(&str, &[(&str, &str)]); 5] = [
            ("organizations", &[("name", "Toyota"), ("aliases", "Toyota Motor")]),
            ("organizations", &[("name", "Boeing")]),
            ("organizations", &[("name", "BOEING"), ("name_zh", "波音")]),
            ("organizations", &[("name_zh", "华为")]),
            ("members", &[("organization", "organization-1"), ("branch", "overseas")]),
        ];
        let sight = fixture::sight(&fixture::snapshot(&organizations), Role::Admin);
        let all: Vec<Path> = KINDS.iter().flat_map(|kind| columns(kind)).collect();
        let handles = Handles::of(&sight, &all);
        let ids: Vec<Id> =
            KINDS.iter().flat_map(|kind| sight.rows(kind)).map(|row| row.id).collect();
        let told: Vec<String> = ids.iter().map(|id| handles.handle(*id)).collect();
        assert_eq!(told, ids.iter().map(|id| sight.handle(*id)).collect::<Vec<_>>());
        for name in ["Toyota", "organization-2", "organization-3", "华为", "member-1"] {
            assert!(told.iter().any(|handle| handle == name), "{name}: {told:?}");
        }
    }

    #[test]
    fn every_kind_of_cell_has_its_form_in_both_formats() {
        let records: [(&str, &[(&str, &str)]); 4] = [
            ("regions", &[("name", "Hebei"), ("level", "province")]),
            (
                "organizations",
                &[("name", "A \"B\"; C, D"), ("phones", "1; 2"), ("region", "region-1")],
            ),
            (
                "funds",
                &[
                    ("name", "Fund"),
                    ("regions", "region-1"),
                    ("committed", "1250万"),
                    ("founded", "1980s"),
                    ("form", "fund"),
                    ("tags", "a, b"),
                ],
            ),
            ("agreements", &[("name", "NDA"), ("parties", "org=organization-1 role=partner")]),
        ];
        let sight = fixture::sight(&fixture::snapshot(&records), Role::Editor);
        let of = |kind: &str| {
            let kind = kind_named(kind).expect("a kind there is");
            let rows: Vec<Arc<Row>> = sight.rows(kind).cloned().collect();
            let mut out = Vec::new();
            csv::write(&mut out, csv::Between::Comma, &sight, &rows, &columns(kind)).unwrap();
            let csv = String::from_utf8(out).unwrap();
            let json = json::record(&sight, &rows[0], &columns(kind));
            (serde_json::Value::Object(json), csv)
        };
        let (fund, csv) = of("funds");
        assert_eq!(fund["id"], "fund-1");
        assert_eq!(fund["kind"], "funds");
        assert_eq!(fund["regions"][0], serde_json::json!({ "id": "region-1", "name": "Hebei" }));
        assert_eq!(fund["founded"], "1980s");
        assert_eq!(fund["tags"], serde_json::json!(["a", "b"]));
        assert!(fund["ends"].is_null() && fund.get("ends").is_some());
        assert!(csv.starts_with("id,name,name_zh,category,form,"), "{csv}");
        assert!(csv.contains("\"CNY 12,500,000\"") && csv.contains("\"a, b\""), "{csv}");
        let (organization, csv) = of("organizations");
        assert_eq!(organization["phones"], serde_json::json!(["1", "2"]));
        assert!(csv.contains("\"A \"\"B\"\"; C, D\""), "{csv}");
        let (agreement, _) = of("agreements");
        assert_eq!(agreement["parties"][0]["link"]["id"], "organization-1");
        assert_eq!(agreement["parties"][0]["role"], "partner");
        assert!(agreement["parties"][0]["text"].is_null());
    }

    #[test]
    fn a_table_to_paste_is_as_it_is_shown_and_no_text_ends_its_cell() {
        let records: [(&str, &[(&str, &str)]); 2] = [
            ("organizations", &[("name", "A|B <c>"), ("name_zh", "甲"), ("tier", "key")]),
            ("organizations", &[("name", "Two"), ("address", "Road\t1")]),
        ];
        let sight = fixture::sight(&fixture::snapshot(&records), Role::Editor);
        let kind = kind_named("organizations").expect("a kind");
        let rows: Vec<Arc<Row>> = sight.rows(kind).cloned().collect();
        let paths = ["name", "tier", "address"].map(|name| Path::of(kind, name).expect("a path"));
        let text = |format, lang| table_text(format, kind, &paths, &rows, &sight, lang);
        let markdown = text(TableText::Markdown, Lang::En);
        let lines = "| --- | --- | --- |\n| A\\|B \\<c> | key |  |\n| Two |  | Road 1 |\n";
        assert_eq!(markdown, format!("| Name | Tier | Address |\n{lines}"));
        let tsv = text(TableText::Tsv, Lang::Zh);
        assert!(tsv.starts_with("名称\t") && tsv.contains("\n甲\t"), "{tsv}");
        assert_eq!(tsv.lines().count(), 3);
    }

    #[test]
    fn an_array_of_nothing_is_an_array() {
        let mut out = Vec::new();
        json::array(&mut out, &mut std::iter::empty()).unwrap();
        assert_eq!(out, b"[]\n");
    }
}
