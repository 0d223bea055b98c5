// Fields of one line, as the partial "field" shows them.
#pragma once

#include <string_view>

#include "host/src/pages/support.hpp"

namespace kerege::pages {

struct TextField {
    std::string_view key;
    std::string_view label;  // a message id, as help is
    std::string_view help = {};
    std::string_view type = "text";
    std::string_view autocomplete = "off";
    bool required = false;
};

// Adds a child of that name: the field with its value, and what is wrong with it.
Model& add_field(const House& house, const http::Exchange& exchange, const TextField& field,
                 std::string_view value, const Fault* fault, Model& form,
                 std::string_view child = "field");

}  // namespace kerege::pages
