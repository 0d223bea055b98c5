#include "host/src/pages/kinship_words.hpp"

#include <utility>

#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr std::pair<std::string_view, std::string_view> kKinshipLabels[] = {
    {"mother", KEREGE_TR("mother")},
    {"father", KEREGE_TR("father")},
    {"guardian", KEREGE_TR("legal guardian")},
    {"other", KEREGE_TR("another relation")},
};

}  // namespace

std::string kinship_words(const House& house, const http::Exchange& exchange,
                          std::string_view kinship) {
    for (const auto& [code, label] : kKinshipLabels)
        if (code == kinship) return tr(house, exchange, label);
    return {};
}

void add_kinships(const House& house, const http::Exchange& exchange, std::string_view chosen,
                  Model& model) {
    for (const auto& [code, label] : kKinshipLabels) {
        Model& item = model.add("kinship");
        item.set("code", code).set("label", tr(house, exchange, label));
        if (code == chosen) item.add("chosen");
    }
}

}  // namespace kerege::pages
