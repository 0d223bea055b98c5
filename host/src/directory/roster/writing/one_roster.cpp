#include "host/src/directory/roster/writing/one_roster.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "host/src/archive/zip.hpp"
#include "host/src/base/text.hpp"
#include "host/src/directory/roster/writing/files.hpp"

namespace kerege::directory::roster {
namespace {

using Line = std::vector<std::string>;

constexpr const char* kHomeroomCourse = "course-homeroom";

// A file whose rows all begin with id, status and the day of change; the last two are left empty,
// as everything is there.
class File {
public:
    explicit File(const char* columns) : columns_(text::split(columns, " ")) {
        Line heading{"sourcedId", "status", "dateLastModified"};
        heading.insert(heading.end(), columns_.begin(), columns_.end());
        add_line(out_, heading, ',');
    }
    void add(const std::string& id, const std::map<std::string, std::string>& values) {
        Line cells{id, "", ""};
        for (const std::string& column : columns_) {
            const auto found = values.find(column);
            cells.push_back(found == values.end() ? std::string() : found->second);
        }
        add_line(out_, cells, ',');
    }
    std::string take() { return std::move(out_); }

private:
    Line columns_;
    std::string out_;
};

std::string joined(const Line& parts) {
    std::string all;
    for (const std::string& part : parts) all += (all.empty() ? "" : ",") + part;
    return all;
}

std::string user_id(const Known& one) { return "person-" + one.person.text(); }

std::string grade_of(const std::string& label) {
    return label.substr(0, label.find_first_not_of("0123456789"));
}

// Lists in a stable order get numbers that stay while nothing changes.
struct Numbered {
    explicit Numbered(const char* prefix) : prefix_(prefix) {}
    void add(const std::string& name) { ids[name]; }
    void number() {
        size_t next = 1;
        for (auto& [name, id] : ids) id = fmt::format("{}-{}", prefix_, next++);
    }
    std::map<std::string, std::string> ids = {};

private:
    const char* prefix_;
};

class Book {
public:
    Book(const SchoolNamed& school, const std::vector<Known>& people, const std::string& today)
        : people_(people),
          school_id_("school-" + school.id.text()),
          classes_("class"),
          subjects_("subject") {
        for (const Known& one : people_) {
            if (one.ended) continue;
            here_.emplace(one.membership.value, &one);
            for (const std::string& label : one.labels) {
                (one.profile == "learner" ? classes_ : subjects_).add(label);
            }
        }
        classes_.number();
        subjects_.number();
        // A school year is named by the year it ends in, and begins with September.
        const int year = std::stoi(today.substr(0, 4)) + (today.substr(5, 2) >= "07" ? 1 : 0);
        year_id_ = fmt::format("year-{}", year);
        orgs_.add(school_id_,
                  {{"name", school.name}, {"type", "school"}, {"identifier", school.bin}});
        sessions_.add(year_id_, {{"title", fmt::format("{}–{}", year - 1, year)},
                                 {"type", "schoolYear"},
                                 {"startDate", fmt::format("{}-09-01", year - 1)},
                                 {"endDate", fmt::format("{}-08-31", year)},
                                 {"schoolYear", std::to_string(year)}});
        add_classes();
        for (const Known& one : people_) {
            if (here_.count(one.membership.value)) add(one);
        }
    }

    std::string zipped(int64_t at_s) {
        archive::Writer writer(at_s);
        writer.add("manifest.csv", manifest());
        writer.add("academicSessions.csv", sessions_.take());
        writer.add("classes.csv", class_file_.take());
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
        courses_.add(
            id,
            {{"schoolYearSourcedId", year_id_}, {"title", title}, {"orgSourcedId", school_id_}});
    }

    void add_classes() {
        if (!classes_.ids.empty()) add_course(kHomeroomCourse, "Homeroom");
        for (const auto& [label, id] : classes_.ids) {
            class_file_.add(id, {{"title", label},
                                 {"grades", grade_of(label)},
                                 {"courseSourcedId", kHomeroomCourse},
                                 {"classType", "homeroom"},
                                 {"schoolSourcedId", school_id_},
                                 {"termSourcedIds", year_id_}});
        }
        for (const auto& [name, id] : subjects_.ids) {
            add_course("course-" + id, name);
            class_file_.add(id, {{"title", name},
                                 {"courseSourcedId", "course-" + id},
                                 {"classType", "scheduled"},
                                 {"schoolSourcedId", school_id_},
                                 {"termSourcedIds", year_id_},
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
        roles_.add(id, {{"userSourcedId", user_id(one)},
                        {"roleType", first ? "primary" : "secondary"},
                        {"role", role},
                        {"orgSourcedId", school_id_}});
        for (const std::string& label : one.labels) {
            const std::string& in = (learner ? classes_ : subjects_).ids[label];
            enrolments_.add(fmt::format("{}-{}", id, in),
                            {{"classSourcedId", in},
                             {"schoolSourcedId", school_id_},
                             {"userSourcedId", user_id(one)},
                             {"role", learner ? "student" : "teacher"},
                             {"primary", learner ? "false" : "true"}});
        }
    }

    void add_user(const Known& one) {
        std::string position, address, grade;
        Line guardians;
        for (const Known* other : memberships_of(one.person)) {
            if (other->profile == "employee") {
                position = other->position;
                address = other->residence;
            }
            if (other->profile != "learner") continue;
            if (!other->labels.empty()) grade = grade_of(other->labels.front());
            for (const MembershipId id : other->guardians) {
                if (const auto found = here_.find(id.value); found != here_.end()) {
                    guardians.push_back(user_id(*found->second));
                }
            }
        }
        users_.add(user_id(one), {{"enabledUser", "true"},
                                  {"username", user_id(one)},
                                  {"givenName", one.given_name},
                                  {"familyName", one.family_name},
                                  {"middleName", one.patronymic},
                                  {"email", one.email},
                                  {"phone", one.phone},
                                  {"agentSourcedIds", joined(guardians)},
                                  {"grades", grade},
                                  {"primaryOrgSourcedId", school_id_},
                                  {"metadata.position", position},
                                  {"metadata.address", address}});
        demographics_.add(user_id(one), {{"birthDate", one.birth_date}, {"sex", one.sex}});
    }

    std::vector<const Known*> memberships_of(PersonId person) {
        if (by_person_.empty()) {
            for (const auto& [id, one] : here_) by_person_[one->person.value].push_back(one);
        }
        return by_person_[person.value];
    }

    const std::vector<Known>& people_;
    std::string school_id_;
    std::string year_id_ = {};
    Numbered classes_;
    Numbered subjects_;
    std::map<int64_t, const Known*> here_ = {};
    std::map<int64_t, std::vector<const Known*>> by_person_ = {};
    std::set<int64_t> seen_ = {};
    File orgs_{"name type identifier parentSourcedId"};
    File sessions_{"title type startDate endDate parentSourcedId schoolYear"};
    File courses_{"schoolYearSourcedId title courseCode grades orgSourcedId subjects subjectCodes"};
    File class_file_{
        "title grades courseSourcedId classCode classType location schoolSourcedId termSourcedIds "
        "subjects subjectCodes periods"};
    File enrolments_{"classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate"};
    File roles_{"userSourcedId roleType role beginDate endDate orgSourcedId userProfileSourcedId"};
    File users_{
        "enabledUser username userIds givenName familyName middleName identifier email sms phone "
        "agentSourcedIds grades password userMasterIdentifier resourceSourcedIds "
        "preferredGivenName preferredMiddleName preferredFamilyName primaryOrgSourcedId pronouns "
        "metadata.position metadata.address"};
    File demographics_{
        "birthDate sex americanIndianOrAlaskaNative asian blackOrAfricanAmerican "
        "nativeHawaiianOrOtherPacificIslander white demographicRaceTwoOrMoreRaces "
        "hispanicOrLatinoEthnicity countryOfBirthCode stateOfBirthAbbreviation cityOfBirth "
        "publicSchoolResidenceStatus"};
};

}  // namespace

std::string one_roster_of(const SchoolNamed& school, const std::vector<Known>& people,
                          const std::string& today, int64_t at_s) {
    return Book(school, people, today).zipped(at_s);
}

}  // namespace kerege::directory::roster
