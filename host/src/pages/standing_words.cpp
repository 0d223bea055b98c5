#include "host/src/pages/standing_words.hpp"

#include "kerege/sdk/tr.hpp"

namespace kerege::pages {

std::string_view ground_label(std::string_view ground) {
    static constexpr std::pair<std::string_view, std::string_view> kLabels[] = {
        {"studies_ended", KEREGE_TR("Studies ended")},
        {"expelled", KEREGE_TR("Expelled")},
        {"moved", KEREGE_TR("Moved to another organisation")},
        {"child_left", KEREGE_TR("The child's studies ended, or the child moved")},
        {"employment_ended", KEREGE_TR("Employment ended or changed")},
        {"service_ended", KEREGE_TR("Civil service ended or changed")},
    };
    for (const auto& [word, label] : kLabels)
        if (word == ground) return label;
    return {};
}

std::string_view breach_label(std::string_view reason) {
    static constexpr std::pair<std::string_view, std::string_view> kLabels[] = {
        {"6.1", KEREGE_TR("Terrorism, hatred, violence, pornography or harm to minors")},
        {"6.2", KEREGE_TR("Gambling, weapons, drugs or forbidden advertising")},
        {"6.3", KEREGE_TR("Crime")},
        {"6.4", KEREGE_TR("Fraud or a pyramid scheme")},
        {"6.5", KEREGE_TR("Pretending to be somebody else")},
        {"6.6", KEREGE_TR("Collecting data of users")},
        {"6.7", KEREGE_TR("Malware, serial numbers or stolen access")},
        {"6.8", KEREGE_TR("Attacks on the system, spam, forged headers or robots")},
    };
    for (const auto& [word, label] : kLabels)
        if (word == reason) return label;
    return {};
}

std::string standing_words(const House& house, const http::Exchange& exchange,
                           const access::Restriction& restriction) {
    if (!restriction.until_ms)
        return tr(house, exchange,
                  restriction.blocked ? KEREGE_TR("Blocked") : KEREGE_TR("Restricted"));
    return view::fill(tr(house, exchange,
                         restriction.blocked ? KEREGE_TR("Blocked until {until}")
                                             : KEREGE_TR("Restricted until {until}")),
                      {{"until", access::until_words(house.local_time, *restriction.until_ms)}});
}

void add_restriction(const House& house, const http::Exchange& exchange,
                     const access::Restriction& restriction, Model& place) {
    Model& item = place.add("restriction");
    item.set("standing", standing_words(house, exchange, restriction))
        .set("breach", tr(house, exchange, breach_label(restriction.reason)))
        .set("reason", restriction.reason)
        .set("note", restriction.note)
        .set("since", instant(house, exchange, restriction.from_ms));
    item.add(restriction.blocked ? "blocked" : "looking");
}

}  // namespace kerege::pages
