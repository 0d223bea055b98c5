#include "src/domain/teaching.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <tuple>

namespace kerege::school {
namespace {

constexpr ClassId kFiveA{10};
constexpr ClassId kFiveB{11};
constexpr ClassId kForeignClass{99};
constexpr SubjectId kAlgebra{20};
constexpr TeacherId kTeacher{30};
constexpr TeacherId kForeignTeacher{31};
constexpr SectionId kSection{40};

// One school in memory.
class School final : public TeachingStore {
public:
    std::set<std::tuple<ClassId, SubjectId, TeacherId>> open;
    TeacherId homeroom;
    TeacherId section_teacher;

    bool has_teacher(TeacherId teacher) override { return teacher == kTeacher; }
    bool has_subject(SubjectId subject) override { return subject == kAlgebra; }
    bool has_class(ClassId id) override { return id == kFiveA || id == kFiveB; }
    bool open_section(const Teaching& t) override {
        return open.insert({t.class_id, t.subject, t.teacher}).second;
    }
    bool set_teacher(SectionId section, TeacherId teacher) override {
        section_teacher = teacher;
        return section == kSection;
    }
    bool close_section(SectionId, const std::string&) override { return true; }
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
    EXPECT_EQ(school.open.size(), 2u);
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
    EXPECT_TRUE(school.open.empty());
    EXPECT_EQ(change_teacher(school, kSection, kForeignTeacher).fault().kind, FaultKind::not_found);
    EXPECT_EQ(choose_homeroom(school, kForeignClass, kTeacher).fault().kind, FaultKind::not_found);
}

TEST(Teaching, ChangesTheTeacherOfASection) {
    School school;
    EXPECT_TRUE(change_teacher(school, kSection, kTeacher).ok());
    EXPECT_EQ(school.section_teacher, kTeacher);
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
