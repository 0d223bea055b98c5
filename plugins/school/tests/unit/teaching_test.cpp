#include "src/domain/teaching.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace kerege::school {
namespace {

constexpr ClassId kFiveA{10};
constexpr ClassId kFiveB{11};
constexpr ClassId kForeignClass{99};
constexpr SubjectId kAlgebra{20};
constexpr TeacherId kTeacher{30};
constexpr TeacherId kForeignTeacher{31};
constexpr TeacherId kSuccessor{32};
constexpr SectionId kForeignSection{98};
const std::string kToday = "2026-11-20";

// One school in memory, with the database's rule that a teaching has one section.
class School final : public TeachingStore {
public:
    std::vector<Section> sections;
    TeacherId homeroom;

    Section& at(SectionId id) {
        return *std::find_if(sections.begin(), sections.end(),
                             [&](const Section& s) { return s.id == id; });
    }
    SectionId open_id(TeacherId teacher) {
        open_section({kFiveA, kAlgebra, teacher});
        return section_of({kFiveA, kAlgebra, teacher})->id;
    }

    bool has_teacher(TeacherId teacher) override {
        return teacher == kTeacher || teacher == kSuccessor;
    }
    bool has_subject(SubjectId subject) override { return subject == kAlgebra; }
    bool has_class(ClassId id) override { return id == kFiveA || id == kFiveB; }
    bool open_section(const Teaching& teaching) override {
        if (const auto known = section_of(teaching)) {
            const bool closed = !known->open;
            at(known->id).open = true;
            return closed;
        }
        sections.push_back({{40 + static_cast<int64_t>(sections.size())}, teaching, true});
        return true;
    }
    std::optional<Section> section(SectionId id) override {
        for (const Section& section : sections)
            if (section.id == id) return section;
        return {};
    }
    std::optional<Section> section_of(const Teaching& t) override {
        for (const Section& section : sections)
            if (std::tie(section.teaching.class_id, section.teaching.subject,
                         section.teaching.teacher) == std::tie(t.class_id, t.subject, t.teacher))
                return section;
        return {};
    }
    void set_teacher(SectionId id, TeacherId teacher) override {
        Teaching wanted = at(id).teaching;
        wanted.teacher = teacher;
        EXPECT_FALSE(section_of(wanted)) << "the database refuses a second one";
        at(id).teaching.teacher = teacher;
    }
    bool close_section(SectionId id, const std::string& on) override {
        EXPECT_EQ(on, kToday);
        return std::exchange(at(id).open, false);
    }
    bool set_homeroom(ClassId class_id, TeacherId teacher) override {
        homeroom = teacher;
        return has_class(class_id);
    }
};

TEST(Teaching, OpensASectionForEachClassOnce) {
    School school;
    const std::vector<Teaching> both = {{kFiveA, kAlgebra, kTeacher}, {kFiveB, kAlgebra, kTeacher}};
    EXPECT_EQ(assign_teaching(school, both).value(), 2);
    EXPECT_EQ(assign_teaching(school, both).value(), 0);
    EXPECT_EQ(school.sections.size(), 2u);
}

TEST(Teaching, WantsAChoice) {
    School school;
    EXPECT_EQ(assign_teaching(school, {}).fault().kind, FaultKind::invalid);
}

TEST(Teaching, DoesNotFindWhatBelongsToAnotherSchool) {
    School school;
    EXPECT_EQ(
        assign_teaching(school, {{kFiveA, kAlgebra, kTeacher}, {kForeignClass, kAlgebra, kTeacher}})
            .fault()
            .kind,
        FaultKind::not_found);
    EXPECT_EQ(assign_teaching(school, {{kFiveA, kAlgebra, kForeignTeacher}}).fault().kind,
              FaultKind::not_found);
    EXPECT_TRUE(school.sections.empty());
    const SectionId own = school.open_id(kTeacher);
    EXPECT_EQ(change_teacher(school, own, kForeignTeacher, kToday).fault().kind,
              FaultKind::not_found);
    EXPECT_EQ(change_teacher(school, kForeignSection, kTeacher, kToday).fault().kind,
              FaultKind::not_found);
    EXPECT_EQ(choose_homeroom(school, kForeignClass, kTeacher).fault().kind, FaultKind::not_found);
}

TEST(Teaching, ChangesTheTeacherOfASection) {
    School school;
    const SectionId id = school.open_id(kTeacher);
    EXPECT_EQ(change_teacher(school, id, kSuccessor, kToday).value(), TeacherChange::goes_on);
    EXPECT_EQ(school.at(id).teaching.teacher, kSuccessor);
    EXPECT_EQ(change_teacher(school, id, kSuccessor, kToday).value(), TeacherChange::goes_on);
    EXPECT_EQ(school.sections.size(), 1u);
}

TEST(Teaching, OpensTheEarlierSectionOfATeacherWhoComesBack) {
    School school;
    const SectionId earlier = school.open_id(kTeacher);
    ASSERT_TRUE(school.close_section(earlier, kToday));
    const SectionId later = school.open_id(kSuccessor);
    EXPECT_EQ(change_teacher(school, later, kTeacher, kToday).value(), TeacherChange::reopened);
    EXPECT_TRUE(school.at(earlier).open);
    EXPECT_EQ(school.at(earlier).teaching.teacher, kTeacher);
    EXPECT_FALSE(school.at(later).open);
    EXPECT_EQ(school.at(later).teaching.teacher, kSuccessor) << "who taught then stays known";
    // And back again, as often as it takes.
    EXPECT_EQ(change_teacher(school, earlier, kSuccessor, kToday).value(), TeacherChange::reopened);
    EXPECT_TRUE(school.at(later).open);
}

TEST(Teaching, SaysThatATeacherGivesTheSubjectAlready) {
    School school;
    const SectionId one = school.open_id(kTeacher);
    const SectionId other = school.open_id(kSuccessor);
    const auto changed = change_teacher(school, other, kTeacher, kToday);
    ASSERT_FALSE(changed.ok());
    EXPECT_EQ(changed.fault().kind, FaultKind::invalid);
    EXPECT_FALSE(changed.fault().user_message.empty());
    EXPECT_TRUE(school.at(one).open);
    EXPECT_TRUE(school.at(other).open);
}

TEST(Teaching, DoesNotChangeAClosedSection) {
    School school;
    const SectionId id = school.open_id(kTeacher);
    ASSERT_TRUE(school.close_section(id, kToday));
    EXPECT_EQ(change_teacher(school, id, kSuccessor, kToday).fault().kind, FaultKind::not_found);
}

TEST(Teaching, LeavesAClassWithoutAHomeroomTeacher) {
    School school;
    ASSERT_TRUE(choose_homeroom(school, kFiveA, kTeacher).ok());
    EXPECT_EQ(school.homeroom, kTeacher);
    ASSERT_TRUE(choose_homeroom(school, kFiveA, {}).ok());
    EXPECT_EQ(school.homeroom, TeacherId{});
}

}  // namespace
}  // namespace kerege::school
