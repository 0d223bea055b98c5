#include "host/src/directory/officials.hpp"

#include <algorithm>
#include <iterator>

#include "host/src/base/text.hpp"
#include "host/src/directory/rows.hpp"
#include "host/src/directory/search_words.hpp"
#include "queries/directory.hpp"

namespace kerege::directory {
namespace {

namespace sql = queries::directory;

Official official_of(const data::Row& row) {
    Official one;
    one.organisation = OrganisationId{row.int64(0)};
    one.membership = MembershipId{row.int64(1)};
    one.person = PersonId{row.int64(2)};
    one.family_name = text_of(row, 3);
    one.given_name = text_of(row, 4);
    one.patronymic = text_of(row, 5);
    one.profile = text_of(row, 6);
    one.position = text_of(row, 7);
    one.login = text_of(row, 8);
    one.valid_from = text_of(row, 9);
    one.valid_until = text_of(row, 10);
    one.name_kk = text_of(row, 11);
    one.name_ru = text_of(row, 12);
    one.name_en = text_of(row, 13);
    one.code = text_of(row, 14);
    one.names_until = text_of(row, 15);
    return one;
}

bool bears(const Official& one, const std::vector<std::string>& words) {
    std::string all = one.family_name;
    for (const std::string* part : {&one.given_name, &one.patronymic, &one.login})
        all.append(" ").append(*part);
    return begins_in(words, all);
}

}  // namespace

std::vector<Official> Officials::read(OrganisationId top, MembershipId membership,
                                      std::string_view standing) {
    std::vector<Official> found;
    database_.read().each(sql::officials,
                          {local_time_.day(clock_.now_ms()), top.value, membership.value, standing},
                          [&](const data::Row& row) { found.push_back(official_of(row)); });
    return found;
}

OfficialsPage Officials::list(OrganisationId top, const OfficialsFilter& filter) {
    // A country has a few thousand: they are read as a whole, and searched here.
    auto found = read(top, {}, filter.former ? "former" : "");
    const auto words = search_words(filter.search);
    std::erase_if(found, [&](const Official& one) { return !bears(one, words); });
    OfficialsPage page;
    const int total = static_cast<int>(found.size());
    page.pages = std::max(1, (total + kOfficialsPage - 1) / kOfficialsPage);
    page.page = std::clamp(filter.page, 1, page.pages);
    const auto begin = found.begin() + (page.page - 1) * kOfficialsPage;
    const auto end = found.begin() + std::min(page.page * kOfficialsPage, total);
    page.lines.assign(std::make_move_iterator(begin), std::make_move_iterator(end));
    return page;
}

Result<Official> Officials::find(OrganisationId top, MembershipId membership) {
    auto found = membership ? read(top, membership, "any") : std::vector<Official>();
    if (found.empty()) return not_found("officials: none of this tree");
    return std::move(found.front());
}

}  // namespace kerege::directory
