#include "host/src/pages/form_fields.hpp"

namespace kerege::pages {

Model& add_field(const House& house, const http::Exchange& exchange, const TextField& field,
                 std::string_view value, const Fault* fault, Model& form, std::string_view child) {
    Model& item = form.add(std::string(child));
    item.set("key", field.key)
        .set("label", tr(house, exchange, field.label))
        .set("type", field.type)
        .set("autocomplete", field.autocomplete)
        .set("value", value);
    if (field.required) item.add("required");
    if (!field.help.empty()) item.add("help").set("text", tr(house, exchange, field.help));
    if (!fault) return item;
    for (const FieldFault& wrong : fault->fields)
        if (wrong.field == field.key)
            item.add("wrong").set("text", tr(house, exchange, wrong.message));
    return item;
}

}  // namespace kerege::pages
