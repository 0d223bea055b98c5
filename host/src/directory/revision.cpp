#include "host/src/directory/revision.hpp"

#include <fmt/format.h>

namespace kerege::directory {

Revision& Revision::add(std::initializer_list<const std::string*> values) {
    for (const std::string* value : values)
        for (const char letter : *value + '\0')
            hash_ = (hash_ ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
    return *this;
}

std::string Revision::text() const { return fmt::format("{:016x}", hash_); }

}  // namespace kerege::directory
