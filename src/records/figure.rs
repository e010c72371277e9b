use crate::record::{Field, Group, Kind, Record, Surroundings, field, shown, wide};
use crate::value::{
    Choice, Code, Notes, Rule, Shape, Text, Value, When, Wrong, choice, label, words,
};

choice!(Qualifier {
    Exactly = label("exactly", "恰好"),
    MoreThan = label("more than", "超过"),
    About = label("about", "约"),
});

choice!(State {
    Met = label("met", "已达").good(),
    Short = label("short", "不足").soon(),
    Over = label("over", "超出"),
    PartialList = label("partial list", "名单不全"),
    Stale = label("stale", "已过时").soon(),
    Undefined = label("undefined", "口径未定"),
    NoneRecorded = label("none recorded", "无记录"),
});

/// A figure that the office has published, beside what is recorded. Figures have different
/// denominators: they are never added.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    name: Text,
    name_zh: Text,
    place: Option<i64>,
    claim: Option<i64>,
    qualifier: Option<Qualifier>,
    unit: Text,
    as_of: Option<When>,
    definition: Notes,
    rule: Option<Rule>,
    partial_list: Option<bool>,
}

pub const KIND: Kind = Kind {
    one: words("figure", "公布数字"),
    title: words("Figures", "对外公布数字"),
    tab: words("Figures", "数字"),
    shown: &[
        shown("name", 32),
        shown("claimed", 7),
        shown("as_of", 8),
        shown("recorded", 8),
        shown("state", 14),
        wide("gap", 6),
        wide("rule", 40),
    ],
    order: &["place"],
    group: Group::Reference,
    ..Kind::of::<Figure>(15, "figure", "figures")
};

impl Record for Figure {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, Figure.name, "Name", "英文名称").named(),
        field!(101, Figure.name_zh, "Chinese name", "名称").named(),
        field!(102, Figure.claim, "Claim", "公布值").main(),
        field!(103, Figure.qualifier, "Qualifier", "限定词").main(),
        field!(104, Figure.unit, "Unit", "计量单位").main(),
        field!(105, Figure.as_of, "As of", "截至").main(),
        field!(106, Figure.definition, "Definition", "定义"),
        field!(107, Figure.rule, "Rule", "统计口径")
            .hint(
                "a kind and a filter: members branch:domestic",
                "类别与筛选：members branch:domestic",
            )
            .main(),
        field!(108, Figure.place, "Place on the page", "网页中的次序").short("Place", "次序"),
        field!(109, Figure.partial_list, "The page names only some", "网页仅列出部分")
            .short("Partial", "部分"),
        Field::<Self>::computed(
            900,
            "claimed",
            words("Claim", "公布值"),
            Shape::Text,
            |figure, _, _| figure.claimed(),
        ),
        Field::<Self>::computed(
            901,
            "recorded",
            words("Recorded", "已录入"),
            Shape::Count,
            |figure, _, around| figure.recorded(around).map_or(Value::None, Value::Count),
        ),
        Field::<Self>::computed(
            902,
            "gap",
            words("Gap", "差额"),
            Shape::Count,
            |figure, _, around| {
                let gap = figure
                    .claim
                    .zip(figure.recorded(around))
                    .and_then(|(claim, recorded)| claim.checked_sub(recorded));
                gap.filter(|gap| *gap > 0).map_or(Value::None, Value::Count)
            },
        ),
        Field::<Self>::computed(
            903,
            "state",
            words("State", "状态"),
            Shape::Choice(State::LABELS),
            |figure, _, around| Value::Choice(Code::Borrowed(figure.state(around).code())),
        ),
    ];

    fn check(&self) -> Vec<(&'static str, Wrong)> {
        super::not_negative(&[("claim", self.claim), ("place", self.place)])
    }
}

impl Figure {
    fn claimed(&self) -> Value {
        let Some(claim) = self.claim else { return Value::None };
        let sign = match self.qualifier {
            Some(Qualifier::MoreThan) => ">",
            Some(Qualifier::About) => "~",
            _ => "",
        };
        Value::Text(format!("{sign}{claim}").into())
    }

    fn recorded(&self, around: &dyn Surroundings) -> Option<i64> {
        let count = around.count(self.rule.as_ref()?)?;
        i64::try_from(count).ok()
    }

    fn state(&self, around: &dyn Surroundings) -> State {
        let (Some(claim), Some(recorded)) = (self.claim, self.recorded(around)) else {
            return State::Undefined;
        };
        let exact = !matches!(self.qualifier, Some(Qualifier::MoreThan | Qualifier::About));
        match recorded {
            0 => State::NoneRecorded,
            _ if recorded < claim && self.partial_list == Some(true) => State::PartialList,
            _ if recorded < claim => State::Short,
            _ if recorded > claim && exact => State::Over,
            _ if recorded == claim && self.qualifier == Some(Qualifier::MoreThan) => State::Short,
            _ => State::Met,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::kind_named;
    use crate::store::fixture::{now, snapshot};
    use crate::store::{Person, Role, Sight};
    use crate::value::{Id, Value};

    #[test]
    fn no_claim_is_too_low_for_its_gap() {
        let lowest = i64::MIN.to_string();
        let office = snapshot(&[("figure", &[("claim", &lowest), ("rule", "members")])]);
        let sight = Sight::new(office, Person::new("wang", Role::Admin), now(), |_, _| Some(1));
        let gap = kind_named("figures").and_then(|kind| kind.named("gap")).expect("a column");
        let row = sight.row(Id { kind: 15, number: 1 }).expect("a figure");
        assert_eq!(sight.cell(row, gap), Value::None);
    }
}
