// What stands between a route and its handler, as a table of cases.
#include "host/src/http/guards.hpp"

#include <gtest/gtest.h>

#include "host/src/access/csrf.hpp"

namespace kerege::http {
namespace {

constexpr std::string_view kFormToken = "0123456789abcdef0123456789abcdef";

access::Session session_of_teacher() {
    access::Session session;
    session.scope.person = PersonId{7};
    session.scope.permissions.set(3);
    session.csrf_secret = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    return session;
}

enum class Who { nobody, teacher, unconfirmed, password_due, second_factor_due, restricted };
enum class Token { none, own, other_session, form, wrong };
enum class From {
    unknown,
    same_origin,
    same_site,
    cross_site,
    own_origin,
    public_origin,
    other_origin,
    null_origin
};

struct Case {
    const char* name = "";
    Method method = Method::get;
    Who who = Who::teacher;
    Token token = Token::own;
    From from = From::unknown;
    bool is_public = false;
    bool before_ready = false;
    bool module_on = true;
    bool fragment = false;
    int permission = 3;  // -2: none asked for
    Verdict expected = Verdict::pass;
    bool while_restricted = false;
};

void add_sender(Request& request, From from) {
    request.headers.emplace_back("host", "school.example:8443");
    switch (from) {
        case From::unknown:
            return;
        case From::same_origin:
            request.headers.emplace_back("sec-fetch-site", "same-origin");
            return;
        case From::same_site:
            request.headers.emplace_back("sec-fetch-site", "same-site");
            return;
        case From::cross_site:
            request.headers.emplace_back("sec-fetch-site", "cross-site");
            return;
        case From::own_origin:
            request.headers.emplace_back("origin", "http://School.example:8443");
            return;
        case From::public_origin:
            request.headers.emplace_back("origin", "https://public.example");
            return;
        case From::other_origin:
            request.headers.emplace_back("sec-fetch-site", "same-origin");
            request.headers.emplace_back("origin", "https://evil.example");
            return;
        case From::null_origin:
            request.headers.emplace_back("origin", "null");
            return;
    }
}

std::string token_of(Token token, const access::Session& session) {
    access::Session other = session;
    other.csrf_secret.assign(64, 'a');
    switch (token) {
        case Token::none:
            return {};
        case Token::own:
            return access::csrf_token(session);
        case Token::other_session:
            return access::csrf_token(other);
        case Token::form:
            return std::string(kFormToken);
        case Token::wrong:
            return std::string(kFormToken.size(), 'f');
    }
    return {};
}

Verdict verdict_of(const Case& one) {
    access::Session session = session_of_teacher();
    session.must_confirm = one.who == Who::unconfirmed;
    session.must_change_password = one.who == Who::password_due;
    session.must_set_up_second_factor = one.who == Who::second_factor_due;
    session.restricted = one.who == Who::restricted;
    Route route;
    route.method = one.method;
    route.pattern = "/journal/x";
    route.module = "journal";
    route.is_public = one.is_public;
    route.before_ready = one.before_ready;
    route.while_restricted = one.while_restricted;
    if (one.permission != -2 && !one.is_public) {
        route.permission = "journal.mark.enter";
        route.permission_index = one.permission;
    }
    Request request;
    request.method = one.method;
    add_sender(request, one.from);
    if (one.fragment) request.headers.emplace_back("hx-request", "true");
    const std::string token = token_of(one.token, session);
    if (one.method == Method::post && !token.empty()) {
        if (one.fragment)
            request.headers.emplace_back("x-csrf-token", token);
        else
            request.form.push_back({"_csrf", token});
    }
    const access::Session* known = one.who == Who::nobody ? nullptr : &session;
    return judge({route, request, known, one.module_on, "https://public.example/x", kFormToken});
}

constexpr auto kGet = Method::get;
constexpr auto kPost = Method::post;

const Case kCases[] = {
    {"allowed", kGet},
    {"head as get", Method::head},
    {"no permission asked for", kGet, Who::teacher, Token::none, From::unknown, false, false, true,
     false, -2},
    {"permission not held", kGet, Who::teacher, Token::none, From::unknown, false, false, true,
     false, 4, Verdict::forbidden},
    {"permission without a number", kGet, Who::teacher, Token::none, From::unknown, false, false,
     true, false, -1, Verdict::forbidden},
    {"module off", kGet, Who::teacher, Token::none, From::unknown, false, false, false, false, 3,
     Verdict::module_off},
    {"module off says nothing of permissions", kGet, Who::teacher, Token::none, From::unknown,
     false, false, false, false, 4, Verdict::module_off},
    {"module off, public route", kGet, Who::teacher, Token::none, From::unknown, true, false, false,
     false, 3, Verdict::module_off},
    {"nobody", kGet, Who::nobody, Token::none, From::unknown, false, false, true, false, 3,
     Verdict::sign_in},
    {"nobody, module off", kGet, Who::nobody, Token::none, From::unknown, false, false, false,
     false, 3, Verdict::sign_in},
    {"nobody, fragment", kGet, Who::nobody, Token::none, From::unknown, false, false, true, true, 3,
     Verdict::session_ended},
    {"nobody sends", kPost, Who::nobody, Token::own, From::unknown, false, false, true, false, 3,
     Verdict::sender_unknown},
    {"nobody sends no token", kPost, Who::nobody, Token::none, From::unknown, false, false, true,
     false, 3, Verdict::sender_unknown},
    {"nobody sends from here", kPost, Who::nobody, Token::own, From::same_origin, false, false,
     true, false, 3, Verdict::session_ended},
    {"nobody sends what the form cookie knows", kPost, Who::nobody, Token::form, From::unknown,
     false, false, true, false, 3, Verdict::session_ended},
    {"nobody sends from elsewhere", kPost, Who::nobody, Token::own, From::cross_site, false, false,
     true, false, 3, Verdict::forged},
    {"nobody, public", kGet, Who::nobody, Token::none, From::unknown, true},
    {"sends with own token", kPost},
    {"sends a fragment with own token", kPost, Who::teacher, Token::own, From::same_origin, false,
     false, true, true},
    {"sends from own origin", kPost, Who::teacher, Token::own, From::own_origin},
    {"sends from the public origin", kPost, Who::teacher, Token::own, From::public_origin},
    {"sends with own token from another site", kPost, Who::teacher, Token::own, From::cross_site,
     false, false, true, false, 3, Verdict::forged},
    {"sends with own token from a neighbour", kPost, Who::teacher, Token::own, From::same_site,
     false, false, true, false, 3, Verdict::forged},
    {"origin contradicts", kPost, Who::teacher, Token::own, From::other_origin, false, false, true,
     false, 3, Verdict::forged},
    {"origin null", kPost, Who::teacher, Token::own, From::null_origin, false, false, true, false,
     3, Verdict::forged},
    {"sends without token", kPost, Who::teacher, Token::none, From::unknown, false, false, true,
     false, 3, Verdict::forged},
    {"sends without token from here", kPost, Who::teacher, Token::none, From::same_origin, false,
     false, true, false, 3, Verdict::out_of_date},
    {"sends an old session's token from here", kPost, Who::teacher, Token::other_session,
     From::same_origin, false, false, true, false, 3, Verdict::out_of_date},
    {"sends an old session's token", kPost, Who::teacher, Token::other_session, From::unknown,
     false, false, true, false, 3, Verdict::forged},
    {"sends again after signing in", kPost, Who::teacher, Token::form, From::same_origin},
    {"a planted form cookie is not enough", kPost, Who::teacher, Token::form, From::unknown, false,
     false, true, false, 3, Verdict::forged},
    {"token before permission", kPost, Who::teacher, Token::none, From::unknown, false, false, true,
     false, 4, Verdict::forged},
    {"public form", kPost, Who::nobody, Token::form, From::unknown, true},
    {"public form from here", kPost, Who::nobody, Token::form, From::own_origin, true},
    {"public form from elsewhere", kPost, Who::nobody, Token::form, From::other_origin, true, false,
     true, false, 3, Verdict::forged},
    {"public form, wrong token", kPost, Who::nobody, Token::wrong, From::unknown, true, false, true,
     false, 3, Verdict::forged},
    {"public form, wrong token from here", kPost, Who::nobody, Token::wrong, From::same_origin,
     true, false, true, false, 3, Verdict::out_of_date},
    {"public form, no token", kPost, Who::nobody, Token::none, From::unknown, true, false, true,
     false, 3, Verdict::forged},
    {"data not confirmed", kGet, Who::unconfirmed, Token::none, From::unknown, false, false, true,
     false, 3, Verdict::first_login},
    {"password due", kGet, Who::password_due, Token::none, From::unknown, false, false, true, false,
     3, Verdict::first_login},
    {"second factor due", kGet, Who::second_factor_due, Token::none, From::unknown, false, false,
     true, false, 3, Verdict::first_login},
    {"first login before permission", kGet, Who::unconfirmed, Token::none, From::unknown, false,
     false, true, false, 4, Verdict::first_login},
    {"open before ready", kGet, Who::unconfirmed, Token::none, From::unknown, false, true},
    {"public, its module off at the top", kGet, Who::nobody, Token::none, From::unknown, true,
     false, false, false, 3, Verdict::module_off},
    {"restricted, looks", kGet, Who::restricted},
    {"restricted, sends", kPost, Who::restricted, Token::own, From::same_origin, false, false, true,
     false, 3, Verdict::restricted},
    {"restricted, sends to a public page of a module", kPost, Who::restricted, Token::own,
     From::same_origin, true, false, true, false, 3, Verdict::restricted},
    {"restricted, sends what may be sent", kPost, Who::restricted, Token::own, From::same_origin,
     false, false, true, false, 3, Verdict::pass, true},
    {"restricted, forged", kPost, Who::restricted, Token::own, From::cross_site, false, false, true,
     false, 3, Verdict::forged, true},
    {"a module's public page before ready", kGet, Who::password_due, Token::none, From::unknown,
     true, false, true, false, 3, Verdict::first_login},
};

TEST(Guards, JudgeEachCase) {
    for (const Case& one : kCases) EXPECT_EQ(verdict_of(one), one.expected) << one.name;
}

// C4.1, K3.3.4: what people have a right to at any time is no entering.
TEST(Guards, ASuspendedOrganisationLooksAndGivesPeopleTheirRights) {
    access::Session session = session_of_teacher();
    session.suspended = true;
    Route route;
    Request request;
    request.method = route.method = Method::post;
    request.form.push_back({"_csrf", access::csrf_token(session)});
    const auto verdict = [&] { return judge({route, request, &session, true, "", ""}); };
    EXPECT_EQ(verdict(), Verdict::restricted);
    route.while_suspended = true;
    EXPECT_EQ(verdict(), Verdict::pass);
    session.restricted = true;
    EXPECT_EQ(verdict(), Verdict::restricted) << "not for whose own profile is restricted";
    session.restricted = false;
    route.while_suspended = false;
    route.while_restricted = true;
    EXPECT_EQ(verdict(), Verdict::pass);
}

// K3.4.3: of a closed organisation only what is one's own is reached, to look and to send.
TEST(Guards, AClosedOrganisationGivesPeopleWhatIsTheirs) {
    access::Session session = session_of_teacher();
    session.leaving_until = "2026-11-01";
    Route route;
    Request request;
    const auto verdict = [&] { return judge({route, request, &session, true, "", ""}); };
    EXPECT_EQ(verdict(), Verdict::leaving) << "not even to look";
    route.while_leaving = true;
    EXPECT_EQ(verdict(), Verdict::pass);
    request.method = route.method = Method::post;
    request.form.push_back({"_csrf", access::csrf_token(session)});
    EXPECT_EQ(verdict(), Verdict::pass);
    route.while_leaving = false;
    route.while_suspended = true;
    EXPECT_EQ(verdict(), Verdict::leaving);
    route.before_ready = true;
    EXPECT_EQ(verdict(), Verdict::pass) << "signing out, and what keeps the account safe";
}

// What a mail program sends to end a list comes from anywhere, with no token: only to the page made
// for it.
TEST(Guards, AMailProgramNeedsNoTokenOfAPage) {
    Route route;
    route.method = Method::post;
    route.is_public = true;
    Request request;
    request.method = Method::post;
    request.headers.emplace_back("sec-fetch-site", "cross-site");
    EXPECT_EQ(judge({route, request, nullptr, true, {}, {}}), Verdict::forged);
    route.from_anywhere = true;
    EXPECT_EQ(judge({route, request, nullptr, true, {}, {}}), Verdict::pass);
}

TEST(Guards, APublicPageOfTheHostIsOpenBeforeReady) {
    Route route;
    route.is_public = true;
    access::Session session = session_of_teacher();
    session.must_change_password = true;
    EXPECT_EQ(judge({route, Request(), &session, true, "", ""}), Verdict::pass);
}

TEST(Guards, WhoHasToAcceptADocumentOpensNothingElse) {
    Route route;
    access::Session session = session_of_teacher();
    ASSERT_EQ(judge({route, Request(), &session, true, "", ""}), Verdict::pass);
    session.must_accept = true;
    EXPECT_EQ(judge({route, Request(), &session, true, "", ""}), Verdict::first_login);
    route.before_ready = true;
    EXPECT_EQ(judge({route, Request(), &session, true, "", ""}), Verdict::pass);
}

TEST(Guards, AnEmptyFormCookieIsNoToken) {
    Route route;
    route.method = Method::post;
    route.is_public = true;
    Request request;
    request.method = Method::post;
    EXPECT_EQ(judge({route, request, nullptr, true, "", ""}), Verdict::forged);
}

}  // namespace
}  // namespace kerege::http
