//! How a Chinese character may be read, without tones. Of all readings on record only the likely
//! ones: the product of all takes ninety times the room of the names, and finds what nobody meant.

use pinyin::ToPinyin;

/// Most readings of one character.
pub(super) const MOST: usize = 3;

/// The likely readings of a character, the likeliest first; empty texts where there are fewer, all
/// empty of what is no Chinese character. What is written `ü` is typed `v`, or `u` by those who
/// know it from passports.
pub(super) fn readings(c: char) -> [&'static str; MOST] {
    if let Ok(place) = LIKELY.binary_search_by_key(&c, |(c, _)| *c) {
        return LIKELY[place].1;
    }
    match c.to_pinyin().map_or("", pinyin::Pinyin::plain) {
        "nü" => ["nv", "nu", ""],
        "lü" => ["lv", "lu", ""],
        "nüe" => ["nve", "nue", ""],
        "lüe" => ["lve", "lue", ""],
        other if other.is_ascii() => [other, "", ""],
        _ => [""; MOST],
    }
}

/// Whether letters are a syllable as it is typed.
pub(super) fn is_syllable(letters: &str) -> bool {
    SYLLABLES.binary_search(&letters).is_ok()
}

/// Whether letters are a syllable as far as it is typed.
pub(super) fn begins_syllable(letters: &str) -> bool {
    let first = SYLLABLES.partition_point(|syllable| *syllable < letters);
    SYLLABLES.get(first).is_some_and(|syllable| syllable.starts_with(letters))
}

/// The characters with more than one likely reading in the names of firms, places and people, or
/// with a likelier one than the first on record, in order.
const LIKELY: [(char, [&str; MOST]); 199] = [
    ('万', ["wan", "mo", ""]),
    ('乐', ["le", "yue", ""]),
    ('乘', ["cheng", "sheng", ""]),
    ('乜', ["nie", "mie", ""]),
    ('了', ["le", "liao", ""]),
    ('什', ["shen", "shi", ""]),
    ('仇', ["chou", "qiu", ""]),
    ('仔', ["zi", "zai", ""]),
    ('会', ["hui", "kuai", ""]),
    ('传', ["chuan", "zhuan", ""]),
    ('伯', ["bo", "bai", ""]),
    ('伺', ["si", "ci", ""]),
    ('似', ["si", "shi", ""]),
    ('佛', ["fo", "fu", ""]),
    ('佴', ["nai", "", ""]),
    ('便', ["bian", "pian", ""]),
    ('偻', ["lou", "lv", "lu"]),
    ('六', ["liu", "lu", ""]),
    ('刨', ["bao", "pao", ""]),
    ('刹', ["cha", "sha", ""]),
    ('削', ["xiao", "xue", ""]),
    ('剥', ["bo", "bao", ""]),
    ('劲', ["jin", "jing", ""]),
    ('勒', ["le", "lei", ""]),
    ('区', ["qu", "ou", ""]),
    ('单', ["dan", "shan", ""]),
    ('卜', ["bu", "bo", ""]),
    ('卡', ["ka", "qia", ""]),
    ('厦', ["xia", "sha", ""]),
    ('参', ["can", "shen", ""]),
    ('句', ["ju", "gou", ""]),
    ('召', ["zhao", "shao", ""]),
    ('叶', ["ye", "she", ""]),
    ('吁', ["xu", "yu", ""]),
    ('吓', ["xia", "he", ""]),
    ('吖', ["a", "ya", ""]),
    ('否', ["fou", "pi", ""]),
    ('员', ["yuan", "yun", ""]),
    ('呢', ["ne", "ni", ""]),
    ('咖', ["ka", "ga", ""]),
    ('咯', ["lo", "ge", ""]),
    ('咳', ["ke", "hai", ""]),
    ('咽', ["yan", "ye", ""]),
    ('嚼', ["jiao", "jue", ""]),
    ('圈', ["quan", "juan", ""]),
    ('地', ["di", "de", ""]),
    ('埋', ["mai", "man", ""]),
    ('埔', ["pu", "bu", ""]),
    ('堡', ["bao", "pu", "bu"]),
    ('塞', ["sai", "se", ""]),
    ('壳', ["ke", "qiao", ""]),
    ('奇', ["qi", "ji", ""]),
    ('姥', ["lao", "mu", ""]),
    ('娜', ["na", "nuo", ""]),
    ('宓', ["mi", "fu", ""]),
    ('宿', ["su", "xiu", ""]),
    ('尉', ["wei", "yu", ""]),
    ('尾', ["wei", "yi", ""]),
    ('屏', ["ping", "bing", ""]),
    ('属', ["shu", "zhu", ""]),
    ('峙', ["zhi", "shi", ""]),
    ('差', ["cha", "chai", ""]),
    ('巷', ["xiang", "hang", ""]),
    ('幢', ["zhuang", "chuang", ""]),
    ('弄', ["nong", "long", ""]),
    ('弹', ["dan", "tan", ""]),
    ('强', ["qiang", "jiang", ""]),
    ('恶', ["e", "wu", ""]),
    ('扎', ["zha", "za", ""]),
    ('扛', ["kang", "gang", ""]),
    ('折', ["zhe", "she", ""]),
    ('抹', ["mo", "ma", ""]),
    ('拓', ["tuo", "ta", ""]),
    ('择', ["ze", "zhai", ""]),
    ('括', ["kuo", "gua", ""]),
    ('拾', ["shi", "she", ""]),
    ('捋', ["lv", "lu", "luo"]),
    ('提', ["ti", "di", ""]),
    ('攒', ["zan", "cuan", ""]),
    ('数', ["shu", "shuo", ""]),
    ('於', ["yu", "wu", ""]),
    ('曾', ["zeng", "ceng", ""]),
    ('朝', ["chao", "zhao", ""]),
    ('朴', ["piao", "pu", ""]),
    ('杉', ["shan", "sha", ""]),
    ('枞', ["zong", "cong", ""]),
    ('枸', ["gou", "ju", ""]),
    ('柏', ["bai", "bo", ""]),
    ('柞', ["zha", "zuo", ""]),
    ('查', ["cha", "zha", ""]),
    ('栎', ["li", "yue", ""]),
    ('栖', ["qi", "xi", ""]),
    ('校', ["xiao", "jiao", ""]),
    ('槛', ["kan", "jian", ""]),
    ('模', ["mo", "mu", ""]),
    ('歙', ["she", "xi", ""]),
    ('殖', ["zhi", "shi", ""]),
    ('殷', ["yin", "yan", ""]),
    ('氏', ["shi", "zhi", ""]),
    ('氓', ["mang", "meng", ""]),
    ('沈', ["shen", "chen", ""]),
    ('没', ["mei", "mo", ""]),
    ('泊', ["bo", "po", ""]),
    ('泌', ["mi", "bi", ""]),
    ('洗', ["xi", "xian", ""]),
    ('浒', ["hu", "xu", ""]),
    ('浚', ["jun", "xun", ""]),
    ('涡', ["wo", "guo", ""]),
    ('漯', ["luo", "ta", ""]),
    ('澄', ["cheng", "deng", ""]),
    ('澹', ["dan", "tan", ""]),
    ('瀑', ["pu", "bao", ""]),
    ('炔', ["que", "", ""]),
    ('炮', ["pao", "bao", ""]),
    ('烙', ["lao", "luo", ""]),
    ('熟', ["shu", "shou", ""]),
    ('熨', ["yun", "yu", ""]),
    ('牟', ["mou", "mu", ""]),
    ('犍', ["qian", "jian", ""]),
    ('率', ["lv", "lu", "shuai"]),
    ('琢', ["zhuo", "zuo", ""]),
    ('畜', ["chu", "xu", ""]),
    ('番', ["fan", "pan", ""]),
    ('的', ["de", "di", ""]),
    ('盖', ["gai", "ge", ""]),
    ('盛', ["sheng", "cheng", ""]),
    ('省', ["sheng", "xing", ""]),
    ('着', ["zhe", "zhao", "zhuo"]),
    ('石', ["shi", "dan", ""]),
    ('祭', ["ji", "zhai", ""]),
    ('种', ["zhong", "chong", ""]),
    ('秘', ["mi", "bi", ""]),
    ('称', ["cheng", "chen", ""]),
    ('稽', ["ji", "qi", ""]),
    ('筠', ["yun", "jun", ""]),
    ('粘', ["zhan", "nian", ""]),
    ('糜', ["mi", "mei", ""]),
    ('系', ["xi", "ji", ""]),
    ('繁', ["fan", "po", ""]),
    ('纤', ["xian", "qian", ""]),
    ('约', ["yue", "yao", ""]),
    ('给', ["gei", "ji", ""]),
    ('缪', ["miao", "mou", "miu"]),
    ('缴', ["jiao", "zhuo", ""]),
    ('翟', ["zhai", "di", ""]),
    ('脉', ["mai", "mo", ""]),
    ('脯', ["pu", "fu", ""]),
    ('臭', ["chou", "xiu", ""]),
    ('色', ["se", "shai", ""]),
    ('艾', ["ai", "yi", ""]),
    ('芥', ["jie", "gai", ""]),
    ('茄', ["qie", "jia", ""]),
    ('荥', ["xing", "ying", ""]),
    ('荨', ["qian", "xun", ""]),
    ('莎', ["sha", "suo", ""]),
    ('莘', ["shen", "xin", ""]),
    ('莞', ["guan", "wan", ""]),
    ('落', ["luo", "la", "lao"]),
    ('蔓', ["man", "wan", ""]),
    ('蔚', ["wei", "yu", ""]),
    ('薄', ["bo", "bao", ""]),
    ('藏', ["zang", "cang", ""]),
    ('蚌', ["bang", "beng", ""]),
    ('蛤', ["ha", "ge", ""]),
    ('血', ["xue", "xie", ""]),
    ('行', ["xing", "hang", ""]),
    ('覃', ["qin", "tan", ""]),
    ('觉', ["jue", "jiao", ""]),
    ('角', ["jiao", "jue", ""]),
    ('解', ["jie", "xie", ""]),
    ('识', ["shi", "zhi", ""]),
    ('说', ["shuo", "shui", ""]),
    ('调', ["diao", "tiao", ""]),
    ('谷', ["gu", "yu", ""]),
    ('贾', ["jia", "gu", ""]),
    ('车', ["che", "ju", ""]),
    ('轧', ["zha", "ya", "ga"]),
    ('辟', ["pi", "bi", ""]),
    ('还', ["hai", "huan", ""]),
    ('遗', ["yi", "wei", ""]),
    ('那', ["na", "nuo", ""]),
    ('郇', ["xun", "huan", ""]),
    ('郗', ["xi", "chi", ""]),
    ('都', ["du", "", ""]),
    ('重', ["zhong", "chong", ""]),
    ('钥', ["yao", "yue", ""]),
    ('铅', ["qian", "yan", ""]),
    ('铊', ["ta", "tuo", ""]),
    ('长', ["chang", "zhang", ""]),
    ('阿', ["a", "e", ""]),
    ('降', ["jiang", "xiang", ""]),
    ('陶', ["tao", "yao", ""]),
    ('隗', ["wei", "kui", ""]),
    ('隽', ["juan", "jun", ""]),
    ('雀', ["que", "qiao", ""]),
    ('露', ["lu", "lou", ""]),
    ('颈', ["jing", "geng", ""]),
    ('骑', ["qi", "ji", ""]),
    ('龟', ["gui", "jun", "qiu"]),
];

/// Every syllable of Mandarin, without tones, as it is typed, in order.
#[rustfmt::skip]
const SYLLABLES: [&str; 409] = [
    "a", "ai", "an", "ang", "ao", "ba", "bai", "ban", "bang", "bao", "bei", "ben", "beng", "bi",
    "bian", "biao", "bie", "bin", "bing", "bo", "bu", "ca", "cai", "can", "cang", "cao", "ce",
    "cen", "ceng", "cha", "chai", "chan", "chang", "chao", "che", "chen", "cheng", "chi", "chong",
    "chou", "chu", "chua", "chuai", "chuan", "chuang", "chui", "chun", "chuo", "ci", "cong", "cou",
    "cu", "cuan", "cui", "cun", "cuo", "da", "dai", "dan", "dang", "dao", "de", "den", "deng", "di",
    "dian", "diao", "die", "ding", "diu", "dong", "dou", "du", "duan", "dui", "dun", "duo", "e",
    "ei", "en", "eng", "er", "fa", "fan", "fang", "fei", "fen", "feng", "fiao", "fo", "fou", "fu",
    "ga", "gai", "gan", "gang", "gao", "ge", "gei", "gen", "geng", "gong", "gou", "gu", "gua",
    "guai", "guan", "guang", "gui", "gun", "guo", "ha", "hai", "han", "hang", "hao", "he", "hei",
    "hen", "heng", "hong", "hou", "hu", "hua", "huai", "huan", "huang", "hui", "hun", "huo", "ji",
    "jia", "jian", "jiang", "jiao", "jie", "jin", "jing", "jiong", "jiu", "ju", "juan", "jue",
    "jun", "ka", "kai", "kan", "kang", "kao", "ke", "ken", "keng", "kong", "kou", "ku", "kua",
    "kuai", "kuan", "kuang", "kui", "kun", "kuo", "la", "lai", "lan", "lang", "lao", "le", "lei",
    "leng", "li", "lia", "lian", "liang", "liao", "lie", "lin", "ling", "liu", "lo", "long", "lou",
    "lu", "luan", "lue", "lun", "luo", "lv", "lve", "ma", "mai", "man", "mang", "mao", "me", "mei",
    "men", "meng", "mi", "mian", "miao", "mie", "min", "ming", "miu", "mo", "mou", "mu", "na",
    "nai", "nan", "nang", "nao", "ne", "nei", "nen", "neng", "ni", "nian", "niang", "niao", "nie",
    "nin", "ning", "niu", "nong", "nou", "nu", "nuan", "nue", "nun", "nuo", "nv", "nve", "o", "ou",
    "pa", "pai", "pan", "pang", "pao", "pei", "pen", "peng", "pi", "pian", "piao", "pie", "pin",
    "ping", "po", "pou", "pu", "qi", "qia", "qian", "qiang", "qiao", "qie", "qin", "qing", "qiong",
    "qiu", "qu", "quan", "que", "qun", "ran", "rang", "rao", "re", "ren", "reng", "ri", "rong",
    "rou", "ru", "rua", "ruan", "rui", "run", "ruo", "sa", "sai", "san", "sang", "sao", "se", "sen",
    "seng", "sha", "shai", "shan", "shang", "shao", "she", "shen", "sheng", "shi", "shou", "shu",
    "shua", "shuai", "shuan", "shuang", "shui", "shun", "shuo", "si", "song", "sou", "su", "suan",
    "sui", "sun", "suo", "ta", "tai", "tan", "tang", "tao", "te", "teng", "ti", "tian", "tiao",
    "tie", "ting", "tong", "tou", "tu", "tuan", "tui", "tun", "tuo", "wa", "wai", "wan", "wang",
    "wei", "wen", "weng", "wo", "wu", "xi", "xia", "xian", "xiang", "xiao", "xie", "xin", "xing",
    "xiong", "xiu", "xu", "xuan", "xue", "xun", "ya", "yan", "yang", "yao", "ye", "yi", "yin",
    "ying", "yo", "yong", "you", "yu", "yuan", "yue", "yun", "za", "zai", "zan", "zang", "zao",
    "ze", "zei", "zen", "zeng", "zha", "zhai", "zhan", "zhang", "zhao", "zhe", "zhen", "zheng",
    "zhi", "zhong", "zhou", "zhu", "zhua", "zhuai", "zhuan", "zhuang", "zhui", "zhun", "zhuo", "zi",
    "zong", "zou", "zu", "zuan", "zui", "zun", "zuo",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_made_of_syllables() {
        assert!(LIKELY.is_sorted_by(|(one, _), (next, _)| one < next));
        assert!(SYLLABLES.is_sorted_by(|one, next| one < next));
        for (c, readings) in LIKELY {
            let said: Vec<&str> = readings.into_iter().filter(|one| !one.is_empty()).collect();
            assert!(!said.is_empty() && said.iter().all(|one| is_syllable(one)), "{c}: {said:?}");
        }
    }

    #[test]
    fn a_character_is_read_in_all_likely_ways_and_no_other() {
        let cases = [
            ('重', &["zhong", "chong"][..]),
            ('女', &["nv", "nu"]),
            ('略', &["lve", "lue"]),
            ('国', &["guo"]),
            ('a', &[]),
            ('の', &[]),
        ];
        for (c, expected) in cases {
            let said: Vec<&str> = readings(c).into_iter().filter(|one| !one.is_empty()).collect();
            assert_eq!(said, expected, "{c}");
        }
    }
}
