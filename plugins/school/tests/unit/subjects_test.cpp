#include "src/domain/subjects.hpp"

#include "kerege/sdk/letters.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace kerege::school {
namespace {

// One school's subjects in memory.
class Subjects final : public SubjectStore {
public:
    std::map<SubjectId, std::string> names;
    std::set<std::string> roster;
    std::set<SubjectId> taught;

    std::optional<std::string> name_of(SubjectId subject) override {
        const auto found = names.find(subject);
        return found == names.end() ? std::nullopt : std::optional(found->second);
    }
    bool named_by_roster(const std::string& name) override { return roster.contains(name); }
    bool was_taught(SubjectId subject) override { return taught.contains(subject); }
    std::optional<SubjectId> add(const std::string& name) override {
        if (find(name)) return {};
        const SubjectId id{static_cast<int64_t>(names.size()) + 1};
        names.emplace(id, name);
        return id;
    }
    void rename(SubjectId subject, const std::string& name) override { names[subject] = name; }
    std::optional<SubjectId> find(const std::string& name) override {
        for (const auto& [id, known] : names)
            if (known == name) return id;
        return {};
    }
    void remove(SubjectId subject) override { names.erase(subject); }
};

constexpr SubjectId kUnknown{99};

TEST(Subjects, AreTidiedHoweverTheyAreTyped) {
    EXPECT_EQ(sdk::tidy("  Қазақ \t тілі\r\n"), "Қазақ тілі");
    EXPECT_EQ(sdk::tidy("\xC2\xA0"
                        "Алгебра\xE2\x80\x8B"),
              "Алгебра");
    EXPECT_EQ(sdk::tidy(" \xC2\xA0\xE3\x80\x80 "), "");
    EXPECT_EQ(sdk::tidy("Алгебра"), "Алгебра");
}

TEST(Subjects, ABlankMakesNoOther) {
    Subjects school;
    const auto added = add_subject(school, " Қазақ  тілі ");
    ASSERT_TRUE(added.ok());
    EXPECT_EQ(school.names.at(*added), "Қазақ тілі");
    for (const char* same : {"Қазақ тілі", "Қазақ тілі ", "Қазақ\xC2\xA0тілі"}) {
        const auto again = add_subject(school, same);
        ASSERT_FALSE(again.ok()) << same;
        EXPECT_EQ(again.fault().user_message, "There is a subject of this name already.");
    }
    EXPECT_EQ(school.names.size(), 1u);
}

TEST(Subjects, HaveAName) {
    Subjects school;
    for (const char* nothing : {"", "   ", "\t", "\xC2\xA0"}) {
        const auto added = add_subject(school, nothing);
        ASSERT_FALSE(added.ok());
        EXPECT_EQ(added.fault().kind, FaultKind::invalid);
        EXPECT_FALSE(added.fault().user_message.empty());
    }
}

TEST(Subjects, CountLettersAndNotBytes) {
    Subjects school;
    std::string latin(80, 'a'), kazakh, wide;
    for (int i = 0; i < 80; ++i) kazakh += "ә";
    for (int i = 0; i < 80; ++i) wide += "\xF0\x9F\x93\x9A";
    EXPECT_TRUE(add_subject(school, latin).ok());
    EXPECT_TRUE(add_subject(school, kazakh).ok());
    EXPECT_TRUE(add_subject(school, wide).ok());
    EXPECT_FALSE(add_subject(school, latin + 'a').ok());
    EXPECT_FALSE(add_subject(school, kazakh + "ә").ok());
    EXPECT_TRUE(add_subject(school, "  " + latin.substr(1) + "  ").ok()) << "blanks don't count";
}

TEST(Subjects, AreRenamed) {
    Subjects school;
    const SubjectId chess = *add_subject(school, "Шахмт");
    ASSERT_TRUE(add_subject(school, "Робототехника").ok());
    EXPECT_TRUE(rename_subject(school, chess, " Шахмат ").ok());
    EXPECT_EQ(school.names.at(chess), "Шахмат");
    EXPECT_TRUE(rename_subject(school, chess, "Шахмат").ok()) << "the same name again";
    EXPECT_EQ(rename_subject(school, chess, "Робототехника").fault().kind, FaultKind::invalid);
    EXPECT_EQ(rename_subject(school, chess, "  ").fault().kind, FaultKind::invalid);
    EXPECT_EQ(rename_subject(school, kUnknown, "Би").fault().kind, FaultKind::not_found);
    EXPECT_EQ(school.names.at(chess), "Шахмат");
}

TEST(Subjects, AreRemovedUnlessTheyWereTaught) {
    Subjects school;
    const SubjectId chess = *add_subject(school, "Шахмат");
    school.taught = {chess};
    EXPECT_EQ(remove_subject(school, chess).fault().kind, FaultKind::invalid);
    school.taught.clear();
    const auto removed = remove_subject(school, chess);
    ASSERT_TRUE(removed.ok());
    EXPECT_EQ(*removed, "Шахмат");
    EXPECT_TRUE(school.names.empty());
    EXPECT_EQ(remove_subject(school, chess).fault().kind, FaultKind::not_found);
}

TEST(Subjects, OfTheRosterAreTheRosters) {
    Subjects school;
    const SubjectId algebra = *add_subject(school, "Алгебра");
    school.roster = {"Алгебра"};
    EXPECT_EQ(rename_subject(school, algebra, "Математика").fault().kind, FaultKind::invalid);
    EXPECT_EQ(remove_subject(school, algebra).fault().kind, FaultKind::invalid);
    EXPECT_EQ(school.names.at(algebra), "Алгебра");
}

}  // namespace
}  // namespace kerege::school
