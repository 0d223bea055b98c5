// The text of a document, taken apart for the page. Plain text with three signs at the beginning of
// a line, and no markup of its own: what is written is what is read.
//   # Heading        - item of a list        1.2. clause, with the number as it was written
// Other lines belong together until an empty one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kerege::agreements {

struct Block {
    enum class Kind { heading, clause, item, paragraph };
    Kind kind = Kind::paragraph;
    std::string number;  // of a clause: "1.2."
    std::string text;
};

// [any]
std::vector<Block> blocks_of(std::string_view text);

}  // namespace kerege::agreements
