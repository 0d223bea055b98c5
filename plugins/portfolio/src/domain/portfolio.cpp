#include "src/domain/portfolio.hpp"

#include <charconv>

namespace kerege::portfolio {

int school_year_of(std::string_view day) {
    int year = 0;
    std::from_chars(day.data(), day.data() + 4, year);
    return day.substr(5, 2) < "09" ? year - 1 : year;
}

Portfolio arrange(const std::vector<Record>& records) {
    Portfolio out;
    for (const Record& record : records) {
        if (record.removed) {
            out.removed.push_back(record);
        } else if (is_course(record.entry.kind)) {
            out.courses.push_back(record);
        } else {
            const int year = school_year_of(record.entry.begins_on);
            if (out.years.empty() || out.years.back().year != year) out.years.push_back({year, {}});
            out.years.back().records.push_back(record);
        }
    }
    return out;
}

}  // namespace kerege::portfolio
