#include "host/src/http/locale.hpp"

#include <algorithm>

#include "host/src/http/text.hpp"
#include "host/src/view/translator.hpp"

namespace kerege::http {
namespace {

// "0.85" → 850. What is no weight counts as 1, as if it were not there.
int thousandths(std::string_view text) {
    if (text.empty() || (text.front() != '0' && text.front() != '1')) return 1000;
    int value = (text.front() - '0') * 1000;
    int unit = 100;
    for (size_t i = 2; i < text.size() && i < 5; ++i, unit /= 10) {
        if (text[1] != '.' || text[i] < '0' || text[i] > '9') return 1000;
        value += (text[i] - '0') * unit;
    }
    return std::min(value, 1000);
}

template <class Each>
void each_accepted(std::string_view list, const Each& each) {
    while (!list.empty()) {
        const size_t end = std::min(list.find(','), list.size());
        const auto entry = list.substr(0, end);
        list.remove_prefix(std::min(end + 1, list.size()));
        const size_t semicolon = std::min(entry.find(';'), entry.size());
        int weight = 1000;
        const size_t q = entry.find("q=", semicolon);
        if (q != std::string_view::npos) weight = thousandths(trim(entry.substr(q + 2)));
        each(trim(entry.substr(0, semicolon)), weight);
    }
}

}  // namespace

std::string_view accepted_locale(std::string_view accept_language) {
    std::string_view best = view::kLocales[0];
    int best_weight = 0;
    each_accepted(accept_language, [&](std::string_view tag, int weight) {
        const auto language = tag.substr(0, tag.find('-'));
        for (const auto locale : view::kLocales) {
            if (weight <= best_weight || !equals_ignoring_case(language, locale)) continue;
            best = locale;
            best_weight = weight;
        }
    });
    return best;
}

int weight_of(std::string_view accepted, std::string_view word) {
    int found = 0;
    each_accepted(accepted, [&](std::string_view entry, int weight) {
        if (equals_ignoring_case(entry, word)) found = weight;
    });
    return found;
}

}  // namespace kerege::http
