#include "src/domain/reminder.hpp"

#include "kerege/sdk/text.hpp"
#include "kerege/sdk/tr.hpp"

namespace reminders {

kerege::Result<> check_text(std::string_view text) {
    const bool blank = text.find_first_not_of(" \t\r\n") == std::string_view::npos;
    if (!blank && kerege::sdk::count_letters(text) <= kTextLettersMax) return kerege::success();
    return kerege::invalid("no text, or too much of it",
                           KEREGE_TR("Write what to remember, in at most 200 letters."));
}

}  // namespace reminders
