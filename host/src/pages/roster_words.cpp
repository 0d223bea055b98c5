#include "host/src/pages/roster_words.hpp"

#include "host/src/base/text_values.hpp"
#include "host/src/pages/kinship_words.hpp"
#include "kerege/abi/i18n.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {

std::string by_commas(const std::vector<std::string>& parts) {
    std::string all;
    for (const std::string& part : parts)
        if (!part.empty()) all += (all.empty() ? "" : ", ") + part;
    return all;
}

std::string words_of_value(const House& house, const http::Exchange& exchange,
                           std::string_view field, const std::string& value) {
    if (value.empty()) return "–";
    if (field == "birth_date") return view::format_day(exchange.locale, value, KEREGE_DAY_FULL);
    if (field == "phone") return text::show_phone(value);
    if (field == "sex")
        return tr(house, exchange, value == "female" ? KEREGE_TR("female") : KEREGE_TR("male"));
    if (field == "kinship") return kinship_words(house, exchange, value);
    std::string text = value;
    for (size_t at = 0; (at = text.find('\n', at)) != std::string::npos;) text.replace(at, 1, ", ");
    return text;
}

std::string person_words(const House& house, const http::Exchange& exchange,
                         const std::string& name, const std::string& birth_date,
                         const std::vector<std::string>& labels, const std::string& phone) {
    const auto said = [&](std::string_view field, const std::string& value) {
        return value.empty() ? value : words_of_value(house, exchange, field, value);
    };
    return by_commas(
        {name, said("birth_date", birth_date), by_commas(labels), said("phone", phone)});
}

}  // namespace kerege::pages
