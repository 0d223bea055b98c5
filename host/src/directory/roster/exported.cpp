#include "host/src/directory/roster/exported.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "host/src/base/text.hpp"
#include "host/src/directory/roster/store.hpp"
#include "host/src/directory/roster/writing/files.hpp"
#include "host/src/directory/roster/writing/one_roster.hpp"
#include "host/src/directory/roster/writing/people.hpp"
#include "host/src/directory/roster/writing/school_data_sync.hpp"

namespace kerege::directory::roster {
namespace {

constexpr std::pair<std::string_view, ExportFile> kFiles[] = {
    {"staff.csv", ExportFile::staff_csv},       {"staff.xlsx", ExportFile::staff_xlsx},
    {"learners.csv", ExportFile::learners_csv}, {"learners.xlsx", ExportFile::learners_xlsx},
    {"oneroster.zip", ExportFile::one_roster},  {"sds-1.zip", ExportFile::sds_1},
    {"sds-2.1.zip", ExportFile::sds_2},
};

std::string_view name_of(ExportFile file) {
    for (const auto& [name, one] : kFiles)
        if (one == file) return name;
    return {};
}

// Of whom the file speaks: each kind of them sees in their history that it was taken along.
std::vector<std::string_view> profiles_in(ExportFile file) {
    const bool staff = file == ExportFile::staff_csv || file == ExportFile::staff_xlsx;
    if (staff) return {"employee"};
    const bool learners = file == ExportFile::learners_csv || file == ExportFile::learners_xlsx;
    if (learners) return {"learner", "guardian"};
    return {"employee", "learner", "guardian"};
}

// As schools list them: learners by class, everybody by name.
void sort(std::vector<Known>& people) {
    const auto label = [](const Known& one) {
        return one.profile == "learner" && !one.labels.empty() ? one.labels.front() : "";
    };
    std::stable_sort(people.begin(), people.end(), [&](const Known& left, const Known& right) {
        const std::string one = label(left), other = label(right);
        if (one != other) return text::before(one, other);
        if (left.family_name != right.family_name)
            return text::before(left.family_name, right.family_name);
        return text::before(left.given_name, right.given_name);
    });
}

std::string written(ExportFile file, const SchoolNamed& school, const std::vector<Known>& people,
                    const std::string& today, int64_t at_s) {
    switch (file) {
        case ExportFile::staff_csv:
            return csv_for_spreadsheets(table_of_people(Kind::staff, people));
        case ExportFile::staff_xlsx:
            return workbook_of(table_of_people(Kind::staff, people), "staff", at_s);
        case ExportFile::learners_csv:
            return csv_for_spreadsheets(table_of_people(Kind::learners, people));
        case ExportFile::learners_xlsx:
            return workbook_of(table_of_people(Kind::learners, people), "learners", at_s);
        case ExportFile::sds_1:
            return sds_1_of(school, people, today, at_s);
        case ExportFile::sds_2:
            return sds_2_of(school, people, today, at_s);
        case ExportFile::one_roster:
            break;
    }
    return one_roster_of(school, people, today, at_s);
}

void note_views(data::Transaction& transaction, const audit::Audit& audit,
                OrganisationId organisation, std::string_view file,
                const std::vector<std::string_view>& profiles, const Exporter& exporter) {
    const std::string detail = fmt::format(R"({{"file":"{}"}})", file);
    for (const std::string_view profile : profiles) {
        const std::string subject = "people:" + std::string(profile);
        audit.append(transaction, {.organisation = organisation,
                                   .person = exporter.by,
                                   .module = {},
                                   .action = "list.exported",
                                   .subject = subject,
                                   .detail = detail,
                                   .request_id = exporter.request_id});
    }
}

}  // namespace

std::optional<ExportFile> export_file(std::string_view name) {
    for (const auto& [known, file] : kFiles)
        if (known == name) return file;
    return {};
}

std::string_view media_type(ExportFile file) {
    switch (file) {
        case ExportFile::staff_csv:
        case ExportFile::learners_csv:
            return "text/csv; charset=utf-8";
        case ExportFile::staff_xlsx:
        case ExportFile::learners_xlsx:
            return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        default:
            return "application/zip";
    }
}

std::string export_people(data::Database& database, const audit::Audit& audit,
                          const Organisation& organisation, ExportFile file,
                          const Exporter& exporter, const Clock& clock,
                          const LocalTime& local_time) {
    const int64_t now_ms = clock.now_ms();
    const std::string today = local_time.day(now_ms);
    std::vector<Known> people = [&] {
        auto transaction = database.read();
        return known_people(transaction, organisation.id, today);
    }();
    sort(people);
    std::string content = written(file, {organisation.id, organisation.name_kk, organisation.bin},
                                  people, today, now_ms / 1000);
    auto transaction = database.write();
    note_views(transaction, audit, organisation.id, name_of(file), profiles_in(file), exporter);
    transaction.commit();
    return content;
}

std::optional<std::string> template_file(ExportFile file, std::string_view locale, int64_t at_s) {
    switch (file) {
        case ExportFile::staff_csv:
            return csv_for_spreadsheets(template_of(Kind::staff, locale));
        case ExportFile::staff_xlsx:
            return workbook_of(template_of(Kind::staff, locale), "staff", at_s);
        case ExportFile::learners_csv:
            return csv_for_spreadsheets(template_of(Kind::learners, locale));
        case ExportFile::learners_xlsx:
            return workbook_of(template_of(Kind::learners, locale), "learners", at_s);
        default:
            return {};
    }
}

std::vector<std::pair<std::string, std::string>> exported_files(data::Transaction& transaction,
                                                                const Organisation& organisation,
                                                                const std::string& today,
                                                                int64_t at_s) {
    std::vector<Known> people = known_people(transaction, organisation.id, today);
    sort(people);
    const SchoolNamed school{organisation.id, organisation.name_kk, organisation.bin};
    std::vector<std::pair<std::string, std::string>> files;
    for (const ExportFile file :
         {ExportFile::staff_csv, ExportFile::learners_csv, ExportFile::one_roster})
        files.emplace_back(name_of(file), written(file, school, people, today, at_s));
    return files;
}

void note_export(data::Transaction& transaction, const audit::Audit& audit,
                 OrganisationId organisation, std::string_view file, const Exporter& exporter) {
    note_views(transaction, audit, organisation, file, profiles_in(ExportFile::one_roster),
               exporter);
}

}  // namespace kerege::directory::roster
