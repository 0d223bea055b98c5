// kerege.search/draft-1 with a plugin on the other side: in the host and in a worker, on both
// databases.
#include "host/src/plugins/search.hpp"

#include "host/src/directory/search.hpp"
#include "host/src/directory/search_words.hpp"
#include "host/src/plugins/call.hpp"
#include "host/src/plugins/plugin.hpp"
#include "host/src/plugins/services.hpp"
#include "tests/plugins/world.hpp"

namespace kerege::plugins {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class SearchBoundary : public testing::TestWithParam<Surroundings> {
protected:
    void SetUp() override {
        if (!GetParam().available()) GTEST_SKIP() << "no PostgreSQL";
        world = std::make_unique<World>(GetParam().dialect, GetParam().isolation);
        world->workers.lane_wait_max = std::chrono::milliseconds(20'000);
        world->load("search");
        ASSERT_EQ(world->entry("stacks").state, State::loaded) << world->entry("stacks").reason;
        plugin = world->plugins->loaded().front().get();
        search =
            std::make_unique<directory::Search>(*world->database, world->clock, world->local_time);
    }
    bool in_worker() const { return GetParam().isolation == Isolation::worker; }
    // What went wrong; empty: it was put.
    std::string put(std::vector<http::Field> form, OrganisationId organisation = World::kSchool) {
        form.insert(form.begin(), {"kind", "book"});
        const Answer answer = world->post("/stacks/put", std::move(form), organisation);
        return answer.body == "put" ? "" : answer.fault_text;
    }
    std::vector<std::string> found(const std::string& typed,
                                   OrganisationId organisation = World::kSchool,
                                   const char* kind = "book") {
        std::vector<std::string> titles;
        const auto all = [](const std::vector<int64_t>& entries) { return entries; };
        for (const auto& one :
             search->things(organisation, "stacks", kind, directory::search_words(typed), 10, all)
                 .lines)
            titles.push_back(one.title_ru + (one.detail.empty() ? "" : ", " + one.detail));
        return titles;
    }
    std::vector<int64_t> seen(const std::vector<int64_t>& entries, const char* kind = "loan") {
        access::Scope scope;
        scope.organisation = World::kSchool;
        return visible_entries(*plugin, *plugin->manifest.find_search(kind), scope, "kk", entries);
    }
    std::string words() const { return world->sql("select count(*) from core_search_word"); }
    void shelve(int64_t id, const std::string& title) {
        world->change("insert into stacks_book values (" + World::kSchool.text() + ", " +
                      std::to_string(id) + ", '" + title + "')");
    }

    std::unique_ptr<World> world;
    Plugin* plugin = nullptr;
    std::unique_ptr<directory::Search> search;
};

// K-RU6.6: what modules let be found.
TEST_P(SearchBoundary, FindsWhatWasPutInTheTransactionOfItsChange) {
    const std::string before = words();
    EXPECT_EQ(put({{"id", "1"}, {"title", "Қан мен тер"}, {"words", "Нұрпейісов"}}), "");
    EXPECT_THAT(found("кан тер"), ElementsAre("Қан мен тер"));
    EXPECT_THAT(found("нурпей"), ElementsAre("Қан мен тер")) << "by its words";
    EXPECT_THAT(found("кан", World::kOther), IsEmpty()) << "of another school";
    EXPECT_THAT(found("кан", World::kSchool, "loan"), IsEmpty()) << "of another kind";
    EXPECT_EQ(put({{"id", "2"}, {"title", "Абай жолы"}, {"then", "leave"}}), "");
    EXPECT_THAT(found("абай"), IsEmpty()) << "rolled back";

    EXPECT_EQ(
        put({{"id", "1"}, {"title", "Абай жолы"}, {"title_ru", "Путь Абая"}, {"detail", "1942"}}),
        "");
    EXPECT_THAT(found("кан"), IsEmpty()) << "it is called otherwise now";
    EXPECT_THAT(found("путь"), ElementsAre("Путь Абая, 1942"));
    EXPECT_THAT(found("жолы"), ElementsAre("Путь Абая, 1942")) << "in every language";
    EXPECT_THAT(found("1942"), IsEmpty()) << "what stands beside is not looked into";

    EXPECT_EQ(world->post("/stacks/remove", {{"kind", "book"}, {"id", "1"}}).body, "removed");
    EXPECT_EQ(world->post("/stacks/remove", {{"kind", "book"}, {"id", "1"}}).body, "removed");
    EXPECT_THAT(found("абай"), IsEmpty());
    EXPECT_EQ(words(), before) << "not a word is left";
}

TEST_P(SearchBoundary, RefusesWhatBreaksTheRules) {
    EXPECT_THAT(put({{"id", "0"}, {"title", "x"}}), HasSubstr("an id, a title"));
    EXPECT_THAT(put({{"id", "1"}, {"title", ""}}), HasSubstr("an id, a title"));
    EXPECT_THAT(put({{"id", "1"}, {"title", std::string(301, 'x')}}), HasSubstr("too long"));
    EXPECT_THAT(put({{"id", "1"}, {"title", "x"}, {"words", std::string(2001, 'x')}}),
                HasSubstr("too long"));
    const auto shelf = world->post("/stacks/put", {{"kind", "shelf"}, {"id", "1"}, {"title", "x"}});
    EXPECT_THAT(shelf.fault_text, HasSubstr("no kind \"shelf\""));
    const auto loose =
        world->post("/stacks/loose", {{"kind", "book"}, {"id", "1"}, {"title", "x"}});
    EXPECT_THAT(loose.fault_text, HasSubstr("no open transaction"));
    EXPECT_TRUE(world->logs("search: no page answers at \"/stacks/books/{id}\""));
    EXPECT_EQ(kSearchService.put(nullptr, nullptr, nullptr), KEREGE_INTERNAL);
    EXPECT_EQ(kSearchService.remove(nullptr, {}, 1, nullptr), KEREGE_INTERNAL);

    std::string many;
    for (int i = 0; i < 60; ++i) many += "w" + std::to_string(i) + " ";
    EXPECT_EQ(put({{"id", "1"}, {"title", "x"}, {"words", many}}), "");
    EXPECT_THAT(found("w38"), ElementsAre("x"));
    EXPECT_THAT(found("w39"), IsEmpty()) << "forty words of an entry";
}

TEST_P(SearchBoundary, HasRoomForSoManyOfAKind) {
    if (in_worker()) GTEST_SKIP() << "the host counts";
    world->change(
        "insert into core_search_entry (organisation_id, module, kind, entry_id, membership_id, "
        "title, title_ru, title_en, detail, words) with recursive n (i) as (select 1 union all "
        "select i + 1 from n where i < 50000) select 10, 'stacks', 'book', i, 0, 'x', 'x', 'x', "
        "'', '' from n");
    EXPECT_THAT(put({{"id", "50001"}, {"title", "one more"}}), HasSubstr("50000"));
    EXPECT_EQ(put({{"id", "50000"}, {"title", "the last"}}), "") << "one that is there";
    EXPECT_EQ(put({{"id", "1"}, {"title", "another school's"}}, World::kOther), "");
}

TEST_P(SearchBoundary, AsksWhoMayOpenWhat) {
    EXPECT_THAT(seen({1, 2, 3, 4}), ElementsAre(2, 4));
    EXPECT_THAT(seen({1, 2}, "book"), ElementsAre(1, 2)) << "nothing is asked of that kind";
    std::vector<int64_t> many;
    for (int64_t id = 1001; id <= 1200; ++id) many.push_back(id);
    EXPECT_EQ(seen(many).size(), 100u) << "in portions";
    EXPECT_THAT(seen({2, 13}), IsEmpty()) << "none where it fails";
    EXPECT_TRUE(world->logs("unlucky"));
    if (in_worker()) {
        EXPECT_THAT(seen({2, 666}), IsEmpty());
    }
}

TEST_P(SearchBoundary, IsPutAnewAsAWholeOrNotAtAll) {
    EXPECT_EQ(put({{"id", "7"}, {"title", "Gone"}}), "");
    shelve(1, "Абай жолы");
    ASSERT_TRUE(rebuild_search(*plugin, World::kSchool).ok());
    EXPECT_THAT(found("абай"), ElementsAre("Абай жолы"));
    EXPECT_THAT(found("gone"), IsEmpty());
    shelve(2, "refuse");
    const auto refused = rebuild_search(*plugin, World::kSchool);
    ASSERT_FALSE(refused.ok());
    EXPECT_THAT(refused.fault().log_text, HasSubstr("cellar"));
    EXPECT_THAT(found("refuse"), IsEmpty());
    EXPECT_THAT(found("абай"), ElementsAre("Абай жолы")) << "what was there stays";
    if (in_worker()) {
        world->change("update stacks_book set title = 'crash' where id = 2");
        EXPECT_FALSE(rebuild_search(*plugin, World::kSchool).ok());
        EXPECT_THAT(found("абай"), ElementsAre("Абай жолы"));
    }
}

TEST_P(SearchBoundary, IsFilledOnceAndWhenItIsAskedFor) {
    shelve(1, "Абай жолы");
    jobs::Running job{jobs::Taken()};
    EXPECT_TRUE(search_unfilled(*world->plugins));
    ASSERT_TRUE(fill_search(*world->plugins, job).ok());
    EXPECT_FALSE(search_unfilled(*world->plugins));
    EXPECT_THAT(found("абай"), ElementsAre("Абай жолы"));
    shelve(2, "Абайдың балалық шағы");
    ASSERT_TRUE(fill_search(*world->plugins, job).ok());
    EXPECT_THAT(found("абай"), ElementsAre("Абай жолы")) << "it is filled already";
    auto transaction = world->database->write();
    forget_search(transaction);
    transaction.commit();
    ASSERT_TRUE(fill_search(*world->plugins, job).ok());
    EXPECT_EQ(found("абай").size(), 2u);
    shelve(3, "refuse");
    auto again = world->database->write();
    forget_search(again);
    again.commit();
    EXPECT_FALSE(fill_search(*world->plugins, job).ok());
    EXPECT_TRUE(search_unfilled(*world->plugins)) << "it is tried again";
}

TEST_P(SearchBoundary, ForgetsWhatIsAboutSomebodyWithThem) {
    world->change(
        "insert into core_person (id, family_name, given_name, patronymic, phone, email, "
        "residence, created_at_ms) values (901, 'A', 'B', '', '', '', '', 0)");
    world->change(
        "insert into core_membership (organisation_id, id, person_id, profile, position, "
        "valid_from) values (10, 902, 901, 'learner', '', '2026-09-01')");
    EXPECT_EQ(put({{"id", "1"}, {"title", "Абай жолы"}, {"about", "902"}}), "");
    EXPECT_EQ(put({{"id", "2"}, {"title", "Абай"}, {"about", "903"}}), "");
    EXPECT_EQ(found("абай").size(), 2u);
    world->change("delete from core_membership where id = 902");
    EXPECT_THAT(found("абай"), ElementsAre("Абай"));
}

INSTANTIATE_TEST_SUITE_P(Everywhere, SearchBoundary, testing::ValuesIn(kEverywhere), name_of);

}  // namespace
}  // namespace kerege::plugins
