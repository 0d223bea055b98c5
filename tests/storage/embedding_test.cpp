// Runs the script that turns .sql files into constants on files of its own.
#include <fmt/format.h>
#include <stdlib.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "gmock/gmock.h"

namespace kerege::data {
namespace {

using testing::HasSubstr;

class EmbeddingTest : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "kerege-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
        std::filesystem::create_directory(folder_ / "area");
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    void file(const std::string& name, const std::string& text) {
        std::ofstream(folder_ / "area" / name) << text;
        names_ += (names_.empty() ? "" : "|") + name;
    }

    // The header, or "" when the script refused; log_ is what it said.
    std::string embed() {
        const auto command = fmt::format(
            "cmake '-DFOLDER={0}/area' '-DNAMES={1}' '-DOUTPUT={0}/out.hpp' -DNAMESPACE=q "
            "-DTYPE=T -DINCLUDE=t.hpp -P '{2}/cmake/EmbedSqlScript.cmake' > '{0}/log' 2>&1",
            folder_.string(), names_, KEREGE_SOURCE_DIR);
        const int code = std::system(command.c_str());
        log_ = content("log");
        return code == 0 ? content("out.hpp") : "";
    }

    std::string content(const std::string& name) {
        std::ifstream file(folder_ / name);
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }

    std::filesystem::path folder_;
    std::string names_;
    std::string log_;
};

TEST_F(EmbeddingTest, ParametersAreNumberedByFirstAppearance) {
    file("find.sql", "select a::text from t\nwhere b = :b and c = :c_1 or d = :b;\n");
    const std::string header = embed();
    EXPECT_THAT(header, HasSubstr("\"area/find\""));
    EXPECT_THAT(header, HasSubstr("R\"sql(select a::text from t\nwhere b = $1 and c = $2 or "
                                  "d = $1)sql\""));
    EXPECT_THAT(header, HasSubstr("R\"sql()sql\""));
}

TEST_F(EmbeddingTest, CommentsGoAndQuotesStay) {
    file("find.sql",
         "-- why: it's said; here\n\nselect ':a;--', \"x:y\", 'it''s :b' -- tail\n"
         "/* don't\n :c */ from t where w = 'Ә' and z = :z\n");
    EXPECT_THAT(embed(), HasSubstr("R\"sql(select ':a;--', \"x:y\", 'it''s :b' \n  from t where "
                                   "w = 'Ә' and z = $1)sql\""));
}

TEST_F(EmbeddingTest, PostgresqlsTextKeepsTheNumbers) {
    file("find.sql", "select :a, :b");
    file("find.pg.sql", "select :b::text, :a");
    const std::string header = embed();
    EXPECT_THAT(header, HasSubstr("R\"sql(select $1, $2)sql\""));
    EXPECT_THAT(header, HasSubstr("R\"sql(select $2::text, $1)sql\""));
}

TEST_F(EmbeddingTest, WhatDoesNotFitFailsTheBuild) {
    file("find.sql", "select :a");
    file("find.pg.sql", "select :a, :b");
    EXPECT_EQ(embed(), "");
    EXPECT_THAT(log_, HasSubstr(":b"));
    file("find.pg.sql", "select 1");
    EXPECT_EQ(embed(), "");
    EXPECT_THAT(log_, HasSubstr(":a"));
    names_.clear();
    for (const char* text : {"select 1; select 2", "select 'open", "select $1", "-- nothing"}) {
        names_.clear();
        file("find.sql", text);
        EXPECT_EQ(embed(), "") << text;
        EXPECT_THAT(log_, HasSubstr("find.sql")) << text;
    }
    names_.clear();
    file("alone.pg.sql", "select 1");
    EXPECT_EQ(embed(), "");
    names_.clear();
    file("Bad-Name.sql", "select 1");
    EXPECT_EQ(embed(), "");
}

}  // namespace
}  // namespace kerege::data
