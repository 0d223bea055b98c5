// Files that wait for a virus scanner, which answers what the test tells it to.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <thread>

#include "tests/plugins/world.hpp"

namespace kerege::plugins {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;
using testing::StartsWith;

class Scanner {
public:
    explicit Scanner(const std::filesystem::path& path)
        : socket_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.string().copy(address.sun_path, sizeof address.sun_path - 1);
        EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(::listen(socket_, 8), 0);
    }
    ~Scanner() { ::close(socket_); }
    // Serves one file; returns the bytes of its parts as they came.
    std::string serve(const std::string& reply) {
        const int client = ::accept(socket_, nullptr, nullptr);
        std::string got;
        char part[4096];
        while (!got.ends_with("\0\0\0\0"s)) {
            const ssize_t more = ::recv(client, part, sizeof part, 0);
            if (more <= 0) break;
            got.append(part, static_cast<size_t>(more));
        }
        ::send(client, reply.data(), reply.size() + 1, MSG_NOSIGNAL);
        ::close(client);
        return got;
    }

private:
    int socket_;
};

class FilesScanned : public testing::TestWithParam<data::Dialect> {
protected:
    void SetUp() override {
        if (GetParam() == data::Dialect::postgresql && !std::getenv("KEREGE_TEST_POSTGRES"))
            GTEST_SKIP() << "KEREGE_TEST_POSTGRES is not set";
        std::string pattern =
            (std::filesystem::temp_directory_path() / "kerege-clamd-XXXXXX").string();
        ASSERT_TRUE(mkdtemp(pattern.data()));
        folder = pattern;
        settings.clamd_socket = folder / "clamd";
        own = std::make_unique<World>(GetParam(), Isolation::host, settings);
        own->load("files");
    }
    void TearDown() override { std::filesystem::remove_all(folder); }
    std::string keep(const std::string& text) {
        return own->upload("/shelf/upload", {{"file", "a.txt", text, "text/plain"}}).body;
    }
    int status(const std::string& id) { return own->get("/shelf/show/" + id + "/0").status; }

    std::filesystem::path folder;
    files::FileSettings settings;
    std::unique_ptr<World> own;
};
INSTANTIATE_TEST_SUITE_P(Databases, FilesScanned,
                         testing::Values(data::Dialect::sqlite, data::Dialect::postgresql),
                         [](const auto& tested) {
                             return tested.param == data::Dialect::sqlite ? "sqlite" : "postgresql";
                         });

// What the scanner can't judge, however much it is, lets others go first and comes again later.
TEST_P(FilesScanned, WaitForNobodyWhoCanNotBeJudged) {
    std::vector<std::string> large;
    for (int i = 0; i < 3; ++i) large.push_back(keep("large" + std::to_string(i)));
    Scanner scanner(settings.clamd_socket);
    const auto serving = [&](int times, const std::string& reply) {
        return std::thread([&scanner, times, reply] {
            for (int i = 0; i < times; ++i) scanner.serve(reply);
        });
    };
    auto refusing = serving(3, "INSTREAM size limit exceeded. ERROR");
    EXPECT_EQ(own->files().scan_waiting(), 3);
    refusing.join();
    const std::string small = keep("small");
    auto once = serving(1, "stream: OK");
    EXPECT_EQ(own->files().scan_waiting(), 0) << "only what is new is asked about";
    once.join();
    EXPECT_EQ(status(small), 200);
    EXPECT_EQ(status(large[0]), 503);
    own->clock.at_ms += 3 * 60'000;
    auto again = serving(3, "stream: OK");
    EXPECT_EQ(own->files().scan_waiting(), 0);
    again.join();
    EXPECT_EQ(status(large[2]), 200);
}

TEST_P(FilesScanned, AreGivenOutWhenThereIsNoScannerAnyMore) {
    const std::string id = keep("good");
    EXPECT_EQ(status(id), 503);
    files::FileSettings without = settings;
    without.clamd_socket.clear();
    without.folder = own->folder / "files";
    const Log log(LogLevel::error, LogFormat::text, stderr);
    IdMaker ids(own->clock, 2);
    files::Files files(*own->database, ids, own->clock, log, without);
    EXPECT_EQ(files.scan_waiting(), 0);
    EXPECT_EQ(status(id), 200);
}

TEST_P(FilesScanned, AreGivenOutWhenTheyAreClean) {
    World& world = *own;
    const std::string good = keep("good"), bad = keep("bad");
    // Nobody is there to ask: nothing is given out, and nobody asks again for each.
    EXPECT_EQ(world.files().scan_waiting(), 1);
    EXPECT_EQ(world.get("/shelf/show/" + good + "/0").status, 503);
    EXPECT_THAT(world.get("/shelf/read/" + good).body, StartsWith("fault 6: "));
    EXPECT_THAT(world.get("/shelf/info/" + good).body, HasSubstr(" 1 "));
    {
        Scanner scanner(settings.clamd_socket);
        std::string first;
        std::thread serving([&] {
            first = scanner.serve("stream: OK");
            scanner.serve("stream: Eicar-Signature FOUND");
        });
        EXPECT_EQ(world.files().scan_waiting(), 0);
        serving.join();
        EXPECT_EQ(first, "zINSTREAM\0\0\0\0\4good\0\0\0\0"s);
    }
    EXPECT_EQ(world.get("/shelf/show/" + good + "/0").body, "good");
    EXPECT_EQ(world.get("/shelf/show/" + bad + "/0").status, 403);
    EXPECT_THAT(world.get("/shelf/info/" + bad).body, HasSubstr(" 2 "));
    EXPECT_EQ(world.post("/shelf/remove/" + bad).body, "removed");
}

}  // namespace
}  // namespace kerege::plugins
