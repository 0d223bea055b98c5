#include <fmt/format.h>

#include <set>

#include "host/src/archive/zip.hpp"
#include "host/src/base/text.hpp"
#include "host/src/directory/roster/kinship.hpp"
#include "host/src/directory/roster/writing/school_data_sync.hpp"

namespace kerege::directory::roster {
namespace {

std::vector<std::string> sds_2_heading(const char* columns) { return text::split(columns, " "); }

class UserFiles {
public:
    UserFiles(const SchoolNamed& school, const std::vector<Known>& people, const std::string& today)
        : all_(school, people, today) {
        orgs_.add({{"sourcedId", all_.school_id()}, {"name", school.name}, {"type", "school"}});
        sessions_.add({{"sourcedId", all_.year_id()},
                       {"title", fmt::format("{}–{}", all_.year() - 1, all_.year())},
                       {"type", "schoolYear"},
                       {"schoolYear", std::to_string(all_.year())},
                       {"startDate", all_.year_begins()},
                       {"endDate", all_.year_ends()}});
        for (const auto& [label, id] : all_.classes()) add_class(id, label, {});
        for (const auto& [name, id] : all_.subjects()) {
            courses_.add({{"sourcedId", "course-" + id},
                          {"orgSourcedId", all_.school_id()},
                          {"title", name},
                          {"schoolYearSourcedId", all_.year_id()},
                          {"subject", name}});
            add_class(id, name, "course-" + id);
        }
        for (const Known* one : all_.here()) add(*one);
    }

    std::string zipped(int64_t at_s) {
        archive::Writer writer(at_s);
        writer.add("academicSessions.csv", sessions_.take());
        writer.add("classes.csv", classes_.take());
        writer.add("courses.csv", courses_.take());
        writer.add("demographics.csv", demographics_.take());
        writer.add("enrollments.csv", enrolments_.take());
        writer.add("orgs.csv", orgs_.take());
        writer.add("relationships.csv", relationships_.take());
        writer.add("roles.csv", roles_.take());
        writer.add("users.csv", users_.take());
        return writer.finish();
    }

private:
    void add_class(const std::string& id, const std::string& title, const std::string& course) {
        classes_.add({{"sourcedId", id},
                      {"orgSourcedId", all_.school_id()},
                      {"title", title},
                      {"sessionSourcedIds", all_.year_id()},
                      {"courseSourcedId", course}});
    }

    void add(const Known& one) {
        const std::string user = Everybody::user_id(one);
        const bool first = seen_.insert(one.person.value).second;
        if (first) add_user(one, user);
        const bool learner = one.profile == "learner", employee = one.profile == "employee";
        if (!learner && !employee && one.profile != "guardian") return;
        const char* role = learner              ? "student"
                           : !employee          ? "guardian"
                           : one.labels.empty() ? "staff"
                                                : "teacher";
        const std::string grade =
            learner && !one.labels.empty() ? grade_of_label(one.labels.front()) : std::string();
        roles_.add({{"userSourcedId", user},
                    {"orgSourcedId", all_.school_id()},
                    {"role", role},
                    {"sessionSourcedId", all_.year_id()},
                    {"grade", grade},
                    {"isPrimary", first ? "true" : "false"}});
        for (const std::string& label : one.labels)
            enrolments_.add({{"classSourcedId", all_.group_of(one, label)},
                             {"userSourcedId", user},
                             {"role", learner ? "student" : "teacher"}});
    }

    void add_user(const Known& one, const std::string& id) {
        const Everybody::Whole whole = all_.whole(one);
        users_.add({{"sourcedId", id},
                    {"username", id},
                    {"givenName", one.given_name},
                    {"familyName", one.family_name},
                    {"email", one.email},
                    {"phone", one.phone},
                    {"middleName", one.patronymic},
                    {"metadata.position", whole.position},
                    {"metadata.address", whole.residence}});
        demographics_.add({{"userSourcedId", id}, {"sex", one.sex}, {"birthDate", one.birth_date}});
        for (size_t i = 0; i < whole.guardians.size(); ++i)
            relationships_.add(
                {{"userSourcedId", id},
                 {"relationshipUserSourcedId", Everybody::user_id(*whole.guardians[i])},
                 {"relationshipRole", std::string(role_of_kinship(whole.kinships[i]))},
                 {"metadata.kinship", whole.kinships[i]}});
    }

    const Everybody all_;
    std::set<int64_t> seen_ = {};
    NamedCells orgs_{sds_2_heading("sourcedId name type parentSourcedId")};
    NamedCells sessions_{sds_2_heading("sourcedId title type schoolYear startDate endDate")};
    NamedCells courses_{
        sds_2_heading("sourcedId orgSourcedId title code schoolYearSourcedId subject grade")};
    NamedCells classes_{
        sds_2_heading("sourcedId orgSourcedId title sessionSourcedIds courseSourcedId")};
    NamedCells enrolments_{sds_2_heading("classSourcedId userSourcedId role")};
    NamedCells roles_{sds_2_heading(
        "userSourcedId orgSourcedId role sessionSourcedId grade isPrimary roleStartDate "
        "roleEndDate")};
    NamedCells users_{sds_2_heading(
        "sourcedId username givenName familyName password activeDirectoryMatchId email phone "
        "sms middleName metadata.position metadata.address")};
    NamedCells demographics_{sds_2_heading("userSourcedId sex birthDate")};
    NamedCells relationships_{
        sds_2_heading("userSourcedId relationshipUserSourcedId relationshipRole metadata.kinship")};
};

}  // namespace

std::string sds_2_of(const SchoolNamed& school, const std::vector<Known>& people,
                     const std::string& today, int64_t at_s) {
    return UserFiles(school, people, today).zipped(at_s);
}

}  // namespace kerege::directory::roster
