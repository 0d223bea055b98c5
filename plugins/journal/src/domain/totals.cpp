#include "src/domain/totals.hpp"

namespace kerege::journal {

std::string Totals::average(std::string_view locale) const {
    if (marks == 0) return {};
    const int64_t hundredths = (200 * mark_sum + marks) / (2 * marks);
    std::string text = std::to_string(hundredths / 100);
    text += locale == "en" ? '.' : ',';
    text += static_cast<char>('0' + hundredths / 10 % 10);
    text += static_cast<char>('0' + hundredths % 10);
    return text;
}

}  // namespace kerege::journal
