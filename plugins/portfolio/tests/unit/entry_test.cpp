#include "src/domain/entry.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kerege::portfolio {
namespace {

using testing::ElementsAre;

constexpr std::string_view kToday = "2026-11-18";

TypedEntry olympiad() {
    return {"olympiad",    "region", "Математика олимпиадасы", "II орын", "2026-10-09", "",
            "Талдықорған", ""};
}

// The fields that are wrong, in the order in which they are told.
std::vector<std::string> wrong(const TypedEntry& typed) {
    std::vector<std::string> fields;
    const auto checked = check_entry(typed, kToday);
    if (!checked.ok())
        for (const FieldFault& fault : checked.fault().fields) fields.push_back(fault.field);
    return fields;
}

std::string letters(size_t count) {
    std::string out;
    while (count-- > 0) out += "Ә";
    return out;
}

TEST(Entry, IsTakenAsItWasTyped) {
    const auto entry = check_entry(olympiad(), kToday);
    ASSERT_TRUE(entry.ok());
    const Entry expected{Kind::olympiad,
                         Level::region,
                         "Математика олимпиадасы",
                         "II орын",
                         "2026-10-09",
                         "",
                         "Талдықорған",
                         ""};
    EXPECT_EQ(*entry, expected);
}

TEST(Entry, IsTidiedAndItsLettersMended) {
    TypedEntry typed = olympiad();
    typed.title = "  Қaзaқ \t тілі ";  // two Latin letters
    typed.place = "Daryn";
    typed.note = "\r\n  бірінші  жол \r\n\r\nекінші\r\n\r\n";
    const auto entry = check_entry(typed, kToday);
    ASSERT_TRUE(entry.ok());
    EXPECT_EQ(entry->title, "Қазақ тілі");
    EXPECT_EQ(entry->place, "Daryn");
    EXPECT_EQ(entry->note, "бірінші жол\n\nекінші");
}

TEST(Entry, SaysWhatIsWrongWithEachField) {
    EXPECT_THAT(wrong({"", "", " ", letters(101), "", "2026-02-30", letters(201), letters(1001)}),
                ElementsAre("kind", "title", "result", "begins_on", "ends_on", "place", "note"));
    TypedEntry typed = olympiad();
    typed.kind = "chess";
    typed.level = "galaxy";
    EXPECT_THAT(wrong(typed), ElementsAre("kind", "level"));
    const std::string most = letters(200), more = letters(201);
    typed = olympiad();
    typed.title = most;
    EXPECT_THAT(wrong(typed), ElementsAre());
    typed.title = more;
    EXPECT_THAT(wrong(typed), ElementsAre("title"));
}

TEST(Entry, HasALevelUnlessThereIsNone) {
    TypedEntry typed = olympiad();
    typed.level = "";
    EXPECT_THAT(wrong(typed), ElementsAre("level"));
    for (const std::string_view kind : {"course", "volunteering", "other"}) {
        typed.kind = kind;
        EXPECT_THAT(wrong(typed), ElementsAre()) << kind;
    }
}

TEST(Entry, IsOfDaysThatHaveCome) {
    TypedEntry typed = olympiad();
    typed.begins_on = "2026-11-19";
    EXPECT_THAT(wrong(typed), ElementsAre("begins_on"));
    typed.begins_on = "2026-11-18";
    typed.ends_on = "2026-11-17";
    EXPECT_THAT(wrong(typed), ElementsAre("ends_on"));
    typed.ends_on = "2026-11-19";
    EXPECT_THAT(wrong(typed), ElementsAre("ends_on"));
    typed.kind = "course";
    EXPECT_THAT(wrong(typed), ElementsAre()) << "a course may end later";
}

TEST(Entry, HasAWordForEachKindAndLevel) {
    for (const Kind kind : kKinds) EXPECT_EQ(kind_of(word_of(kind)), kind);
    for (const Level level : kLevels) EXPECT_EQ(level_of(word_of(level)), level);
    EXPECT_EQ(kind_of(""), std::nullopt);
    EXPECT_EQ(level_of("Region"), std::nullopt);
}

}  // namespace
}  // namespace kerege::portfolio
