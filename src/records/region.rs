use crate::record::{Field, Group, Kind, Record, Surroundings, field, shown, wide};
use crate::value::{Id, Shape, Text, Value, choice, label, words};

choice!(Level {
    Macro = label("macro", "大区"),
    Province = label("province", "省"),
    AutonomousRegion = label("autonomous region", "自治区"),
    Municipality = label("municipality", "直辖市"),
    PrefectureCity = label("prefecture city", "地级市"),
    CountyCity = label("county city", "县级市"),
    District = label("district", "区"),
    Zone = label("zone", "开发区"),
});

choice!(Strategy {
    Western = label("western", "西部大开发"),
    NorthEast = label("north-east", "东北振兴"),
    Central = label("central", "中部崛起"),
});

/// A province, city or zone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Region {
    name: Text,
    name_zh: Text,
    level: Option<Level>,
    code: Text,
    strategy: Option<Strategy>,
    partner_city: Option<bool>,
    parent: Option<Id>,
}

pub const KIND: Kind = Kind {
    one: words("region", "地区"),
    title: words("Regions", "地区"),
    tab: words("Regions", "地区"),
    shown: &[
        shown("name", 30),
        shown("level", 17),
        shown("parent", 14),
        shown("strategy", 11),
        wide("code", 8),
        wide("name_zh", 16).headed("Chinese name", "中文名"),
    ],
    order: &["tree"],
    ordered: Some(words("as a tree", "按隶属关系")),
    group: Group::Reference,
    ..Kind::of::<Region>(18, "region", "regions")
};

/// More levels than there are: a region that lies in itself by mistake is written no deeper.
const LEVELS: usize = 6;

impl Region {
    /// The names from the outermost region in which it lies to its own.
    fn tree(&self, around: &dyn Surroundings) -> Value {
        let own = if self.name.0.is_empty() { &self.name_zh } else { &self.name };
        let (mut names, mut at) = (vec![own.0.to_string()], self.parent);
        while let Some(id) = at.filter(|_| names.len() < LEVELS) {
            let name = ["name", "name_zh"].map(|field| around.cell(id, field));
            let Some(name) = name.iter().find(|name| !name.text().is_empty()) else { break };
            names.push(name.text().to_owned());
            at = around.cell(id, "parent").links().first().copied();
        }
        names.reverse();
        Value::Text(names.join(" / ").into())
    }
}

impl Record for Region {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, Region.name, "Name", "英文名称").named(),
        field!(101, Region.name_zh, "Chinese name", "名称").named(),
        field!(102, Region.level, "Level", "级别").main(),
        field!(103, Region.code, "Code", "行政区划代码")
            .hint("GB/T 2260", "GB/T 2260")
            .short("Code", "代码"),
        field!(104, Region.strategy, "Strategy", "国家战略").short("Strategy", "战略").main(),
        field!(105, Region.partner_city, "Partner city", "合作城市").short("Partner", "合作"),
        field!(106, Region.parent, "Parent", "上级地区").to(&["region"]).main(),
        Field::<Self>::computed(
            900,
            "tree",
            words("Place in the tree", "隶属路径"),
            Shape::Text,
            |region, _, around| region.tree(around),
        )
        .short("Tree", "隶属"),
    ];
}
