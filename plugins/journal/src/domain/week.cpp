#include "src/domain/week.hpp"

#include "kerege/sdk/day.hpp"

namespace kerege::journal {

Period week_to_tell(std::string_view today) {
    const int since_sunday = sdk::weekday_of(sdk::parse_day(today).value()) % 7;
    const std::string sunday = sdk::days_after(today, -since_sunday);
    return {sdk::days_after(sunday, -6), sunday};
}

}  // namespace kerege::journal
