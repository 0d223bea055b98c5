#include "host/src/http/router.hpp"

#include <gtest/gtest.h>

namespace kerege::http {
namespace {

Route route(Method method, std::string pattern, std::string module = {}) {
    Route route;
    route.method = method;
    route.pattern = std::move(pattern);
    route.module = std::move(module);
    route.handler = [](Exchange&) { return success(); };
    return route;
}

void add_journal(Router& router) {
    for (const char* pattern : {"/", "/journal/{section}", "/journal/new", "/journal/{section}/day",
                                "/journal/{section}/{day}/{lesson}", "/journal/today/all"}) {
        EXPECT_TRUE(router.add(route(Method::get, pattern, "journal"))) << pattern;
    }
    EXPECT_TRUE(router.add(route(Method::post, "/journal/{number}")));
    EXPECT_TRUE(router.add(route(Method::post, "/journal/new/row")));
}

std::string found(const Router& router, Method method, std::string_view path) {
    const Match match = router.find(method, path);
    if (!match.route) return match.other_method ? "405" : "404";
    std::string text = match.route->pattern;
    for (const Field& value : match.path_values) text += " " + value.name + "=" + value.value;
    return text;
}

TEST(Router, FindsRoutes) {
    Router router;
    add_journal(router);
    router.seal();
    const struct {
        Method method;
        std::string_view path;
        std::string_view expected;
    } cases[] = {
        {Method::get, "/", "/"},
        {Method::get, "/journal/12", "/journal/{section} section=12"},
        {Method::head, "/journal/12", "/journal/{section} section=12"},
        {Method::get, "/journal/new", "/journal/new"},
        {Method::post, "/journal/12", "/journal/{number} number=12"},
        {Method::post, "/journal/new", "/journal/{number} number=new"},
        {Method::get, "/journal/new/day", "/journal/{section}/day section=new"},
        {Method::get, "/journal/today/all", "/journal/today/all"},
        {Method::get, "/journal/today/day", "/journal/{section}/day section=today"},
        {Method::get, "/journal/1/2/3",
         "/journal/{section}/{day}/{lesson} section=1 day=2 lesson=3"},
        {Method::get, "/journal/new/row", "405"},
        {Method::post, "/", "405"},
        {Method::other, "/journal/12", "405"},
        {Method::get, "/journal", "404"},
        {Method::get, "/journal/", "404"},
        {Method::get, "/journal/12/", "404"},
        {Method::get, "/Journal/12", "404"},
        {Method::get, "journal", "404"},
        {Method::get, "", "404"},
        {Method::get, "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r", "404"},
    };
    for (const auto& one : cases) {
        EXPECT_EQ(found(router, one.method, one.path), one.expected) << one.path;
    }
}

TEST(Router, RefusesPatternsOfAnotherShape) {
    Router router;
    for (const char* pattern :
         {"", "journal", "/journal/", "//", "/a//b", "/a/{}", "/a/{x", "/a/x}", "/a/{x}y", "/a/{X}",
          "/a/{x}/{x}", "/A", "/a b", "/a?b", "/*", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q"}) {
        const auto added = router.add(route(Method::get, pattern));
        ASSERT_FALSE(added) << pattern;
        EXPECT_EQ(added.fault().kind, FaultKind::invalid);
    }
    EXPECT_FALSE(router.add(route(Method::head, "/a")));
    Route without_handler = route(Method::get, "/a");
    without_handler.handler = nullptr;
    EXPECT_FALSE(router.add(without_handler));
    Route open_with_permission = route(Method::get, "/a");
    open_with_permission.is_public = true;
    open_with_permission.permission = "a.b";
    EXPECT_FALSE(router.add(open_with_permission));
}

TEST(Router, RefusesTwoRoutesForOnePath) {
    Router router;
    add_journal(router);
    const auto same = router.add(route(Method::get, "/journal/{other}"));
    ASSERT_FALSE(same);
    EXPECT_EQ(same.fault().kind, FaultKind::conflict);
    EXPECT_TRUE(same.fault().log_text.starts_with("GET route /journal/{other} exists already as"));
    EXPECT_FALSE(router.add(route(Method::post, "/journal/{x}")));
    EXPECT_TRUE(router.add(route(Method::post, "/journal/{x}/day")));
}

TEST(Router, TakesBackTheRoutesOfAModule) {
    Router router;
    add_journal(router);
    router.remove_module("journal");
    router.seal();
    EXPECT_EQ(found(router, Method::get, "/journal/12"), "405");
    EXPECT_EQ(found(router, Method::post, "/journal/12"), "/journal/{number} number=12");
    EXPECT_EQ(router.routes().size(), 2u);
}

TEST(Router, SealsOnceAndNumbersWhatGuardsLookAt) {
    Router router;
    Route one = route(Method::get, "/a", "journal");
    one.permission = "journal.mark.enter";
    ASSERT_TRUE(router.add(one));
    ASSERT_TRUE(router.add(route(Method::get, "/b")));
    EXPECT_THROW(router.find(Method::get, "/a"), std::logic_error);
    router.seal([](std::string_view key) { return key == "journal.mark.enter" ? 7 : -1; },
                [](std::string_view module) { return module == "journal" ? 3 : -1; });
    EXPECT_EQ(router.routes()[0].permission_index, 7);
    EXPECT_EQ(router.routes()[0].module_index, 3);
    EXPECT_EQ(router.routes()[1].permission_index, -1);
    EXPECT_THROW((void)router.add(route(Method::get, "/c")), std::logic_error);
    EXPECT_THROW(router.remove_module("journal"), std::logic_error);
}

}  // namespace
}  // namespace kerege::http
