// Work that is to end, and changes that are written down meanwhile.
#include "host/src/base/ending.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

#include "host/src/data/write_down.hpp"

namespace kerege {
namespace {

using std::chrono::milliseconds;
using Clock = Ending::Clock;

constexpr data::Patience kPatience{milliseconds(10), milliseconds(40), milliseconds(20'000)};

// Fails so often before it works; counts.
struct Database {
    int away = 0;
    int tries = 0;
    bool write(Ending& ending, const data::Patience& patience) {
        return data::write_down(
            ending, patience,
            [this] {
                ++tries;
                if (away-- > 0) throw std::runtime_error("the database is away");
            },
            [](const std::exception&) {});
    }
};

TEST(Ending, PausesEndWhenTheTimeIsOver) {
    Ending ending;
    EXPECT_TRUE(ending.pause(milliseconds(1)));
    EXPECT_FALSE(ending.begun());
    const auto began = Clock::now();
    std::thread other([&] {
        std::this_thread::sleep_for(milliseconds(20));
        ending.begin(began + milliseconds(60));
        ending.begin(began + milliseconds(60'000));  // no later
    });
    EXPECT_FALSE(ending.pause(milliseconds(30'000)));
    EXPECT_LT(Clock::now() - began, milliseconds(20'000));
    other.join();
    EXPECT_TRUE(ending.begun());
    ending.take_back();
    EXPECT_TRUE(ending.pause(milliseconds(1)));
}

TEST(WriteDown, TriesUntilTheDatabaseIsBack) {
    Ending ending;
    Database database{3};
    EXPECT_TRUE(database.write(ending, kPatience));
    EXPECT_EQ(database.tries, 4);
}

TEST(WriteDown, EndsWithThePatience) {
    Ending ending;
    Database database{1'000'000};
    EXPECT_FALSE(database.write(ending, {milliseconds(5), milliseconds(5), milliseconds(50)}));
    EXPECT_GT(database.tries, 1);
}

// Also while ending it is tried again, at intervals, as long as there is time.
TEST(WriteDown, UsesTheTimeThatIsLeftAndNoMore) {
    Ending ending;
    const auto began = Clock::now();
    ending.begin(began + milliseconds(200));
    Database soon{2}, never{1'000'000};
    EXPECT_TRUE(soon.write(ending, kPatience));
    EXPECT_FALSE(never.write(ending, kPatience));
    EXPECT_LT(never.tries, 40) << "not as often as it can";
    EXPECT_LT(Clock::now() - began, milliseconds(10'000));
}

}  // namespace
}  // namespace kerege
