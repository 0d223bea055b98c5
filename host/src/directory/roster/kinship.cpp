#include "host/src/directory/roster/kinship.hpp"

#include <algorithm>
#include <map>

#include "host/src/base/text.hpp"

namespace kerege::directory::roster {
namespace {

// The words of each, parted by "|".
struct Words {
    std::string_view kinship;
    std::string_view written;
    std::string_view words;
    std::string_view headings;
};

constexpr Words kWords[] = {
    {"mother", "анасы/мать", "mother|mom|мать|мама|ана|анасы|шешесі|шеше",
     "Анасы|Анасының аты-жөні|Анасының Т.А.Ә.|Шешесі|Мать|Мама|ФИО матери|ФИО мамы|Ф.И.О. матери|"
     "Mother|Mother's name|Mother's full name|Mother name"},
    {"father", "әкесі/отец", "father|dad|отец|папа|әке|әкесі",
     "Әкесі|Әкесінің аты-жөні|Әкесінің Т.А.Ә.|Отец|Папа|ФИО отца|ФИО папы|Ф.И.О. отца|Father|"
     "Father's name|Father's full name|Father name"},
    {"guardian", "қамқоршысы/опекун",
     "guardian|legal guardian|опекун|попечитель|опекун или попечитель|қамқоршы|қамқоршысы|"
     "қорғаншы|қорғаншысы",
     "Опекун|Қамқоршысы"},
    {"other", "басқа/иное",
     "other|relative|grandmother|grandfather|aunt|uncle|sister|brother|иное|другое|родственник|"
     "родственница|бабушка|дедушка|тётя|тетя|дядя|сестра|брат|басқа|туысы|туыс|әжесі|әже|атасы|"
     "ата|апасы|ағасы|нағашысы|мачеха|отчим",
     ""},
};

using ByWord = std::map<std::string, std::string_view>;

ByWord folded(std::string_view Words::*list) {
    ByWord all;
    for (const Words& one : kWords)
        for (const std::string& word : text::split(one.*list, "|"))
            all.emplace(text::fold(word), one.kinship);
    return all;
}

// Of the whole, else what all parts that are known say together.
std::string find(const ByWord& known, std::string_view text) {
    if (const auto whole = known.find(text::fold(text)); whole != known.end())
        return std::string(whole->second);
    std::string_view said;
    for (const std::string& part : text::split(text, "/\\|(),;*")) {
        const auto found = known.find(text::fold(part));
        if (found == known.end()) continue;
        if (!said.empty() && said != found->second) return {};
        said = found->second;
    }
    return std::string(said);
}

}  // namespace

bool is_kinship(std::string_view word) {
    return std::ranges::find(kKinships, word) != kKinships.end();
}

std::string kinship_of_word(std::string_view word) {
    static const ByWord known = folded(&Words::words);
    return find(known, word);
}

std::string kinship_of_heading(std::string_view heading) {
    static const ByWord known = folded(&Words::headings);
    return find(known, heading);
}

std::string kinship_of_role(std::string_view role) {
    const std::string word = text::lower(role);
    if (word == "guardian") return word;
    return word == "relative" || word == "other" ? "other" : "";
}

std::string_view role_of_kinship(std::string_view kinship) {
    if (kinship == "guardian") return "guardian";
    return kinship == "other" ? "relative" : "parent";
}

std::string_view kinship_written(std::string_view kinship) {
    for (const Words& one : kWords)
        if (one.kinship == kinship) return one.written;
    return {};
}

}  // namespace kerege::directory::roster
