#include "host/src/agreements/for_children.hpp"

#include <fmt/format.h>

#include "queries/agreements.hpp"

namespace kerege::agreements {
namespace {

namespace sql = queries::agreements;

constexpr std::string_view kWay = "guardian";

}  // namespace

bool is_younger(std::string_view birth_date, int years, std::string_view today) {
    constexpr size_t kYearDigits = 4;
    if (birth_date.size() <= kYearDigits) return true;
    int year = 0;
    std::from_chars(birth_date.data(), birth_date.data() + kYearDigits, year);
    return today < fmt::format("{:04}{}", year + years, birth_date.substr(kYearDigits));
}

std::vector<ForChild> for_children(data::Transaction& transaction, OrganisationId organisation,
                                   std::string_view today) {
    std::vector<ForChild> found;
    transaction.each(sql::for_children, {organisation.value, today}, [&](const data::Row& row) {
        found.push_back({std::string(row.text(0)),
                         row.int64(1),
                         {std::string(row.text_or(2, {})), std::string(row.text_or(3, {})),
                          std::string(row.text_or(4, {}))},
                         static_cast<int>(row.int64(5))});
    });
    return found;
}

void keep_for_child(data::Transaction& transaction, const audit::Audit& audit,
                    const Member& learner, const std::vector<std::string>& names, const How& how,
                    int64_t at_ms, std::string_view day) {
    for (const std::string& name : names) {
        const size_t slash = name.find('/');
        if (slash == std::string::npos) continue;
        const std::string code = name.substr(0, slash);
        int64_t number = 0;
        std::from_chars(name.data() + slash + 1, name.data() + name.size(), number);
        int64_t agreement = 0;
        bool counts = false;
        transaction.first(
            sql::for_child, {learner.person.value, learner.organisation.value, code, number},
            [&](const data::Row& row) {
                agreement = row.int64(0);
                counts = is_younger(row.text_or(2, {}), static_cast<int>(row.int64(1)), day);
            });
        if (!counts) continue;
        const auto written = transaction.execute(
            sql::acceptance_add, {agreement, number, learner.person.value, int64_t{0}, kWay,
                                  how.locale, how.address, at_ms, nullptr, how.doer.person.value});
        if (written == 0) continue;
        const std::string subject = "person:" + learner.person.text();
        const std::string detail =
            fmt::format(R"({{"agreement":"{}","version":{},"way":"{}"}})", code, number, kWay);
        audit.append(transaction, {.organisation = learner.organisation,
                                   .person = how.doer.person,
                                   .module = {},
                                   .action = "agreement.accepted",
                                   .subject = subject,
                                   .detail = detail,
                                   .request_id = how.doer.request_id});
    }
}

}  // namespace kerege::agreements
