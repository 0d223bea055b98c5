#include "host/src/directory/roster/writing/one_roster.hpp"

#include <fmt/format.h>

#include <set>

#include "host/src/archive/zip.hpp"
#include "host/src/base/text.hpp"
#include "host/src/directory/roster/writing/files.hpp"

namespace kerege::directory::roster {
namespace {

using Line = std::vector<std::string>;

constexpr const char* kHomeroomCourse = "course-homeroom";

// All rows begin with id, status and the day of change; the last two are left empty, as everything
// is there.
Line one_roster_heading(const char* columns) {
    Line all{"sourcedId", "status", "dateLastModified"};
    for (std::string& column : text::split(columns, " ")) all.push_back(std::move(column));
    return all;
}

std::string joined_ids(const std::vector<const Known*>& people) {
    std::string all;
    for (const Known* one : people) all += (all.empty() ? "" : ",") + Everybody::user_id(*one);
    return all;
}

// "person-5=mother": of those of whom it is known.
std::string kinships_of(const Everybody::Whole& whole) {
    std::string all;
    for (size_t i = 0; i < whole.guardians.size(); ++i) {
        if (whole.kinships[i].empty()) continue;
        all += (all.empty() ? "" : ",") + Everybody::user_id(*whole.guardians[i]) + '=' +
               whole.kinships[i];
    }
    return all;
}

class Book {
public:
    Book(const SchoolNamed& school, const std::vector<Known>& people, const std::string& today)
        : all_(school, people, today) {
        orgs_.add({{"sourcedId", all_.school_id()},
                   {"name", school.name},
                   {"type", "school"},
                   {"identifier", school.bin}});
        sessions_.add({{"sourcedId", all_.year_id()},
                       {"title", fmt::format("{}–{}", all_.year() - 1, all_.year())},
                       {"type", "schoolYear"},
                       {"startDate", all_.year_begins()},
                       {"endDate", all_.year_ends()},
                       {"schoolYear", std::to_string(all_.year())}});
        add_classes();
        for (const Known* one : all_.here()) add(*one);
    }

    std::string zipped(int64_t at_s) {
        archive::Writer writer(at_s);
        writer.add("manifest.csv", manifest());
        writer.add("academicSessions.csv", sessions_.take());
        writer.add("classes.csv", classes_.take());
        writer.add("courses.csv", courses_.take());
        writer.add("demographics.csv", demographics_.take());
        writer.add("enrollments.csv", enrolments_.take());
        writer.add("orgs.csv", orgs_.take());
        writer.add("roles.csv", roles_.take());
        writer.add("users.csv", users_.take());
        return writer.finish();
    }

private:
    static std::string manifest() {
        std::string out;
        add_line(out, {"propertyName", "value"}, ',');
        add_line(out, {"manifest.version", "1.0"}, ',');
        add_line(out, {"oneroster.version", "1.2"}, ',');
        for (const char* file : {"academicSessions", "classes", "courses", "demographics",
                                 "enrollments", "orgs", "roles", "users"}) {
            add_line(out, {fmt::format("file.{}", file), "bulk"}, ',');
        }
        for (const char* file : {"categories", "classResources", "courseResources", "lineItems",
                                 "lineItemLearningObjectiveIds", "lineItemScoreScales", "resources",
                                 "results", "resultLearningObjectiveIds", "resultScoreScales",
                                 "scoreScales", "userProfiles", "userResources"}) {
            add_line(out, {fmt::format("file.{}", file), "absent"}, ',');
        }
        add_line(out, {"source.systemName", "Kerege"}, ',');
        return out;
    }

    void add_course(const std::string& id, const std::string& title) {
        courses_.add({{"sourcedId", id},
                      {"schoolYearSourcedId", all_.year_id()},
                      {"title", title},
                      {"orgSourcedId", all_.school_id()}});
    }

    void add_classes() {
        if (!all_.classes().empty()) add_course(kHomeroomCourse, "Homeroom");
        for (const auto& [label, id] : all_.classes()) {
            classes_.add({{"sourcedId", id},
                          {"title", label},
                          {"grades", grade_of_label(label)},
                          {"courseSourcedId", kHomeroomCourse},
                          {"classType", "homeroom"},
                          {"schoolSourcedId", all_.school_id()},
                          {"termSourcedIds", all_.year_id()}});
        }
        for (const auto& [name, id] : all_.subjects()) {
            add_course("course-" + id, name);
            classes_.add({{"sourcedId", id},
                          {"title", name},
                          {"courseSourcedId", "course-" + id},
                          {"classType", "scheduled"},
                          {"schoolSourcedId", all_.school_id()},
                          {"termSourcedIds", all_.year_id()},
                          {"subjects", name}});
        }
    }

    // One user for a person, however many memberships; what a membership says of them is added.
    void add(const Known& one) {
        const bool first = seen_.insert(one.person.value).second;
        if (first) add_user(one);
        const bool learner = one.profile == "learner", employee = one.profile == "employee";
        if (!learner && !employee && one.profile != "guardian") return;
        const std::string id = "role-" + one.membership.text();
        const char* role = learner              ? "student"
                           : !employee          ? "guardian"
                           : one.labels.empty() ? "ext:staff"
                                                : "teacher";
        roles_.add({{"sourcedId", id},
                    {"userSourcedId", Everybody::user_id(one)},
                    {"roleType", first ? "primary" : "secondary"},
                    {"role", role},
                    {"orgSourcedId", all_.school_id()}});
        for (const std::string& label : one.labels) {
            const std::string& in = all_.group_of(one, label);
            enrolments_.add({{"sourcedId", fmt::format("{}-{}", id, in)},
                             {"classSourcedId", in},
                             {"schoolSourcedId", all_.school_id()},
                             {"userSourcedId", Everybody::user_id(one)},
                             {"role", learner ? "student" : "teacher"},
                             {"primary", learner ? "false" : "true"}});
        }
    }

    void add_user(const Known& one) {
        const std::string id = Everybody::user_id(one);
        const Everybody::Whole whole = all_.whole(one);
        users_.add({{"sourcedId", id},
                    {"enabledUser", "true"},
                    {"username", id},
                    {"givenName", one.given_name},
                    {"familyName", one.family_name},
                    {"middleName", one.patronymic},
                    {"email", one.email},
                    {"phone", one.phone},
                    {"agentSourcedIds", joined_ids(whole.guardians)},
                    {"grades", whole.grade},
                    {"primaryOrgSourcedId", all_.school_id()},
                    {"metadata.position", whole.position},
                    {"metadata.address", whole.residence},
                    {"metadata.kinships", kinships_of(whole)}});
        demographics_.add({{"sourcedId", id}, {"birthDate", one.birth_date}, {"sex", one.sex}});
    }

    const Everybody all_;
    std::set<int64_t> seen_ = {};
    NamedCells orgs_{one_roster_heading("name type identifier parentSourcedId")};
    NamedCells sessions_{
        one_roster_heading("title type startDate endDate parentSourcedId schoolYear")};
    NamedCells courses_{one_roster_heading(
        "schoolYearSourcedId title courseCode grades orgSourcedId subjects subjectCodes")};
    NamedCells classes_{one_roster_heading(
        "title grades courseSourcedId classCode classType location schoolSourcedId termSourcedIds "
        "subjects subjectCodes periods")};
    NamedCells enrolments_{one_roster_heading(
        "classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate")};
    NamedCells roles_{one_roster_heading(
        "userSourcedId roleType role beginDate endDate orgSourcedId userProfileSourcedId")};
    NamedCells users_{one_roster_heading(
        "enabledUser username userIds givenName familyName middleName identifier email sms phone "
        "agentSourcedIds grades password userMasterIdentifier resourceSourcedIds "
        "preferredGivenName preferredMiddleName preferredFamilyName primaryOrgSourcedId pronouns "
        "metadata.position metadata.address metadata.kinships")};
    NamedCells demographics_{one_roster_heading(
        "birthDate sex americanIndianOrAlaskaNative asian blackOrAfricanAmerican "
        "nativeHawaiianOrOtherPacificIslander white demographicRaceTwoOrMoreRaces "
        "hispanicOrLatinoEthnicity countryOfBirthCode stateOfBirthAbbreviation cityOfBirth "
        "publicSchoolResidenceStatus")};
};

}  // namespace

std::string one_roster_of(const SchoolNamed& school, const std::vector<Known>& people,
                          const std::string& today, int64_t at_s) {
    return Book(school, people, today).zipped(at_s);
}

}  // namespace kerege::directory::roster
