//! The records that are measured with: the same every time.

use liaison::records;
use liaison::store::Edit;
use liaison::value::{Code, Id, Party, Value};

/// 300 organizations, and of those members, agreements and centers.
pub fn records_of(batch: usize) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut add = |kind: &str, fields: &[(&str, Value)]| {
        let kind = records::kind_named(kind).expect("a kind");
        let number = |name: &str| kind.named(name).expect("a field").number;
        let fields = fields.iter().map(|(name, value)| (number(name), value.clone())).collect();
        let id = Id::provisional(kind.number, edits.len() as u32);
        edits.push(Edit::Add { id, fields });
        id
    };
    for nth in 0..300 {
        let (name, name_zh) = names(batch * 300 + nth);
        let organization = add(
            "organizations",
            &[
                ("name", text(&name)),
                ("name_zh", text(&name_zh)),
                ("category", choice("enterprise")),
                ("country", text(if nth % 3 == 0 { "DE" } else { "CN" })),
            ],
        );
        if nth % 3 == 0 {
            let branch = choice(if nth % 2 == 0 { "domestic" } else { "overseas" });
            add("members", &[("organization", Value::Link(organization)), ("branch", branch)]);
        }
        let with = Value::Parties([Party { link: Some(organization), ..Party::default() }].into());
        if nth % 4 == 0 {
            let name = text(&format!("Framework agreement with {name}"));
            let name_zh = text(&format!("与{name_zh}的框架协议"));
            let fields = [("name", name), ("name_zh", name_zh), ("parties", with.clone())];
            add("agreements", &fields);
        }
        if nth % 12 == 0 {
            let name = text(&format!("Joint center with {name}"));
            let name_zh = text(&format!("与{name_zh}的联合研究中心"));
            add("centers", &[("name", name), ("name_zh", name_zh), ("partners", with)]);
        }
    }
    edits
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn choice(code: &'static str) -> Value {
    Value::Choice(Code::Borrowed(code))
}

/// The names of the nth organization: place, trade and form run through as digits do.
fn names(nth: usize) -> (String, String) {
    const PLACES: [(&str, &str); 20] = [
        ("Beijing", "北京"),
        ("Tianjin", "天津"),
        ("Shijiazhuang", "石家庄"),
        ("Shenyang", "沈阳"),
        ("Harbin", "哈尔滨"),
        ("Shanghai", "上海"),
        ("Nanjing", "南京"),
        ("Suzhou", "苏州"),
        ("Hangzhou", "杭州"),
        ("Hefei", "合肥"),
        ("Xiamen", "厦门"),
        ("Jinan", "济南"),
        ("Zhengzhou", "郑州"),
        ("Wuhan", "武汉"),
        ("Changsha", "长沙"),
        ("Shenzhen", "深圳"),
        ("Chengdu", "成都"),
        ("Chongqing", "重庆"),
        ("Kunming", "昆明"),
        ("Xi'an", "西安"),
    ];
    const TRADES: [(&str, &str); 20] = [
        ("Battery", "电池"),
        ("Turbine", "汽轮机"),
        ("Optics", "光学"),
        ("Steel", "钢铁"),
        ("Water", "水务"),
        ("Grid", "电网"),
        ("Rail", "轨道交通"),
        ("Vaccine", "疫苗"),
        ("Software", "软件"),
        ("Ceramics", "陶瓷"),
        ("Shipping", "航运"),
        ("Aviation", "航空"),
        ("Solar", "光伏"),
        ("Chip", "芯片"),
        ("Textile", "纺织"),
        ("Cement", "水泥"),
        ("Seed", "种业"),
        ("Robot", "机器人"),
        ("Telecom", "通信"),
        ("Robust Materials", "新材料"),
    ];
    const FORMS: [(&str, &str); 15] = [
        ("Group", "集团"),
        ("Company Limited", "有限公司"),
        ("Works", "厂"),
        ("Research Institute", "研究院"),
        ("Holding", "控股"),
        ("Technology Company", "科技公司"),
        ("Investment Corporation", "投资公司"),
        ("Engineering Company", "工程公司"),
        ("Equipment Corporation", "装备公司"),
        ("Laboratory", "实验室"),
        ("Design Institute", "设计院"),
        ("Trading Company", "贸易公司"),
        ("Service Company", "服务公司"),
        ("Joint Stock Company", "股份公司"),
        ("International", "国际公司"),
    ];
    let place = PLACES[nth % PLACES.len()];
    let trade = TRADES[nth / PLACES.len() % TRADES.len()];
    let form = FORMS[nth / (PLACES.len() * TRADES.len()) % FORMS.len()];
    (format!("{} {} {}", place.0, trade.0, form.0), format!("{}{}{}", place.1, trade.1, form.1))
}
