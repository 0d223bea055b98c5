#include "host/src/http/exchange.hpp"

namespace kerege::http {

const access::Scope& Exchange::scope() const {
    static const access::Scope nobody;
    return session ? session->scope : nobody;
}

std::string_view Exchange::path_value(std::string_view name) const {
    for (const Field& field : path_values) {
        if (field.name == name) return field.value;
    }
    return {};
}

}  // namespace kerege::http
