use crate::record::{Field, Group, Kind, Record, Surroundings, field, shown, wide};
use crate::value::{
    Id, Lines, Links, Notes, Shape, Text, Value, When, Wrong, choice, label, words,
};

choice!(Category {
    Enterprise = label("enterprise", "企业"),
    University = label("university", "高校"),
    ResearchInstitute = label("research institute", "科研院所"),
    Government = label("government", "政府部门"),
    IndustrialBase = label("industrial base", "产业基地"),
    Association = label("association", "协会"),
});

choice!(Ownership {
    StateOwned = label("state-owned", "国有"),
    Private = label("private", "民营"),
    Foreign = label("foreign", "外资"),
    PublicBody = label("public body", "公共机构"),
});

choice!(Tier {
    Strategic = label("strategic", "战略"),
    Key = label("key", "重点"),
    Regular = label("regular", "一般"),
    Prospect = label("prospect", "潜在"),
});

/// An enterprise, university, authority or any other body the office deals with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Organization {
    name: Text,
    name_zh: Text,
    category: Option<Category>,
    ownership: Option<Ownership>,
    country: Text,
    region: Option<Id>,
    industry: Text,
    multinational: Option<bool>,
    pillar_leader: Option<bool>,
    fortune_rank: Option<i64>,
    fortune_year: Option<When>,
    tier: Option<Tier>,
    cadence: Option<i64>,
    needs: Notes,
    website: Text,
    phones: Lines,
    emails: Lines,
    address: Text,
    identifiers: Lines,
    parent: Option<Id>,
    successor: Option<Id>,
    distinct_from: Links,
}

pub const KIND: Kind = Kind {
    one: words("organization", "机构"),
    title: words("Organizations", "机构与企业"),
    tab: words("Organizations", "机构"),
    key: Some('6'),
    group: Group::Partners,
    shown: &[
        shown("name", 34),
        shown("category", 12),
        shown("country", 8),
        shown("agreements", 5),
        shown("last_contact", 10),
        wide("centers", 8),
        wide("tier", 9),
        wide("quiet_for", 7),
        wide("contacts", 8),
        wide("owner", 8),
        wide("name_zh", 24).headed("Chinese name", "中文名"),
    ],
    ..Kind::of::<Organization>(5, "organization", "organizations")
};

impl Record for Organization {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, Organization.name, "Name", "英文名称").named(),
        field!(101, Organization.name_zh, "Chinese name", "名称").named(),
        field!(102, Organization.category, "Category", "类别").main(),
        field!(103, Organization.ownership, "Ownership", "所有制"),
        field!(104, Organization.country, "Country", "国家")
            .hint("ISO code: CN, DE, JP", "ISO 代码：CN、DE、JP")
            .main(),
        field!(105, Organization.region, "Region", "地区").to(&["region"]).main(),
        field!(106, Organization.industry, "Industry", "行业").main(),
        field!(107, Organization.multinational, "Multinational", "跨国公司").short("Multi", "跨国"),
        field!(108, Organization.pillar_leader, "Pillar-industry leader", "支柱产业龙头")
            .short("Pillar", "龙头"),
        field!(109, Organization.fortune_rank, "Fortune 500 rank", "世界500强排名")
            .short("F500", "500强"),
        field!(110, Organization.fortune_year, "Year of that rank", "排名年份")
            .short("F. year", "年份"),
        field!(111, Organization.tier, "Tier", "分级").main(),
        field!(112, Organization.cadence, "Contact every … days", "联系间隔（天）")
            .short("Every", "间隔"),
        field!(113, Organization.needs, "Needs", "需求"),
        field!(114, Organization.website, "Website", "网站"),
        field!(115, Organization.phones, "Phones", "电话").private(),
        field!(116, Organization.emails, "Emails", "邮箱").private(),
        field!(117, Organization.address, "Address", "地址"),
        field!(118, Organization.identifiers, "Identifiers", "标识码")
            .short("Ids", "标识")
            .hint("USCC, ROR or LEI, ; between", "统一社会信用代码、ROR、LEI，用 ; 隔开"),
        field!(119, Organization.parent, "Parent", "上级机构").to(&["organization"]),
        field!(120, Organization.successor, "Successor", "后继机构").to(&["organization"]),
        field!(121, Organization.distinct_from, "Distinct from", "易混淆的机构")
            .hint("others of a similar name that are not the same", "名称相近但不是同一家的机构")
            .to(&["organization"]),
        Field::<Self>::computed(
            900,
            "agreements",
            words("Agreements", "协议数"),
            Shape::Count,
            |_, me, around| super::counted(around.linked(me, "agreement").len()),
        )
        .short("Agr.", "协议"),
        Field::<Self>::computed(
            901,
            "centers",
            words("Centers", "中心数"),
            Shape::Count,
            |_, me, around| super::counted(around.linked(me, "center").len()),
        )
        .short("Centers", "中心"),
        Field::<Self>::computed(
            902,
            "last_contact",
            words("Last contact", "最近联系"),
            Shape::When,
            |_, me, around| last_contact(me, around).map_or(Value::None, Value::When),
        )
        .short("Last touch", "最近联系"),
        Field::<Self>::computed(
            903,
            "quiet_for",
            words("Days without contact", "未联系天数"),
            Shape::Count,
            |_, me, around| quiet_for(me, around).map_or(Value::None, Value::Count),
        )
        .short("Quiet", "未联系"),
        Field::<Self>::computed(
            904,
            "contacts",
            words("Contacts", "联系人数"),
            Shape::Count,
            |_, me, around| contacts(me, around),
        )
        .short("Contacts", "联系人"),
    ];

    fn check(&self) -> Vec<(&'static str, Wrong)> {
        super::not_negative(&[("fortune_rank", self.fortune_rank), ("cadence", self.cadence)])
    }
}

/// The last interaction with an organization up to today: one that names it, or names none and
/// regards it or somebody of it. A note is no contact.
fn last_contact(me: Id, around: &dyn Surroundings) -> Option<When> {
    let touches = |of: Id| around.linked_cells(of, "interaction", "when");
    let through = around.linked(me, "contact").into_iter().flat_map(touches);
    let with_me = |one: Id| {
        let named = around.cell(one, "organizations").links();
        let is_note = around.cell(one, "category").code() == "note";
        !is_note && (named.is_empty() || named.contains(&me))
    };
    let mut last = None;
    for (one, when) in touches(me).into_iter().chain(through) {
        let Value::When(when) = when else { continue };
        // What is later is asked for more, and that is seldom.
        if Some(when) > last && when.first() <= around.today() && with_me(one) {
            last = Some(when);
        }
    }
    last
}

/// From the first day that the last contact can have been, so that a vague date never passes
/// for a recent one.
fn quiet_for(me: Id, around: &dyn Surroundings) -> Option<i64> {
    let last = last_contact(me, around)?;
    Some((around.today() - last.first()).num_days())
}

/// Those who have not left.
fn contacts(me: Id, around: &dyn Surroundings) -> Value {
    let has_left = |contact: &Id| matches!(around.cell(*contact, "until"), Value::When(until) if until.last() < around.today());
    let all = around.linked(me, "contact");
    super::counted(all.iter().filter(|contact| !has_left(contact)).count())
}

#[cfg(test)]
mod tests {
    use crate::record::Surroundings;
    use crate::store::Role;
    use crate::store::fixture::{Typed, sight, snapshot};
    use crate::value::{Id, Value};

    /// What a cell of the first organization says beside these records.
    fn cell(field: &str, more: &[(&str, &[Typed<'_>])]) -> Value {
        let toyota: (&str, &[Typed<'_>]) = ("organization", &[("name", "Toyota")]);
        let siemens: (&str, &[Typed<'_>]) = ("organization", &[("name", "Siemens")]);
        let sato: (&str, &[Typed<'_>]) =
            ("contact", &[("name", "Sato"), ("organization", "organization-1")]);
        let snapshot = snapshot(&[&[toyota, siemens, sato], more].concat());
        let sight = sight(&snapshot, Role::Viewer);
        Surroundings::cell(&sight, Id::parse("organization-1").expect("an id"), field)
    }

    fn quiet_for(touch: &[Typed<'_>]) -> Value {
        cell("quiet_for", &[("interaction", touch)])
    }

    const NAMED: Typed<'_> = ("organizations", "organization-1");

    #[test]
    fn an_organization_is_quiet_since_the_last_contact_with_it() {
        assert_eq!(cell("quiet_for", &[]), Value::None);
        assert_eq!(quiet_for(&[NAMED, ("when", "2026-11-20")]), Value::Count(2));
        assert_eq!(
            quiet_for(&[("contacts", "contact-1"), ("when", "2026-11-22")]),
            Value::Count(0)
        );
        let regarding = ("regarding", "organization-1");
        assert_eq!(quiet_for(&[regarding, ("when", "2026-11-12")]), Value::Count(10));
        let touches: &[(&str, &[Typed<'_>])] = &[
            ("interaction", &[NAMED, ("when", "2026-10-01")]),
            ("interaction", &[NAMED, ("when", "2026-11-01")]),
            ("interaction", &[NAMED, ("when", "2025")]),
        ];
        assert_eq!(cell("quiet_for", touches), Value::Count(21));
        assert_eq!(cell("last_contact", touches), cell("last_contact", &touches[..2]));
    }

    #[test]
    fn what_was_no_contact_with_it_does_not_count() {
        assert_eq!(quiet_for(&[NAMED, ("when", "2026-11-23")]), Value::None);
        assert_eq!(quiet_for(&[NAMED]), Value::None);
        let note = ("category", "note");
        assert_eq!(quiet_for(&[NAMED, note, ("when", "2026-11-20")]), Value::None);
        let other = ("organizations", "organization-2");
        for about in [("regarding", "organization-1"), ("contacts", "contact-1")] {
            assert_eq!(quiet_for(&[other, about, ("when", "2026-11-20")]), Value::None);
        }
    }

    #[test]
    fn a_vague_date_never_passes_for_a_recent_contact() {
        assert_eq!(quiet_for(&[NAMED, ("when", "2026-11")]), Value::Count(21));
        assert_eq!(quiet_for(&[NAMED, ("when", "2026")]), Value::Count(325));
    }

    #[test]
    fn a_member_is_as_quiet_as_its_organization() {
        let member: &[Typed<'_>] = &[("organization", "organization-1")];
        let touch: &[Typed<'_>] = &[NAMED, ("when", "2026-11-20")];
        let toyota: (&str, &[Typed<'_>]) = ("organization", &[("name", "Toyota")]);
        let snapshot = snapshot(&[toyota, ("member", member), ("interaction", touch)]);
        let sight = sight(&snapshot, Role::Viewer);
        let id = Id::parse("member-1").expect("an id");
        assert_eq!(Surroundings::cell(&sight, id, "quiet_for"), Value::Count(2));
    }

    #[test]
    fn who_has_left_is_no_contact_any_more() {
        assert_eq!(cell("contacts", &[]), Value::Count(1));
        let tanaka = ("organization", "organization-1");
        let left: &[Typed<'_>] = &[("name", "Tanaka"), tanaka, ("until", "2025")];
        assert_eq!(cell("contacts", &[("contact", left)]), Value::Count(1));
        let stays: &[Typed<'_>] = &[("name", "Tanaka"), tanaka, ("until", "2026")];
        assert_eq!(cell("contacts", &[("contact", stays)]), Value::Count(2));
    }
}
