#include "src/domain/reminder.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using reminders::check_text;

TEST(Reminder, NeedsAText) {
    EXPECT_TRUE(check_text("Bring the books").ok());
    EXPECT_FALSE(check_text("").ok());
    EXPECT_FALSE(check_text(" \t\n").ok());
}

TEST(Reminder, CountsLettersNotBytes) {
    std::string text;
    for (size_t i = 0; i < reminders::kTextLettersMax; ++i) text += "Ә";
    EXPECT_TRUE(check_text(text).ok());
    EXPECT_FALSE(check_text(text + "Ә").ok());
}

}  // namespace
