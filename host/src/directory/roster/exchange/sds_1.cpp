// School Data Sync 1: a file of learners, one of teachers, and their sections.
#include <fmt/format.h>

#include "host/src/base/text.hpp"
#include "host/src/directory/roster/exchange/formats.hpp"
#include "host/src/directory/roster/exchange/records.hpp"
#include "host/src/directory/roster/kinship.hpp"

namespace kerege::directory::roster::exchange {
namespace {

struct Section {
    std::vector<std::string> titles;
    std::string subject;
};

// Days are written the American way, the month first. As 2015-12-31, or as it is.
std::string day_of(const std::string& text) {
    const std::vector<std::string> parts = text::split(text, "/");
    if (parts.size() != 3 || parts[2].size() != 4) return text;
    return fmt::format("{}-{:0>2}-{:0>2}", parts[2], parts[0], parts[1]);
}

Member member_of(const Records& records, size_t i) {
    Member one;
    one.row = records.row(i);
    one.family_name = records.at(i, "Last Name");
    one.given_name = records.at(i, "First Name");
    one.patronymic = records.at(i, "Middle Name");
    one.email = records.at(i, "Secondary Email");
    one.phone = records.at(i, "Phone");
    one.sex = records.at(i, "Gender");
    one.birth_date = day_of(records.at(i, "Birthdate"));
    if (const std::string school = records.at(i, "School SIS ID"); !school.empty()) {
        one.schools.insert(school);
    }
    return one;
}

// Learners and teachers may have the same numbers.
std::string learner_id(const std::string& id) { return "learner " + id; }
std::string teacher_id(const std::string& id) { return "teacher " + id; }

std::map<std::string, Section> sections_of(const Records& records) {
    std::map<std::string, Section> sections;
    for (size_t i = 0; i < records.size(); ++i) {
        if (!records.active(i)) continue;
        const std::string subject = records.at(i, "Course Subject");
        sections[records.at(i, "SIS ID")] = {
            {records.at(i, "Section Name"), records.at(i, "Section Number")},
            !subject.empty() ? subject : records.at(i, "Course Name")};
    }
    return sections;
}

// Parents have a file of their own, named by the learner they belong to; no id.
void add_guardians(const Records& records, Register& people) {
    for (size_t i = 0; i < records.size(); ++i) {
        Member* learner = people.find(learner_id(records.at(i, "SIS ID")));
        if (!learner || !records.active(i)) continue;
        Member guardian;
        guardian.family_name = records.at(i, "Last Name");
        guardian.given_name = records.at(i, "First Name");
        guardian.patronymic = records.at(i, "Middle Name");
        guardian.phone = records.at(i, "Phone");
        guardian.email = records.at(i, "Email");
        const std::string id = fmt::format("guardian {}", i);
        learner->guardians.push_back(id);
        learner->kinships[id] = records.has("Kinship") ? kinship_of_word(records.at(i, "Kinship"))
                                                       : kinship_of_role(records.at(i, "Role"));
        people.members.emplace(id, std::move(guardian));
    }
}

void add_held(const Records& records, Register& people) {
    if (records.has("Gender")) people.held.insert(Field::sex);
    if (records.has("Birthdate")) people.held.insert(Field::birth_date);
}

}  // namespace

Result<Register> read_sds_1(archive::Reader& archive) {
    Register people;
    people.held = {Field::class_label, Field::position};
    std::map<std::string, Records> files;
    for (const char* name : {"School", "Student", "Teacher", "Section", "StudentEnrollment",
                             "TeacherRoster", "Guardianrelationship"}) {
        Result<Records> read = Records::read(archive, std::string(name) + ".csv");
        if (!read) return read.fault();
        files[name] = *std::move(read);
    }
    const Records &schools = files["School"], &learners = files["Student"];
    for (size_t i = 0; i < schools.size(); ++i) {
        people.schools[schools.at(i, "SIS ID")] = {schools.at(i, "Name"),
                                                   schools.at(i, "School Number")};
    }
    add_held(learners, people);
    for (size_t i = 0; i < learners.size(); ++i) {
        if (!learners.active(i)) continue;
        Member one = member_of(learners, i);
        one.learner = true;
        one.grade = grade_of(learners.at(i, "Grade"));
        people.members.emplace(learner_id(learners.at(i, "SIS ID")), std::move(one));
    }
    const Records& teachers = files["Teacher"];
    for (size_t i = 0; i < teachers.size(); ++i) {
        if (!teachers.active(i)) continue;
        Member one = member_of(teachers, i);
        one.employee = true;
        one.position = teachers.at(i, "Title");
        people.members.emplace(teacher_id(teachers.at(i, "SIS ID")), std::move(one));
    }
    const auto sections = sections_of(files["Section"]);
    const Records &enrolments = files["StudentEnrollment"], &taught = files["TeacherRoster"];
    for (size_t i = 0; i < enrolments.size(); ++i) {
        Member* one = people.find(learner_id(enrolments.at(i, "SIS ID")));
        const auto section = sections.find(enrolments.at(i, "Section SIS ID"));
        if (!one || section == sections.end() || !enrolments.active(i)) continue;
        Register::enrol(*one, false, section->second.titles);
    }
    for (size_t i = 0; i < taught.size(); ++i) {
        Member* one = people.find(teacher_id(taught.at(i, "SIS ID")));
        const auto section = sections.find(taught.at(i, "Section SIS ID"));
        if (!one || section == sections.end() || !taught.active(i)) continue;
        Register::teach(*one, section->second.subject);
    }
    add_guardians(files["Guardianrelationship"], people);
    return people;
}

}  // namespace kerege::directory::roster::exchange
