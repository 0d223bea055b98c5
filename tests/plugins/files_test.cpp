// kerege.files/draft-1 as plugins use it: in the host and in a worker, on both databases.
#include <cstdlib>
#include <fstream>
#include <functional>
#include <thread>

#include "host/src/plugins/call.hpp"
#include "tests/plugins/world.hpp"

namespace kerege::plugins {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::StartsWith;

// The smallest PNG there is: one pixel.
const std::string kPng =
    "\211\120\116\107\015\012\032\012\000\000\000\015\111\110\104\122\000\000\000\001\000\000"
    "\000\001\010\002\000\000\000\220\167\123\336\000\000\000\014\111\104\101\124\170\234\143"
    "\370\317\300\000\000\003\001\001\000\311\376\222\357\000\000\000\000\111\105\116\104\256"
    "\102\140\202"s;
const std::string kPdf =
    "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

http::UploadedFile file(const std::string& name, const std::string& content,
                        const std::string& type) {
    return {"file", name, content, type};
}

class FilesOf : public testing::TestWithParam<Surroundings> {
protected:
    void SetUp() override {
        if (!GetParam().available()) GTEST_SKIP() << "KEREGE_TEST_POSTGRES is not set";
        files::FileSettings limits;
        limits.file_bytes_max = 3 << 20;
        limits.plugin_bytes_max = 4 << 20;
        limits.organisation_bytes_max = 6 << 20;
        world = std::make_unique<World>(GetParam().dialect, GetParam().isolation, limits);
        world->load("files");
        for (const char* id : {"shelf", "cupboard"})
            ASSERT_EQ(world->entry(id).state, State::loaded) << world->entry(id).reason;
    }
    std::string upload(const http::UploadedFile& one, const std::string& types = {},
                       const std::string& end = "commit") {
        return world->upload("/shelf/upload", {one}, {{"types", types}, {"end", end}}).body;
    }
    std::string write(const std::string& plugin, int megabytes, const std::string& end = "commit",
                      OrganisationId organisation = World::kSchool) {
        return world
            ->post("/" + plugin + "/write",
                   {{"name", "big.bin"},
                    {"text", "x"},
                    {"parts", std::to_string(megabytes)},
                    {"end", end}},
                   organisation)
            .body;
    }
    std::string contents() const {
        int count = 0;
        for (const auto& item :
             std::filesystem::recursive_directory_iterator(world->folder / "files"))
            if (item.is_regular_file() && item.path().filename().string().size() == 62) ++count;
        return std::to_string(count);
    }
    std::string rows() { return world->sql("select count(*) from core_file"); }
    std::string used() {
        return world->sql("select cast(coalesce(sum(bytes), 0) as bigint) from core_file_usage");
    }

    std::unique_ptr<World> world;
};

INSTANTIATE_TEST_SUITE_P(Everywhere, FilesOf, testing::ValuesIn(kEverywhere), name_of);

TEST_P(FilesOf, AnUploadIsKeptAndGivenOut) {
    const std::string id = upload(file("Сурет.png", kPng, "image/png"), "image/*");
    ASSERT_THAT(id, MatchesRegex("[0-9]+"));
    EXPECT_THAT(world->get("/shelf/info/" + id).body, StartsWith("Сурет.png image/png 69 0 "));
    EXPECT_EQ(world->get("/shelf/read/" + id).body, kPng);
    const Answer shown = world->get("/shelf/show/" + id + "/0");
    EXPECT_EQ(shown.status, 200);
    EXPECT_EQ(shown.body, kPng);
    EXPECT_EQ(shown.content_type, "image/png");
    EXPECT_EQ(shown.header("content-disposition"),
              "inline; filename=\"_____.png\"; filename*=UTF-8''"
              "%D0%A1%D1%83%D1%80%D0%B5%D1%82.png");
    EXPECT_THAT(shown.header("content-security-policy"), HasSubstr("sandbox"));
    EXPECT_THAT(world->get("/shelf/save/" + id).header("content-disposition"),
                StartsWith("attachment; "));
}

TEST_P(FilesOf, UploadsAreListedAsTheyCame) {
    const Answer answer = world->upload("/shelf/uploads", {file("a.txt", "one", "text/plain"),
                                                           file("b.txt", "four", "x/y"),
                                                           {"other", "c.txt", "no", ""}});
    EXPECT_EQ(answer.body, "a.txt text/plain 3;b.txt x/y 4;");
}

TEST_P(FilesOf, WhatIsRolledBackIsNoFile) {
    const std::string id = upload(file("a.png", kPng, "image/png"), {}, "roll back");
    EXPECT_THAT(world->get("/shelf/info/" + id).body, StartsWith("fault 1: "));
    EXPECT_EQ(rows() + used() + contents(), "001");
    // Its content is garbage, once it is old.
    EXPECT_EQ(world->files().collect(), 0);
    world->clock.at_ms = int64_t{1000} * (std::time(nullptr) + 25 * 3600);
    EXPECT_EQ(world->files().collect(), 1);
    EXPECT_EQ(contents(), "0");
}

TEST_P(FilesOf, TheSameContentLiesThereOnceUntilNobodyHasIt) {
    const std::string one = upload(file("a.png", kPng, "image/png"));
    const std::string two = upload(file("b.png", kPng, "image/png"));
    EXPECT_EQ(rows() + used() + contents(), "2" + std::to_string(2 * kPng.size()) + "1");
    EXPECT_EQ(world->post("/shelf/remove/" + one, {{"end", "roll back"}}).body, "removed");
    EXPECT_EQ(rows(), "2");
    EXPECT_EQ(world->post("/shelf/remove/" + one).body, "removed");
    EXPECT_THAT(world->post("/shelf/remove/" + one).body, StartsWith("fault 1: "));
    world->clock.at_ms = int64_t{1000} * (std::time(nullptr) + 25 * 3600);
    EXPECT_EQ(world->files().collect(), 0);
    EXPECT_EQ(world->get("/shelf/read/" + two).body, kPng);
    EXPECT_EQ(world->post("/shelf/remove/" + two).body, "removed");
    EXPECT_EQ(rows() + used(), "00");
    EXPECT_EQ(world->files().collect(), 1);
}

TEST_P(FilesOf, WhatIsAnothersIsNotFound) {
    const std::string id = upload(file("a.png", kPng, "image/png"));
    for (const char* path : {"info", "read"}) {
        EXPECT_THAT(world->get("/cupboard/" + std::string(path) + "/" + id).body,
                    StartsWith("fault 1: "));
        EXPECT_THAT(world->get("/shelf/" + std::string(path) + "/" + id, World::kOther).body,
                    StartsWith("fault 1: "));
    }
    EXPECT_EQ(world->get("/cupboard/show/" + id + "/0").status, 404);
    EXPECT_EQ(world->get("/shelf/show/" + id + "/0", World::kOther).status, 404);
    EXPECT_THAT(world->post("/cupboard/remove/" + id).body, StartsWith("fault 1: "));
    EXPECT_THAT(world->post("/shelf/remove/" + id, {}, World::kOther).body,
                StartsWith("fault 1: "));
    EXPECT_EQ(rows(), "1");
}

TEST_P(FilesOf, ATypeThatTheContentSpeaksAgainstIsRefused) {
    EXPECT_THAT(upload(file("a.png", "<html><script>alert(1)</script></html>", "image/png")),
                HasSubstr("fault 3: "));
    EXPECT_THAT(upload(file("a.pdf", kPng, "application/pdf")), StartsWith("fault 3: "));
    EXPECT_THAT(upload(file("a.pdf", kPdf, "application/pdf"), "image/png, image/jpeg"),
                HasSubstr("not taken here"));
    EXPECT_THAT(upload(file("a.txt", "", "text/plain")), HasSubstr("the file is empty"));
    EXPECT_EQ(rows() + contents(), "00");
    // A page is text as well: it is kept, and only ever saved.
    const std::string page = upload(file("a.html", "<html><body>x</body></html>", "text/html"));
    EXPECT_THAT(world->get("/shelf/show/" + page + "/0").header("content-disposition"),
                StartsWith("attachment; "));
    const std::string pdf = upload(file("a.pdf", kPdf, "application/pdf"));
    const Answer shown = world->get("/shelf/show/" + pdf + "/0");
    EXPECT_THAT(shown.header("content-disposition"), StartsWith("inline; "));
    EXPECT_EQ(shown.header("content-security-policy"), "default-src 'none'; sandbox");
}

TEST_P(FilesOf, NamesAreHarmless) {
    for (const auto& [given, kept] :
         {std::pair("../../etc/passwd", "passwd"), std::pair("C:\\x\\a.txt", "a.txt"),
          std::pair("..", "file"), std::pair("...hidden", "hidden"), std::pair("a\r\nb", "ab"),
          std::pair("\u202Egpj.exe", "gpj.exe"), std::pair("", "file")}) {
        const std::string id = upload(file(given, "text", "text/plain"));
        EXPECT_THAT(world->get("/shelf/info/" + id).body, StartsWith(std::string(kept) + " text"))
            << given;
    }
}

TEST_P(FilesOf, SizesAndQuotasHold) {
    EXPECT_THAT(write("shelf", 1), MatchesRegex("[0-9]+"));
    // Larger than a file may be.
    const Answer large =
        world->post("/shelf/write", {{"name", "x"}, {"text", "y"}, {"parts", "3"}});
    EXPECT_THAT(large.body, HasSubstr("a file has at most")) << large.status;
    EXPECT_THAT(large.body, StartsWith("fault 5: ")) << large.status;
    EXPECT_THAT(write("shelf", 2), MatchesRegex("[0-9]+"));
    const std::string before = contents();
    EXPECT_THAT(write("shelf", 1), MatchesRegex("fault 5: .*the plugin's files.*"));
    EXPECT_EQ(contents(), before) << "refused before it lies on the disk";
    EXPECT_THAT(write("cupboard", 2), MatchesRegex("[0-9]+"));
    EXPECT_THAT(write("cupboard", 1), MatchesRegex("fault 5: .*the organisation's files.*"));
    EXPECT_THAT(write("cupboard", 1, "commit", World::kOther), MatchesRegex("[0-9]+"));
    const std::string large_upload(1 << 20, 'x');
    EXPECT_THAT(upload(file("a.txt", large_upload, "text/plain")),
                MatchesRegex("fault 5: .*files take all they may.*"));
    EXPECT_EQ(rows(), "4");
    // What was refused has left nothing behind in the sums.
    EXPECT_EQ(used(), world->sql("select cast(sum(bytes) as bigint) from core_file"));
}

// Two modules fill what is left of an organisation's quota at the same time.
TEST_P(FilesOf, TheQuotaHoldsForAllAtOnce) {
    files::Info info;
    info.sha256 = std::string(64, 'a');
    info.bytes = 7 << 19;  // 3.5 MiB; two of them are more than 6
    const auto keep = [&](size_t number, const std::function<void()>& before_commit) {
        const Plugin& plugin = *world->plugins->loaded()[number];
        auto transaction = world->database->write(&plugin.principal);
        Result<int64_t> id = 0;
        {
            const AsHost as_host(transaction, plugin);
            id = world->files().add(transaction, {plugin.manifest.id, World::kSchool}, PersonId{1},
                                    info);
        }
        before_commit();
        transaction.commit();
        return id.ok();
    };
    bool second = true;
    std::thread other;
    const bool first = keep(0, [&] {
        other = std::thread([&] { second = keep(1, [] {}); });
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
    });
    other.join();
    EXPECT_TRUE(first);
    EXPECT_FALSE(second);
    EXPECT_EQ(rows(), "1");
    EXPECT_EQ(used(), std::to_string(info.bytes));
}

TEST_P(FilesOf, NobodyWhoWritesWaitsForALookIntoAFile) {
    for (const char* what : {"take", "finish"}) {
        const std::string said = world
                                     ->upload("/shelf/upload_within",
                                              {file("a.txt", "x", "text/plain")}, {{"what", what}})
                                     .body;
        EXPECT_THAT(said, StartsWith("fault 3: ")) << what;
        EXPECT_THAT(said, HasSubstr("not while a transaction that writes is open")) << what;
    }
    EXPECT_EQ(contents(), "0");
}

// One that took too long once is tried again; meanwhile a small picture is its own thumbnail.
TEST_P(FilesOf, AThumbnailThatTookTooLongIsMadeLater) {
    const std::string id = upload(file("a.png", kPng, "image/png"));
    const std::string sha256 = world->sql("select sha256 from core_file");
    const auto mark =
        world->folder / "files" / sha256.substr(0, 2) / (sha256.substr(2) + ".96-late");
    std::ofstream(mark).flush();
    const Answer own = world->get("/shelf/show/" + id + "/96");
    EXPECT_EQ(own.content_type, "image/png");
    EXPECT_EQ(own.body, kPng);
    EXPECT_EQ(own.header("etag"), "\"" + sha256 + "\"");
    std::filesystem::last_write_time(
        mark, std::filesystem::file_time_type::clock::now() - std::chrono::minutes(11));
    EXPECT_EQ(world->get("/shelf/show/" + id + "/96").content_type, "image/webp");
}

TEST(FilesThatAreLarge, DoNotStandInForTheirThumbnails) {
    files::FileSettings settings;
    settings.stand_in_bytes_max = 60;
    settings.thumbnails_waiting_max = 0;
    settings.looks_max = 0;
    World world(data::Dialect::sqlite, Isolation::host, settings);
    world.load("files");
    // As it was kept while there was time to look into it.
    world.change(
        "insert into core_file (organisation_id, id, module, sha256, bytes, content_type, name, "
        "state, created_by, created_at_ms) values (10, 7, 'shelf', '" +
        std::string(64, 'a') + "', 69, 'image/png', 'a.png', 'ready', 1, 0)");
    std::filesystem::create_directories(world.folder / "files" / "aa");
    std::ofstream(world.folder / "files" / "aa" / std::string(62, 'a')) << kPng;
    EXPECT_EQ(world.get("/shelf/show/7/0").status, 200);
    EXPECT_EQ(world.get("/shelf/show/7/96").status, 503);
}

TEST_P(FilesOf, AThumbnailIsMadeOnce) {
    const std::string id = upload(file("a.png", kPng, "image/png"));
    const Answer small = world->get("/shelf/show/" + id + "/96");
    EXPECT_EQ(small.content_type, "image/webp");
    EXPECT_THAT(small.body, StartsWith("RIFF"));
    EXPECT_NE(small.header("etag"), world->get("/shelf/show/" + id + "/0").header("etag"));
    EXPECT_EQ(world->get("/shelf/show/" + id + "/100").status, 422);
    const std::string pdf = upload(file("a.pdf", kPdf, "application/pdf"));
    EXPECT_EQ(world->get("/shelf/show/" + pdf + "/96").status, 404);
    // Its head is a picture's, the rest is not.
    const std::string broken = upload(file("b.png", kPng.substr(0, 40), "image/png"));
    EXPECT_EQ(world->get("/shelf/show/" + broken + "/96").status, 404);
    EXPECT_EQ(world->get("/shelf/show/" + broken + "/96").status, 404);
}

TEST_P(FilesOf, AnAnswerIsSentInRangesAndNotAgain) {
    const std::string id = upload(file("a.txt", "0123456789", "text/plain"));
    const std::string path = "/shelf/show/" + id + "/0";
    const std::string tag = world->get(path).header("etag");
    world->headers = {{"range", "bytes=2-4"}};
    EXPECT_EQ(world->get(path).status, 206);
    EXPECT_EQ(world->get(path).body, "234");
    EXPECT_EQ(world->get(path).header("content-range"), "bytes 2-4/10");
    world->headers = {{"range", "bytes=10-"}};
    EXPECT_EQ(world->get(path).status, 416);
    EXPECT_EQ(world->get(path).header("content-range"), "bytes */10");
    world->headers = {{"range", "bytes=2-4"}, {"if-range", "\"another\""}};
    EXPECT_EQ(world->get(path).body, "0123456789");
    world->headers = {{"if-none-match", tag}};
    EXPECT_EQ(world->get(path).status, 304);
    EXPECT_EQ(world->get(path).body, "");
}

TEST(FilesOnAFullDisk, AreRefused) {
    files::FileSettings settings;
    settings.free_bytes_min = int64_t{1} << 60;
    World world(data::Dialect::sqlite, Isolation::host, settings);
    world.load("files");
    EXPECT_THAT(world.upload("/shelf/upload", {file("a.txt", "x", "text/plain")}).body,
                HasSubstr("fault 6: "));
    EXPECT_EQ(world.sql("select count(*) from core_file"), "0");
}

}  // namespace
}  // namespace kerege::plugins
