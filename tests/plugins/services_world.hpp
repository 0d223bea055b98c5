// A plugin in the middle of a request, from which the functions of the boundary are called.
#pragma once

#include <memory>
#include <string>

#include "host/src/plugins/call.hpp"
#include "host/src/plugins/services.hpp"
#include "tests/plugins/world.hpp"

namespace kerege::plugins {

inline kerege_str str(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view view(kerege_str text) { return {text.data, text.size}; }
inline const kerege_str kNowhere = {nullptr, 5};
inline const kerege_str kNotUtf8 = {"\xff\xfe", 2};
inline const kerege_str kWithNul = {"a\0b", 3};

class Services : public testing::Test {
protected:
    void SetUp() override {
        world.load("good");
        for (const auto& loaded : world.plugins->loaded())
            if (loaded->manifest.id == "probe") plugin = loaded.get();
        ASSERT_NE(plugin, nullptr);
        request.path = "/probe/x";
        request.headers = {{"cookie", "secret"}, {"authorization", "secret"}, {"x-some", "value"}};
        request.form = {{"a", "1"}, {"b", "2"}};
        exchange.session->scope.person = PersonId{77};
        exchange.session->scope.organisation = World::kSchool;
        call = std::make_unique<kerege_call>(*plugin, exchange.scope(), exchange.locale);
        call->exchange = &exchange;
        call->output = &response.body;
    }
    kerege_transaction* begin(int32_t mode) {
        kerege_transaction* transaction = nullptr;
        EXPECT_EQ(db.begin(call.get(), mode, &transaction, error.sink()), KEREGE_OK);
        return transaction;
    }
    std::string note_count() { return world.sql("select count(*) from probe_note"); }

    World world;
    Plugin* plugin = nullptr;
    http::Request request;
    http::Response response;
    http::Exchange exchange{request, response, access::Session()};
    std::unique_ptr<kerege_call> call;
    TextSink error;
    const kerege_db_v1& db = kDbService;
    const kerege_http_v1& http_table = kHttpService;
    const kerege_view_v1& view_table = kViewService;
};

}  // namespace kerege::plugins
