// The fields of an entry in a form: read, and shown with what is wrong with them.
#pragma once

#include "kerege/sdk/call.hpp"
#include "src/domain/portfolio.hpp"

namespace kerege::portfolio {

// As it was sent. Views live as long as the call.
TypedEntry typed_in(const sdk::Call& call);
// As it is kept. Views live as long as the entry.
TypedEntry typed_of(const Entry& entry);

// The keys of the template `fields`; a fault's words stand at their fields.
void show_fields(const sdk::Call& call, sdk::Model& form, const TypedEntry& typed,
                 const std::vector<FieldFault>& faults);

}  // namespace kerege::portfolio
