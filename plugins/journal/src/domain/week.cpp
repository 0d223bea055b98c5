#include "src/domain/week.hpp"

namespace kerege::journal {

Period week_to_tell(std::string_view today) {
    const int since_sunday = weekday(parse_day(today).value()) % 7;
    const std::string sunday = days_before(today, since_sunday);
    return {days_before(sunday, 6), sunday};
}

}  // namespace kerege::journal
