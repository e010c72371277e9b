//! What the office works on: agreements, projects and events.

use super::draft::{
    Draft, choice, count, day, id, kind, link, links, moment, money, parties, text,
};
use super::lists::both;
use super::maker::{Maker, later};
use crate::value::{Code, Id, Party, Period, Repeat, Value};
use chrono::{Datelike, Months, NaiveDate};

const AGREEMENTS: [(&str, usize); 15] = [
    ("strategic cooperation", 3),
    ("framework", 5),
    ("membership", 3),
    ("NDA", 6),
    ("sponsored research", 6),
    ("collaborative research", 5),
    ("consortium", 1),
    ("exclusive license", 1),
    ("non-exclusive license", 2),
    ("option", 1),
    ("assignment", 1),
    ("MTA", 1),
    ("consulting", 3),
    ("fund", 1),
    ("CKI", 1),
];

const AGREED: [(&str, usize); 10] = [
    ("active", 20),
    ("draft", 3),
    ("under review", 3),
    ("executed", 2),
    ("amended", 2),
    ("on hold", 1),
    ("completed", 4),
    ("expired", 3),
    ("terminated", 1),
    ("in dispute", 1),
];

/// Days from today of the events that are still to come when the last of them is made.
const SOON: [i64; 9] = [0, 0, 2, 5, 21, 45, 75, 120, 170];
/// Those within so many days are certain.
const CERTAIN: i64 = 14;

impl Maker {
    pub fn agreement(&mut self) {
        let mut draft = Draft::of("agreement");
        let (topic, nth) = (self.topic(), self.nth("agreement"));
        let category = self.card(&draft, "category", &AGREEMENTS);
        draft.set("category", choice(category));
        let labels = draft.kind.named("category").map_or(&[][..], |column| column.shape.labels());
        let label = labels.iter().find(|label| label.code == category);
        let label = label.map_or([category, ""], |label| [label.code, label.zh]);
        draft.set("name", text(&format!("{} agreement on {}", capital(label[0]), topic[0])));
        draft.set("name_zh", text(&format!("{}{}协议", topic[1], label[1])));
        draft.set("reference", text(&format!("TT-{}-{nth:04}", self.day.year())));
        let partner = self.some("organization");
        let role = self.card(
            &draft,
            "parties",
            &[("partner", 6), ("sponsor", 3), ("adopter", 1), ("owner", 1)],
        );
        let mut with: Vec<_> = partner.map(|id| (id, role, String::new())).into_iter().collect();
        if self.dice.chance(50) {
            with.extend(self.some("unit").map(|unit| (unit, "partner", String::new())));
        }
        draft.set("parties", parties(with));
        self.agreed(&mut draft);
        for (field, percent) in [("parent", 6), ("amends", 3)] {
            let other = self.maybe(percent, "agreement");
            draft.set(field, other);
        }
        self.common(&mut draft);
        self.add(draft);
    }

    /// In what state an agreement is, and its dates.
    pub fn agreed(&mut self, draft: &mut Draft) {
        let state = self.card(draft, "status", &AGREED);
        draft.set("status", choice(state));
        if matches!(state, "draft" | "under review") {
            return;
        }
        let (from, until) = match state {
            "executed" => ((5, 60), (400, 1200)),
            "completed" | "expired" | "terminated" => ((-1500, -700), (-400, -5)),
            _ if self.dice.chance(15) => ((-800, -300), (10, 110)),
            _ => ((-800, -40), (110, 1500)),
        };
        let effective = self.days_away(from.0, from.1);
        let expires = self.days_away(until.0, until.1);
        let effective = in_whole_years(effective, expires, self.today);
        let signed = later(effective, -self.dice.days(0, 60)).min(self.today);
        draft.set("signed", day(signed));
        draft.set("effective", day(effective));
        if !self.dice.chance(12) {
            draft.set("expires", day(expires));
            if self.dice.chance(15) {
                draft.set("renews", day(later(expires, -30)));
                draft.set("term_months", count(12));
            }
            if self.dice.chance(60) {
                let notice = *self.dice.one(&[30, 60, 90]);
                draft.set("notice_days", count(notice));
            }
        }
        if self.dice.chance(40) {
            draft.set("auto_renew", Value::Flag(self.dice.chance(40)));
        }
        if self.dice.chance(55) {
            let amount = (1 + self.dice.below(80)) * 50_000;
            let currency = *self.dice.one(&["CNY", "CNY", "CNY", "USD", "EUR"]);
            draft.set("value", money(amount, currency));
        }
        if self.dice.chance(25) {
            let topic = self.topic();
            let scope = both(&["Work on {}.", "开展{}方面的合作。"].map(Into::into), &topic);
            draft.set("scope", self.either(&scope));
        }
    }

    pub fn project(&mut self) {
        let mut draft = Draft::of("project");
        let (topic, city) = (self.topic(), self.lists.places.city(self.nth("project")));
        let names = ["{} at ", "{}"].map(ToOwned::to_owned);
        let names = both(&names, &topic);
        draft.set("name", text(&format!("{}{}", capital(&names[0]), city[0])));
        draft.set("name_zh", text(&format!("{}{}项目", city[1], names[1])));
        for field in ["category", "pattern", "stage"] {
            self.any(&mut draft, field);
        }
        let (lead, units) = (self.some("unit"), self.several("unit", 2));
        draft.set("lead_unit", link(lead));
        draft.set("units", units);
        let site = self.sight.named(&["region"], &city[0]).first().copied();
        let site = site.map(|id| (id, "", String::new()));
        draft.set("sites", parties(site.into_iter().collect()));
        self.involved(&mut draft);
        let starts = later(self.day, self.dice.days(-300, 60));
        draft.set("starts", self.about(starts));
        if self.dice.chance(75) {
            draft.set("ends", day(later(starts, self.dice.days(380, 1500))));
        }
        if self.dice.chance(70) {
            let budget = (2 + self.dice.below(200)) * 50_000;
            draft.set("budget", money(budget, "CNY"));
        }
        if self.dice.chance(60) {
            draft.set("trl", count(1 + self.dice.below(9)));
        }
        let areas = self.areas();
        draft.set("research_areas", areas);
        if self.dice.chance(15) {
            let gain = ["Saves a tenth of the energy.", "节能约一成。"].map(ToOwned::to_owned);
            draft.set("impact", self.either(&gain));
            draft.set("success_case", Value::Flag(true));
        }
        if self.dice.chance(10) {
            draft.set("key_project", Value::Flag(true));
        }
        self.common(&mut draft);
        self.add(draft);
    }

    /// Who takes part in a project, where, and who pays.
    fn involved(&mut self, draft: &mut Draft) {
        let roles = [("partner", 5), ("sponsor", 2), ("adopter", 2), ("owner", 1)];
        let mut with = Vec::new();
        for _ in 0..=self.dice.early(3) {
            let role = self.card(draft, "parties", &roles);
            with.extend(self.some("organization").map(|id| (id, role, String::new())));
        }
        draft.set("parties", parties(with));
        if self.dice.chance(40) {
            let amount = format!("CNY {},000, {}", 100 + self.dice.below(800), self.day.year());
            let fund = self.some("fund").map(|id| (id, "", amount));
            draft.set("funding", parties(fund.into_iter().collect()));
        }
        let linked = [("center", 25), ("agreement", 40), ("lead", 50)];
        for (field, percent) in linked {
            let kind = if field == "lead" { "contact" } else { field };
            let value = self.maybe(percent, kind);
            draft.set(field, value);
        }
        let technology = self.maybe(25, "technology").links();
        draft.set("technologies", links(technology));
    }

    pub fn event(&mut self) {
        let mut draft = Draft::of("event");
        let labels = draft.kind.named("category").map_or(&[][..], |column| column.shape.labels());
        let deck: Vec<_> = labels.iter().map(|label| (label.code, 1)).collect();
        let category = self.card(&draft, "category", &deck);
        draft.set("category", choice(category));
        let topic = self.topic();
        if let Some(pattern) = self.lists.work.events.get(category) {
            let names = both(pattern, &topic);
            draft.set("name", text(&names[0]));
            draft.set("name_zh", text(&names[1]));
        }
        let soon = SOON.get(self.left("event")).copied();
        let starts = match soon {
            Some(days) => later(self.today, days),
            None => later(self.day, self.dice.days(-20, 183)).min(later(self.today, 183)),
        };
        self.times(&mut draft, starts);
        self.any(&mut draft, "our_role");
        self.any(&mut draft, "theme");
        self.held(&mut draft, starts, soon.is_some_and(|days| days < CERTAIN));
        if self.dice.chance(85) {
            let places =
                ["Main Building 305", "Science Park, Hall A", "主楼报告厅", "科技园会议中心"];
            let place: &&str = self.dice.one(&places);
            draft.set("place", text(place));
        }
        let region = self.maybe(50, "region");
        draft.set("region", region);
        let by = if self.dice.chance(70) { "unit" } else { "office" };
        let by = self.maybe(80, by);
        draft.set("organized_by", by);
        let organizations = self.several("organization", 4);
        draft.set("organizations", organizations);
        draft.set("topics", super::draft::lines(&[&topic[0]]));
        if category.starts_with("annual") {
            draft.set("series", text(category));
            let yearly = Repeat::every(1, Period::Year, None);
            draft.set("repeats", yearly.map_or(Value::None, Value::Repeat));
        }
        draft.set("counted", Value::Flag(self.dice.chance(70)));
        self.common(&mut draft);
        self.add(draft);
    }

    fn times(&mut self, draft: &mut Draft, starts: NaiveDate) {
        let hour = [9, 10, 14, 15, 19][self.dice.below(5)];
        if self.dice.chance(80) {
            draft.set("starts", moment(starts, hour));
            draft.set("ends", moment(starts, hour + 3));
        } else {
            let day = |date| crate::value::Moment::day(date).map_or(Value::None, Value::Moment);
            draft.set("starts", day(starts));
            draft.set("ends", day(later(starts, self.dice.days(0, 2))));
        }
    }

    /// Whether an event took place, and who came.
    fn held(&mut self, draft: &mut Draft, starts: NaiveDate, is_soon: bool) {
        let is_past = starts < self.today;
        let past = [("held", 16), ("cancelled", 2), ("postponed", 1)];
        let ahead = [("planned", 2), ("confirmed", 2), ("postponed", 1), ("cancelled", 1)];
        let state = match (is_past, is_soon) {
            (true, _) => self.dice.deal((draft.kind.number, 0), &past),
            (false, true) => "confirmed",
            (false, false) => self.card(draft, "status", &ahead),
        };
        draft.set("status", choice(state));
        let capacity = 20 + 10 * self.dice.below(30);
        let registered = capacity / 10 * (2 + self.dice.below(8));
        if self.dice.chance(60) {
            draft.set("capacity", count(capacity));
            draft.set("registered", count(registered));
        }
        if state == "held" {
            draft.set("attended", count(registered / 10 * (5 + self.dice.below(6))));
            if self.dice.chance(20) {
                draft.set("estimated", Value::Flag(true));
            }
            if self.dice.chance(30) {
                let outcome =
                    ["Two firms ask for a visit.", "两家企业提出来访。"].map(ToOwned::to_owned);
                draft.set("outcome", self.either(&outcome));
                let project = self.maybe(40, "project").links();
                draft.set("projects", links(project));
            }
        }
        self.participants(draft, is_past);
    }

    fn participants(&mut self, draft: &mut Draft, is_past: bool) {
        let roles =
            [("entrepreneur", 3), ("expert", 3), ("scholar", 3), ("government official", 1)];
        let mut all = Vec::new();
        for _ in 0..self.dice.early(5) {
            let role = self.card(draft, "participants", &roles);
            let link = self.some("contact");
            let flag = is_past.then(|| self.dice.chance(80));
            all.push(Party { link, role: Some(Code::Borrowed(role)), text: "".into(), flag });
        }
        if !all.is_empty() {
            draft.set("participants", Value::Parties(all.into()));
        }
    }

    /// The saved views, each with the colleague who keeps it.
    pub fn views(&mut self) -> Result<(), String> {
        let kind = kind("view");
        for (nth, view) in self.lists.views.clone().into_iter().enumerate() {
            let mut draft = Draft::of("view");
            for (name, value) in view {
                let column = kind.named(&name).ok_or_else(|| format!("no field {name}"))?;
                let value = match value {
                    toml::Value::Array(all) => {
                        let all: Vec<&str> = all.iter().filter_map(toml::Value::as_str).collect();
                        super::draft::lines(&all)
                    }
                    other => match other.as_str().unwrap_or_default() {
                        "yes" => Value::Flag(true),
                        "no" => Value::Flag(false),
                        other => text(other),
                    },
                };
                draft.set(column.name, value);
            }
            let owner: Id = id("colleague", 1 + nth % 3 * usize::from(nth > 3));
            draft.set("owner", Value::Link(owner));
            self.add(draft);
        }
        Ok(())
    }
}

/// With a capital at the start.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

/// The day on which a term begins that ends on a day after whole years: not after the day given,
/// unless that is ahead and would be no more.
fn in_whole_years(from: NaiveDate, until: NaiveDate, today: NaiveDate) -> NaiveDate {
    let Some(after) = until.succ_opt() else { return from };
    let begins = (1..).map_while(|years| after.checked_sub_months(Months::new(12 * years)));
    let begin = begins.into_iter().find(|begin| *begin <= from).unwrap_or(from);
    if from > today && begin <= today { from } else { begin }
}
