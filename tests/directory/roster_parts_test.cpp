// Rosters out of files that hold several: sheets of a workbook, schools of an archive. On both
// databases.
#include "host/src/directory/roster/parts.hpp"

#include "host/src/directory/roster/choice.hpp"
#include "tests/directory/house.hpp"
#include "tests/directory/workbook.hpp"

namespace kerege::directory {
namespace {

using roster::Kind;
using testing::ElementsAre;

class RosterPartsTest : public HouseTest {
protected:
    roster::UploadId stage(const std::string& bytes, const std::string& wanted = {},
                           Kind kind = Kind::learners) {
        const auto upload = rosters->stage(school, by, kind, "list", bytes, {}, wanted);
        EXPECT_TRUE(upload) << (upload ? "" : upload.fault().user_message);
        return upload ? *upload : roster::UploadId{};
    }
    roster::PartChoice choice(roster::UploadId upload) {
        return roster::part_choice(**database, school, upload);
    }
    std::vector<std::string> names(roster::UploadId upload) {
        const auto shown = rosters->preview(school, upload);
        std::vector<std::string> all;
        if (!shown) return {shown.fault().log_text};
        for (const auto& one : shown->plan.people) all.push_back(one.given_name);
        return all;
    }
    Result<> choose(roster::UploadId upload, int number) {
        return roster::choose_part(**database, audit, {school, by, {}, upload}, number,
                                   clock.now_ms());
    }
    int64_t kept_parts() {
        return database->number("select count(*) from core_roster_part where content <> ''");
    }
};

std::string sheet(const std::string& given) {
    return test::text_row(1, {"Сынып", "Тегі", "Аты", "Туған күні", "Жынысы"}) +
           test::text_row(2, {"7А", "Бек", given, "01.09.2015", "М"});
}

TEST_P(RosterPartsTest, TakesAnotherSheetUntilItIsSaved) {
    const auto upload = stage(test::workbook({{{"7А", sheet("Айдос")}, {"7Ә", sheet("Дархан")}}}));
    EXPECT_THAT(names(upload), ElementsAre("Айдос"));
    EXPECT_EQ(rosters->waiting(school).at(0).file_name, "list · 7А");
    ASSERT_EQ(choice(upload).parts.size(), 2u);
    EXPECT_EQ(choice(upload).taken()->name, "7А");
    roster::Answers answers;
    answers.accept_faulty = answers.new_addresses = true;
    answers.twins["2"] = {};
    rosters->keep_answers(school, upload, answers);
    EXPECT_EQ(rosters->kept_answers(school, upload).twins.size(), 1u);
    EXPECT_FALSE(rosters->kept_answers(school, upload).accept_faulty) << "said with the saving";
    EXPECT_FALSE(rosters->kept_answers(school, upload).new_addresses);

    EXPECT_FALSE(choose(upload, 3));
    EXPECT_FALSE(roster::choose_part(**database, audit, {other_school, by, {}, upload}, 2, 0));
    ASSERT_TRUE(choose(upload, 2));
    EXPECT_THAT(names(upload), ElementsAre("Дархан"));
    EXPECT_TRUE(rosters->kept_answers(school, upload).twins.empty()) << "of other rows";
    EXPECT_EQ(database->text("select action from core_audit order by id desc limit 1"),
              "roster.part_taken");
    EXPECT_EQ(rosters->waiting(school).at(0).file_name, "list · 7Ә");
    ASSERT_TRUE(choose(upload, 1)) << "and back";
    ASSERT_TRUE(choose(upload, 2));
    ASSERT_TRUE(rosters->apply(school, upload, by, {}));
    EXPECT_EQ(database->text("select given_name from core_person"), "Дархан");
    EXPECT_EQ(database->number("select count(*) from core_roster_part"), 0);
    EXPECT_FALSE(choose(upload, 1)) << "it is saved";
}

TEST_P(RosterPartsTest, TakeTheSheetThatIsNamed) {
    const std::string book = test::workbook({{{"7А", sheet("Айдос")}, {"7Ә", sheet("Дархан")}}});
    EXPECT_THAT(names(stage(book, "7ә")), ElementsAre("Дархан"));
    const auto refused = rosters->stage(school, by, Kind::learners, "list", book, {}, "8А");
    ASSERT_FALSE(refused);
    ASSERT_EQ(refused.fault().values.size(), 1u);
    EXPECT_EQ(refused.fault().values[0].second, "7А, 7Ә");
    EXPECT_TRUE(choice(stage(test::workbook({{{"7А", sheet("Айдос")}}}))).parts.empty());
    EXPECT_EQ(database->number("select count(*) from core_roster_part"), 0) << "one is no choice";
}

const std::string kSchools = test::zipped(
    {{"School.csv", "SIS ID,Name,School Number\n1,№ 7 мектеп,\n2,№ 8 мектеп,160340016781\n"},
     {"Student.csv",
      "SIS ID,School SIS ID,First Name,Last Name,Grade,Birthdate\n11,1,Айдос,Бек,9,4/2/2013\n"
      "12,2,Дана,Ән,9,12/19/2013\n13,2,Әсел,Сейіт,9,12/19/2013\n"},
     {"Teacher.csv",
      "SIS ID,School SIS ID,First Name,Last Name,Title\n11,1,Жанар,Омар,\n12,2,Ғалым,Омар,\n"}});

TEST_P(RosterPartsTest, AskWhichSchoolAndRememberIt) {
    const auto upload = stage(kSchools);
    EXPECT_THAT(names(upload), ElementsAre("roster: no part is taken"));
    EXPECT_TRUE(roster::is_about_parts(roster::column_choice(**database, school, upload).fault()));
    EXPECT_FALSE(rosters->apply(school, upload, by, {}));
    const auto asked = choice(upload);
    EXPECT_EQ(asked.parts_are, roster::PartsAre::schools);
    ASSERT_EQ(asked.parts.size(), 2u);
    EXPECT_EQ(asked.parts[1].rows, 2);
    EXPECT_EQ(asked.taken(), nullptr);
    ASSERT_TRUE(choose(upload, 2));
    EXPECT_THAT(names(upload), ElementsAre("Дана", "Әсел"));
    EXPECT_EQ(kept_parts(), 0) << "nothing of the other school";
    EXPECT_EQ(choice(upload).parts.size(), 2u) << "but who was left out";
    EXPECT_FALSE(choose(upload, 1));

    const auto staff = stage(kSchools, {}, Kind::staff);
    EXPECT_THAT(names(staff), ElementsAre("Ғалым")) << "the same school, without a question";
    EXPECT_EQ(kept_parts(), 0);
    const auto others = rosters->stage(other_school, by, Kind::staff, "list", kSchools);
    EXPECT_EQ(roster::part_choice(**database, other_school, *others).taken(), nullptr);

    roster::forget_school(**database, school, by, clock.now_ms());
    EXPECT_EQ(choice(stage(kSchools)).taken(), nullptr) << "asked anew";
    EXPECT_THAT(names(stage(kSchools, "№ 7 МЕКТЕП")), ElementsAre("Айдос"));
    EXPECT_THAT(names(stage(kSchools, "2")), ElementsAre("Дана", "Әсел"));
}

TEST_P(RosterPartsTest, KnowTheSchoolByItsNumber) {
    database->run("update core_organisation set bin = '160340016781' where id = " + school.text());
    EXPECT_THAT(names(stage(kSchools)), ElementsAre("Дана", "Әсел"));
    EXPECT_THAT(names(stage(kSchools, "1")), ElementsAre("Айдос"));
    roster::forget_school(**database, school, by, clock.now_ms());
    EXPECT_EQ(choice(stage(kSchools)).taken(), nullptr)
        << "who said that it is not theirs is asked";
}

KEREGE_ON_BOTH_DATABASES(RosterPartsTest);

}  // namespace
}  // namespace kerege::directory
