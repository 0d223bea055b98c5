#include "host/src/pages/open_data_words.hpp"

namespace kerege::pages {
namespace {

std::string_view often(open_data::Every every) {
    switch (every) {
        case open_data::Every::day:
            return KEREGE_TR("Made anew every day.");
        case open_data::Every::week:
            return KEREGE_TR("Made anew every week.");
        case open_data::Every::month:
            return KEREGE_TR("Made anew every month.");
        case open_data::Every::quarter:
            break;
    }
    return KEREGE_TR("Made anew every quarter of the year.");
}

}  // namespace

void add_rule(const House& house, const http::Exchange& exchange, const open_data::Rule& rule,
              Model& model) {
    model.set("step", rule.step())
        .set("from", rule.shown_from())
        .set("often", tr(house, exchange, often(house.open_data.settings().every)));
}

}  // namespace kerege::pages
