#include "host/src/pages/pager.hpp"

#include <algorithm>

#include "kerege/sdk/ids.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

// So many numbers stand on each side of the page that is shown.
constexpr int kAround = 2;

}  // namespace

int page_number(std::string_view text) {
    const auto number = Id<struct PageTag>::parse(text);
    return number ? static_cast<int>(std::clamp<int64_t>(number->value, 1, 1'000'000)) : 1;
}

Part part_of(size_t items, size_t each, int wanted) {
    Part part;
    part.pages = std::max(1, static_cast<int>((items + each - 1) / each));
    part.page = std::clamp(wanted, 1, part.pages);
    part.begin = static_cast<size_t>(part.page - 1) * each;
    part.end = std::min(items, part.begin + each);
    return part;
}

void add_pager(const House& house, const http::Exchange& exchange, int page, int pages,
               const std::function<std::string(int)>& href, Model& model) {
    if (pages <= 1) return;
    Model& pager = model.add("pages");
    if (page > 1) pager.add("previous").set("href", href(page - 1));
    const auto add_number = [&](int number) {
        pager.add("page_item").add("page_link").set("href", href(number)).set("text", number);
    };
    const int first = std::max(1, page - kAround), last = std::min(pages, page + kAround);
    if (first > 1) add_number(1);
    if (first > 2) pager.add("page_item").add("page_gap");
    for (int number = first; number <= last; ++number) {
        if (number != page) {
            add_number(number);
            continue;
        }
        pager.add("page_item")
            .add("page_here")
            .set("text",
                 view::fill(tr(house, exchange, KEREGE_TR("{page} of {pages}")),
                            {{"page", std::to_string(page)}, {"pages", std::to_string(pages)}}));
    }
    if (last < pages - 1) pager.add("page_item").add("page_gap");
    if (last < pages) add_number(pages);
    if (page < pages) pager.add("next").set("href", href(page + 1));
}

}  // namespace kerege::pages
