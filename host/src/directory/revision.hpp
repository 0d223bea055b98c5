// Tells one state of a record from another, so that nobody saves over what they have not seen.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>

namespace kerege::directory {

// 64 bits of FNV-1a in hexadecimal: differs by accident, not against somebody who wants two states
// alike.
class Revision {
public:
    Revision& add(std::initializer_list<const std::string*> values);
    Revision& add(const std::string& value) { return add({&value}); }
    std::string text() const;

private:
    uint64_t hash_ = 0xcbf29ce484222325;
};

}  // namespace kerege::directory
