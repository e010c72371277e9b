//! Countries by their ISO codes, as people call them: those that partners come from. Another is
//! asked for by its code.

use crate::value::{Words, fold, words};

/// No country has a longer name, in characters.
const LONGEST: usize = 40;

/// Code and names; `|` stands between names for the same.
const COUNTRIES: [(&str, Words); 74] = [
    ("AE", words("United Arab Emirates|UAE", "阿联酋|阿拉伯联合酋长国")),
    ("AR", words("Argentina", "阿根廷")),
    ("AT", words("Austria", "奥地利")),
    ("AU", words("Australia", "澳大利亚|澳洲")),
    ("BE", words("Belgium", "比利时")),
    ("BG", words("Bulgaria", "保加利亚")),
    ("BR", words("Brazil", "巴西")),
    ("BY", words("Belarus", "白俄罗斯")),
    ("CA", words("Canada", "加拿大")),
    ("CH", words("Switzerland", "瑞士")),
    ("CL", words("Chile", "智利")),
    ("CN", words("China|Mainland China|PRC", "中国|中国大陆")),
    ("CO", words("Colombia", "哥伦比亚")),
    ("CZ", words("Czechia|Czech Republic", "捷克")),
    ("DE", words("Germany", "德国")),
    ("DK", words("Denmark", "丹麦")),
    ("EE", words("Estonia", "爱沙尼亚")),
    ("EG", words("Egypt", "埃及")),
    ("ES", words("Spain", "西班牙")),
    ("ET", words("Ethiopia", "埃塞俄比亚")),
    ("FI", words("Finland", "芬兰")),
    ("FR", words("France", "法国")),
    ("GB", words("United Kingdom|UK|Britain|Great Britain|England", "英国")),
    ("GR", words("Greece", "希腊")),
    ("HK", words("Hong Kong", "香港|中国香港")),
    ("HR", words("Croatia", "克罗地亚")),
    ("HU", words("Hungary", "匈牙利")),
    ("ID", words("Indonesia", "印度尼西亚|印尼")),
    ("IE", words("Ireland", "爱尔兰")),
    ("IL", words("Israel", "以色列")),
    ("IN", words("India", "印度")),
    ("IR", words("Iran", "伊朗")),
    ("IS", words("Iceland", "冰岛")),
    ("IT", words("Italy", "意大利")),
    ("JP", words("Japan", "日本")),
    ("KE", words("Kenya", "肯尼亚")),
    ("KH", words("Cambodia", "柬埔寨")),
    ("KR", words("South Korea|Korea|Republic of Korea", "韩国")),
    ("KZ", words("Kazakhstan", "哈萨克斯坦")),
    ("LA", words("Laos", "老挝")),
    ("LT", words("Lithuania", "立陶宛")),
    ("LU", words("Luxembourg", "卢森堡")),
    ("LV", words("Latvia", "拉脱维亚")),
    ("MM", words("Myanmar", "缅甸")),
    ("MN", words("Mongolia", "蒙古")),
    ("MO", words("Macao|Macau", "澳门|中国澳门")),
    ("MX", words("Mexico", "墨西哥")),
    ("MY", words("Malaysia", "马来西亚")),
    ("NG", words("Nigeria", "尼日利亚")),
    ("NL", words("Netherlands|The Netherlands|Holland", "荷兰")),
    ("NO", words("Norway", "挪威")),
    ("NZ", words("New Zealand", "新西兰")),
    ("PE", words("Peru", "秘鲁")),
    ("PH", words("Philippines", "菲律宾")),
    ("PK", words("Pakistan", "巴基斯坦")),
    ("PL", words("Poland", "波兰")),
    ("PT", words("Portugal", "葡萄牙")),
    ("QA", words("Qatar", "卡塔尔")),
    ("RO", words("Romania", "罗马尼亚")),
    ("RS", words("Serbia", "塞尔维亚")),
    ("RU", words("Russia", "俄罗斯")),
    ("SA", words("Saudi Arabia", "沙特阿拉伯|沙特")),
    ("SE", words("Sweden", "瑞典")),
    ("SG", words("Singapore", "新加坡")),
    ("SI", words("Slovenia", "斯洛文尼亚")),
    ("SK", words("Slovakia", "斯洛伐克")),
    ("TH", words("Thailand", "泰国")),
    ("TR", words("Turkey|Türkiye", "土耳其")),
    ("TW", words("Taiwan", "台湾|中国台湾")),
    ("UA", words("Ukraine", "乌克兰")),
    ("US", words("United States|USA|America|United States of America", "美国")),
    ("UZ", words("Uzbekistan", "乌兹别克斯坦")),
    ("VN", words("Vietnam|Viet Nam", "越南")),
    ("ZA", words("South Africa", "南非")),
];

/// The code of a country by one of its names, or by itself in capitals.
pub(super) fn code(text: &str) -> Option<&'static str> {
    if text.chars().nth(LONGEST).is_some() {
        return None;
    }
    let typed = fold(text);
    let is_called = |(code, names): &&(&str, Words)| {
        *code == text || all(*names).any(|name| fold(name) == typed)
    };
    COUNTRIES.iter().find(is_called).map(|(code, _)| *code)
}

/// Every name there is.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    COUNTRIES.iter().flat_map(|(_, names)| all(*names))
}

fn all(names: Words) -> impl Iterator<Item = &'static str> {
    names.en.split('|').chain(names.zh.split('|'))
}
