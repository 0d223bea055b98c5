// Archives of strangers: read within limits, whatever they say of themselves.
#include "host/src/archive/zip.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace kerege::archive {
namespace {

using testing::HasSubstr;

std::string one_file(const std::string& name, const std::string& content) {
    Writer writer(1'788'318'000);
    writer.add(name, content);
    return writer.finish();
}

std::string refusal(const std::string& bytes, const Limits& limits = {}) {
    auto reader = Reader::open(bytes, limits);
    if (!reader) return reader.fault().user_message;
    for (const std::string& name : reader->names()) {
        const auto content = reader->content(name, 100'000'000);
        if (!content) return content.fault().user_message;
    }
    return "";
}

// Four bytes, the lowest first, where the central directory has them.
void patch(std::string& bytes, size_t offset, uint32_t value) {
    const size_t at = bytes.find("PK\x01\x02");
    ASSERT_NE(at, std::string::npos);
    for (size_t i = 0; i < 4; ++i) bytes[at + offset + i] = static_cast<char>(value >> (8 * i));
}
constexpr size_t kUnpackedAt = 24;

TEST(Zip, GivesBackWhatWasWritten) {
    Writer writer(1'788'318'000);
    writer.add("users.csv", "Айдос\n");
    writer.add("тізім/empty.csv", "");
    const std::string bytes = writer.finish();
    auto reader = Reader::open(bytes);
    ASSERT_TRUE(reader);
    EXPECT_THAT(reader->names(), testing::ElementsAre("users.csv", "тізім/empty.csv"));
    EXPECT_EQ(*reader->content("users.csv", 100), "Айдос\n");
    EXPECT_EQ(*reader->content("тізім/empty.csv", 100), "");
    EXPECT_FALSE(reader->content("users.csv", 3));
    EXPECT_FALSE(reader->content("classes.csv", 100));
}

TEST(Zip, RefusesBombsBeforeItUnpacksThem) {
    const std::string zeros = one_file("a", std::string(3'000'000, '0'));
    EXPECT_LT(zeros.size(), 10'000u);
    EXPECT_THAT(refusal(zeros), HasSubstr("too large"));
    const std::string plain = one_file("a", "some bytes");
    EXPECT_EQ(refusal(plain), "");
    EXPECT_THAT(refusal(plain, {.bytes_max = 5}), HasSubstr("too large"));
    Writer many(0);
    for (int i = 0; i < 20; ++i) many.add(std::to_string(i), "0123456789");
    const std::string bytes = many.finish();
    EXPECT_EQ(refusal(bytes), "");
    EXPECT_THAT(refusal(bytes, {.files_max = 19}), HasSubstr("too large"));
    EXPECT_THAT(refusal(bytes, {.bytes_max = 199}), HasSubstr("too large"));
}

TEST(Zip, BelievesNoSizeItIsTold) {
    std::string bytes = one_file("a", std::string(3'000'000, '0'));
    patch(bytes, kUnpackedAt, 10);
    EXPECT_NE(refusal(bytes), "");
    patch(bytes, kUnpackedAt, 900'000);
    EXPECT_NE(refusal(bytes), "");
}

TEST(Zip, CountsWhatIsReadTwice) {
    const std::string bytes = one_file("a", "0123456789");
    auto reader = Reader::open(bytes, {.bytes_max = 25});
    ASSERT_TRUE(reader);
    EXPECT_TRUE(reader->content("a", 100));
    EXPECT_TRUE(reader->content("a", 100));
    EXPECT_FALSE(reader->content("a", 100));
}

TEST(Zip, RefusesWhatIsDamaged) {
    const std::string bytes = one_file("a", "some text that is long enough to be packed, packed");
    for (const size_t length : {size_t{4}, size_t{30}, bytes.size() - 1}) {
        EXPECT_THAT(refusal(bytes.substr(0, length)), HasSubstr("damaged")) << length;
    }
    std::string other = bytes;
    other[36] = static_cast<char>(other[36] + 1);  // within the packed text
    EXPECT_THAT(refusal(other), HasSubstr("damaged"));
}

// A folder that is gone afterwards.
struct Folder {
    Folder() : path(std::filesystem::path(testing::TempDir()) / "kerege-zip-test") {
        std::filesystem::remove_all(path);
        std::filesystem::create_directories(path);
    }
    ~Folder() { std::filesystem::remove_all(path); }
    size_t files() const {
        return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(path), {}));
    }
    const std::filesystem::path path;
};

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

TEST(Zip, IsWrittenToAFilePieceByPiece) {
    const Folder folder;
    const auto file = folder.path / "school.zip";
    int pieces = 0;
    std::string order;
    Writer writer(file, 1'788'318'000);
    writer.add("README.txt", "Айдос");
    writer.add_pieces("large.csv", [&]() -> std::string {
        order += 'l';
        return ++pieces <= 300 ? std::string(10'000, static_cast<char>('a' + pieces % 26)) : "";
    });
    writer.add_pieces("last.json", [&, ended = false]() mutable -> std::string {
        order += 'j';
        return std::exchange(ended, true) ? "" : std::to_string(pieces);
    });
    EXPECT_EQ(order, "") << "nothing is asked for before it is written";
    EXPECT_EQ(writer.finish(), "");
    EXPECT_EQ(order, std::string(301, 'l') + "jj");
    const std::string bytes = bytes_of(file);
    auto reader = Reader::open(bytes, {.ratio_max = 10'000});
    ASSERT_TRUE(reader);
    EXPECT_THAT(reader->names(), testing::ElementsAre("README.txt", "large.csv", "last.json"));
    const auto large = reader->content("large.csv", 10'000'000);
    ASSERT_TRUE(large);
    EXPECT_EQ(large->size(), 3'000'000u);
    EXPECT_EQ(large->substr(9'999, 2), "bc");
    EXPECT_EQ(*reader->content("last.json", 100), "301")
        << "what comes later knows what was before";
}

TEST(Zip, LeavesNothingBehindWhereAPieceFails) {
    const Folder folder;
    Writer writer(folder.path / "school.zip", 0);
    writer.add("README.txt", "Айдос");
    writer.add_pieces("a.csv",
                      []() -> std::string { throw std::invalid_argument("the database is away"); });
    EXPECT_THROW(writer.finish(), std::invalid_argument);
    EXPECT_EQ(folder.files(), 0u);
    Writer nowhere(folder.path / "none" / "a.zip", 0);
    nowhere.add("README.txt", "Айдос");
    EXPECT_THROW(nowhere.finish(), std::runtime_error);
}

TEST(Zip, HasNumbersForMoreFilesThanZipOnceHad) {
    constexpr size_t files = 66'000;
    Writer writer(0);
    for (size_t i = 0; i < files; ++i) writer.add(std::to_string(i), "");
    const std::string bytes = writer.finish();
    auto reader = Reader::open(bytes, {.files_max = files});
    ASSERT_TRUE(reader);
    EXPECT_EQ(reader->names().size(), files);
    EXPECT_TRUE(reader->has("65999"));
}

}  // namespace
}  // namespace kerege::archive
