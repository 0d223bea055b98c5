// OneRoster 1.1 and 1.2, and School Data Sync 2.1: one file of users, and files that say what each
// of them is.
#include <algorithm>

#include "host/src/base/text.hpp"
#include "host/src/directory/roster/exchange/formats.hpp"
#include "host/src/directory/roster/exchange/records.hpp"
#include "host/src/directory/roster/kinship.hpp"

namespace kerege::directory::roster::exchange {
namespace {

struct Class {
    bool homeroom = false;
    std::vector<std::string> titles;
    std::vector<std::string> subjects;
};

using Files = std::map<std::string, Records>;

bool is_learner(const std::string& role) { return role == "student"; }
bool is_guardian(const std::string& role) {
    return role == "guardian" || role == "parent" || role == "relative";
}

// A code says nothing to people.
bool has_letters(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
    });
}

void take_role(Member& one, const std::string& role, bool positions) {
    if (is_learner(role)) {
        one.learner = true;
    } else {
        one.employee = true;
        // Where positions are written, an empty one is none; words of the standard's extensions
        // are no position.
        if (!positions && one.position.empty() && role.substr(0, 4) != "ext:") one.position = role;
    }
}

// "guardian" and "parent" are roles of users here, and say nothing of a relation.
void take_relation(Member& one, const std::string& role) {
    if (role == "relative" && one.relationship.empty()) one.relationship = kinship_of_role(role);
}

void read_person(const Records& users, size_t i, Member& one) {
    one.row = users.row(i);
    one.family_name = users.at(i, "familyName");
    one.given_name = users.at(i, "givenName");
    one.patronymic = users.at(i, "middleName");
    one.email = users.at(i, "email");
    one.phone = users.at(i, "phone");
    if (one.phone.empty()) one.phone = users.at(i, "sms");
    one.position = users.at(i, "metadata.position");
    one.residence = users.at(i, "metadata.address");
    one.grade = grade_of(users.at(i, "grades"));
    one.guardians = text::split(users.at(i, "agentSourcedIds"), ",");
    one.relationship = kinship_of_word(users.at(i, "metadata.relationship"));
    // "person-5=mother": beside what the standard names.
    for (const std::string& pair : text::split(users.at(i, "metadata.kinships"), ",")) {
        const size_t sign = pair.find('=');
        if (sign != std::string::npos)
            one.kinships[pair.substr(0, sign)] = kinship_of_word(pair.substr(sign + 1));
    }
}

void add_users(Files& files, Register& people) {
    const Records &users = files["users"], &roles = files["roles"];
    const bool positions = users.has("metadata.position");
    for (size_t i = 0; i < users.size(); ++i) {
        const bool enabled = text::lower(users.at(i, "enabledUser")) != "false";
        if (!users.active(i) || !enabled) continue;
        Member& one = people.members[users.at(i, "sourcedId")];
        read_person(users, i, one);
        // Until 1.1 the role and the schools stand beside the name.
        const std::string role = text::lower(users.at(i, "role"));
        take_relation(one, role);
        const auto schools = text::split(users.at(i, "orgSourcedIds"), ",");
        if (role.empty() || is_guardian(role) || schools.empty()) continue;
        take_role(one, role, positions);
        for (const std::string& school : schools) people.belong(one, school);
    }
    for (size_t i = 0; i < roles.size(); ++i) {
        Member* one = people.find(roles.at(i, "userSourcedId"));
        if (!one || !roles.active(i)) continue;
        const std::string role = text::lower(roles.at(i, "role"));
        take_relation(*one, role);
        if (!role.empty() && !is_guardian(role)) {
            take_role(*one, role, positions);
            people.belong(*one, roles.at(i, "orgSourcedId"));
        }
        if (one->grade.empty()) one->grade = grade_of(roles.at(i, "grade"));
    }
}

std::vector<std::string> subjects_of(const Records& records, size_t i) {
    std::vector<std::string> all;
    for (const char* column : {"subjects", "subject"}) {
        for (const std::string& one : text::split(records.at(i, column), ",")) {
            if (has_letters(one)) all.push_back(one);
        }
    }
    return all;
}

// A class's subjects are its own, else those of its course, else the course's name.
std::map<std::string, Class> classes_of(Files& files) {
    std::map<std::string, std::vector<std::string>> courses;
    const Records &course = files["courses"], &records = files["classes"];
    for (size_t i = 0; i < course.size(); ++i) {
        if (!course.active(i)) continue;
        std::vector<std::string> subjects = subjects_of(course, i);
        if (subjects.empty()) subjects.push_back(course.at(i, "title"));
        courses[course.at(i, "sourcedId")] = std::move(subjects);
    }
    std::map<std::string, Class> classes;
    for (size_t i = 0; i < records.size(); ++i) {
        if (!records.active(i)) continue;
        Class& one = classes[records.at(i, "sourcedId")];
        one.homeroom = text::lower(records.at(i, "classType")) == "homeroom";
        one.titles = {records.at(i, "title"), records.at(i, "classCode"), records.at(i, "code")};
        one.subjects = subjects_of(records, i);
        if (one.subjects.empty()) one.subjects = courses[records.at(i, "courseSourcedId")];
    }
    return classes;
}

void add_enrolments(Files& files, Register& people) {
    const auto classes = classes_of(files);
    const Records& records = files["enrollments"];
    for (size_t i = 0; i < records.size(); ++i) {
        Member* one = people.find(records.at(i, "userSourcedId"));
        const auto in = classes.find(records.at(i, "classSourcedId"));
        if (!one || in == classes.end() || !records.active(i)) continue;
        if (is_learner(text::lower(records.at(i, "role")))) {
            Register::enrol(*one, in->second.homeroom, in->second.titles);
        } else if (!in->second.homeroom) {
            for (const std::string& subject : in->second.subjects) {
                Register::teach(*one, subject);
            }
        }
    }
}

// OneRoster names a record by the user's id, SDS the user beside it.
void add_demographics(Files& files, Register& people) {
    const Records& records = files["demographics"];
    if (records.has("birthDate")) people.held.insert(Field::birth_date);
    if (records.has("sex")) people.held.insert(Field::sex);
    for (size_t i = 0; i < records.size(); ++i) {
        const std::string user = records.at(i, "userSourcedId");
        Member* one = people.find(user.empty() ? records.at(i, "sourcedId") : user);
        if (!one || !records.active(i)) continue;
        one->birth_date = records.at(i, "birthDate");
        const std::string sex = text::lower(records.at(i, "sex"));
        if (sex == "male" || sex == "female") one->sex = sex;
    }
}

void add_relationships(Files& files, Register& people) {
    const Records& records = files["relationships"];
    for (size_t i = 0; i < records.size(); ++i) {
        Member* learner = people.find(records.at(i, "userSourcedId"));
        if (!learner || !records.active(i)) continue;
        const std::string guardian = records.at(i, "relationshipUserSourcedId");
        learner->guardians.push_back(guardian);
        learner->kinships[guardian] = records.has("metadata.kinship")
                                          ? kinship_of_word(records.at(i, "metadata.kinship"))
                                          : kinship_of_role(records.at(i, "relationshipRole"));
    }
}

}  // namespace

Result<Register> read_users(archive::Reader& archive, Format format) {
    Files files;
    for (const char* name : {"orgs", "users", "roles", "classes", "courses", "enrollments",
                             "demographics", "relationships"}) {
        Result<Records> read = Records::read(archive, std::string(name) + ".csv");
        if (!read) return read.fault();
        files[name] = *std::move(read);
    }
    Register people;
    people.held = {Field::class_label, Field::position};
    const Records& schools = files["orgs"];
    for (size_t i = 0; i < schools.size(); ++i) {
        people.schools[schools.at(i, "sourcedId")] = {schools.at(i, "name"),
                                                      schools.at(i, "identifier")};
    }
    add_users(files, people);
    add_enrolments(files, people);
    add_demographics(files, people);
    if (format == Format::sds_2) add_relationships(files, people);
    return people;
}

Format format_of(const archive::Reader& archive) {
    if (!path_of(archive, "Student.csv").empty() || !path_of(archive, "Teacher.csv").empty()) {
        return Format::sds_1;
    }
    if (path_of(archive, "users.csv").empty()) return Format::none;
    return path_of(archive, "manifest.csv").empty() ? Format::sds_2 : Format::oneroster;
}

Result<Register> read_register(archive::Reader& archive, Format format) {
    return format == Format::sds_1 ? read_sds_1(archive) : read_users(archive, format);
}

}  // namespace kerege::directory::roster::exchange
