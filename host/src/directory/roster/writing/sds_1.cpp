#include <fmt/format.h>

#include "host/src/archive/zip.hpp"
#include "host/src/base/text.hpp"
#include "host/src/directory/roster/kinship.hpp"
#include "host/src/directory/roster/writing/school_data_sync.hpp"

namespace kerege::directory::roster {
namespace {

std::vector<std::string> sds_1_heading(const char* names) { return text::split(names, ","); }

// The month first.
std::string american(const std::string& day) {
    if (day.empty()) return {};
    return fmt::format("{}/{}/{}", day.substr(5, 2), day.substr(8, 2), day.substr(0, 4));
}

class Folder {
public:
    Folder(const SchoolNamed& school, const std::vector<Known>& people, const std::string& today)
        : all_(school, people, today) {
        schools_.add({{"SIS ID", all_.school_id()}, {"Name", school.name}});
        for (const auto& [label, id] : all_.classes()) add_section(id, label, {});
        for (const auto& [name, id] : all_.subjects()) add_section(id, name, name);
        for (const Known* one : all_.here()) {
            if (one->profile == "learner") add_learner(*one);
            if (one->profile == "employee") add_teacher(*one);
        }
    }

    std::string zipped(int64_t at_s) {
        archive::Writer writer(at_s);
        writer.add("School.csv", schools_.take());
        writer.add("Section.csv", sections_.take());
        writer.add("Student.csv", learners_.take());
        writer.add("Teacher.csv", teachers_.take());
        writer.add("StudentEnrollment.csv", enrolments_.take());
        writer.add("TeacherRoster.csv", taught_.take());
        writer.add("Guardianrelationship.csv", guardians_.take());
        return writer.finish();
    }

private:
    using Cells = std::map<std::string, std::string>;

    void add_section(const std::string& id, const std::string& name, const std::string& subject) {
        sections_.add({{"SIS ID", id},
                       {"School SIS ID", all_.school_id()},
                       {"Section Name", name},
                       {"Term SIS ID", all_.year_id()},
                       {"Term StartDate", american(all_.year_begins())},
                       {"Term EndDate", american(all_.year_ends())},
                       {"Course Subject", subject}});
    }

    Cells cells_of(const Known& one) const {
        return {{"SIS ID", Everybody::user_id(one)},
                {"School SIS ID", all_.school_id()},
                {"First Name", one.given_name},
                {"Last Name", one.family_name},
                {"Middle Name", one.patronymic},
                {"Username", Everybody::user_id(one)},
                {"Secondary Email", one.email},
                {"Phone", one.phone},
                {"Gender", one.sex},
                {"Birthdate", american(one.birth_date)},
                {"Status", "Active"}};
    }

    void add_learner(const Known& one) {
        const Everybody::Whole whole = all_.whole(one);
        Cells cells = cells_of(one);
        cells["Grade"] = whole.grade;
        learners_.add(cells);
        for (const std::string& label : one.labels)
            enrolments_.add({{"Section SIS ID", all_.group_of(one, label)},
                             {"SIS ID", Everybody::user_id(one)}});
        for (size_t i = 0; i < whole.guardians.size(); ++i) {
            const Known* guardian = whole.guardians[i];
            guardians_.add({{"SIS ID", Everybody::user_id(one)},
                            {"Email", guardian->email},
                            {"First Name", guardian->given_name},
                            {"Last Name", guardian->family_name},
                            {"Middle Name", guardian->patronymic},
                            {"Phone", guardian->phone},
                            {"Role", text::title(role_of_kinship(whole.kinships[i]))},
                            {"Kinship", whole.kinships[i]}});
        }
    }

    void add_teacher(const Known& one) {
        Cells cells = cells_of(one);
        cells["Title"] = one.position;
        teachers_.add(cells);
        for (const std::string& label : one.labels)
            taught_.add({{"Section SIS ID", all_.group_of(one, label)},
                         {"SIS ID", Everybody::user_id(one)}});
    }

    const Everybody all_;
    NamedCells schools_{sds_1_heading("SIS ID,Name")};
    NamedCells sections_{
        sds_1_heading("SIS ID,School SIS ID,Section Name,Term SIS ID,Term StartDate,Term EndDate,"
                      "Course Subject")};
    NamedCells learners_{sds_1_heading(
        "SIS ID,School SIS ID,First Name,Last Name,Username,Secondary Email,Middle Name,"
        "Grade,Status,Birthdate,Gender,Phone")};
    NamedCells teachers_{
        sds_1_heading("SIS ID,School SIS ID,First Name,Last Name,Username,Status,Middle Name,"
                      "Secondary Email,Title,Birthdate,Gender,Phone")};
    NamedCells enrolments_{sds_1_heading("Section SIS ID,SIS ID")};
    NamedCells taught_{sds_1_heading("Section SIS ID,SIS ID")};
    NamedCells guardians_{
        sds_1_heading("SIS ID,Email,First Name,Last Name,Middle Name,Phone,Role,Kinship")};
};

}  // namespace

std::string sds_1_of(const SchoolNamed& school, const std::vector<Known>& people,
                     const std::string& today, int64_t at_s) {
    return Folder(school, people, today).zipped(at_s);
}

}  // namespace kerege::directory::roster
