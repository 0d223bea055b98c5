#include "src/http/entry_form.hpp"

#include "src/http/words.hpp"

namespace kerege::portfolio {
namespace {

template <class Choices>
void show_choices(const sdk::Call& call, sdk::Model& form, std::string_view key,
                  const Choices& choices, std::string_view chosen) {
    for (const auto choice : choices) {
        sdk::Model option = form.add(key);
        option.set("code", word_of(choice)).set("label", name_of(call, choice));
        option.show_if(word_of(choice) == chosen, "chosen");
    }
}

}  // namespace

TypedEntry typed_in(const sdk::Call& call) {
    return {call.field("kind"),   call.field("level"),     call.field("title"),
            call.field("result"), call.field("begins_on"), call.field("ends_on"),
            call.field("place"),  call.field("note")};
}

TypedEntry typed_of(const Entry& entry) {
    return {word_of(entry.kind), entry.level ? word_of(*entry.level) : std::string_view(),
            entry.title,         entry.result,
            entry.begins_on,     entry.ends_on,
            entry.place,         entry.note};
}

void show_fields(const sdk::Call& call, sdk::Model& form, const TypedEntry& typed,
                 const std::vector<FieldFault>& faults) {
    show_choices(call, form, "kind", kKinds, typed.kind);
    show_choices(call, form, "level", kLevels, typed.level);
    form.set("typed_title", typed.title).set("typed_result", typed.result);
    form.set("typed_begins_on", typed.begins_on).set("typed_ends_on", typed.ends_on);
    form.set("typed_place", typed.place).set("typed_note", typed.note);
    for (const FieldFault& fault : faults)
        form.add(fault.field + "_problem").set("words", call.tr(fault.message));
    form.show_if(!faults.empty(), "wrong");
}

}  // namespace kerege::portfolio
