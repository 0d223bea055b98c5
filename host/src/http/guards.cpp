#include "host/src/http/guards.hpp"

#include "host/src/access/csrf.hpp"
#include "host/src/http/text.hpp"

namespace kerege::http {
namespace {

// "https://host:8443/x" → "host:8443"
std::string_view authority_of(std::string_view url) {
    const size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return {};
    url.remove_prefix(scheme + 3);
    return url.substr(0, url.find('/'));
}

std::string_view token_of(const Request& request) {
    const auto field = request.field(access::kCsrfField);
    return field.empty() ? request.header("x-csrf-token") : field;
}

bool has_form_token(const Facts& facts) {
    return !facts.form_cookie.empty() &&
           same_in_constant_time(facts.form_cookie, token_of(facts.request));
}

// Something was sent and nobody is signed in. It is only given back, with a button that sends it,
// to whoever made it here: another site must neither learn what its form would have met nor have
// somebody talked into sending it.
Verdict judge_without_session(const Facts& facts) {
    const Sender sender = sender_of(facts.request, facts.public_url);
    if (sender == Sender::elsewhere) return Verdict::forged;
    if (sender == Sender::here || has_form_token(facts)) return Verdict::session_ended;
    return Verdict::sender_unknown;
}

// A change must come from a page of this site. The token of the session says so by itself. The one
// of public forms is only compared with a cookie, which a neighbouring site might have planted: so
// with a session, or against what the browser says of the sender, it is not enough.
Verdict judge_sender(const Facts& facts) {
    const Sender sender = sender_of(facts.request, facts.public_url);
    if (sender == Sender::elsewhere) return Verdict::forged;
    const auto token = token_of(facts.request);
    if (facts.session && access::csrf_valid(*facts.session, token)) return Verdict::pass;
    if (has_form_token(facts) && (!facts.session || sender == Sender::here)) return Verdict::pass;
    return sender == Sender::here ? Verdict::out_of_date : Verdict::forged;
}

bool is_allowed(const Route& route, const access::Session& session) {
    if (route.permission.empty()) return true;
    // A number that was never given must not open a door.
    if (route.permission_index < 0) return false;
    return session.scope.permissions.test(static_cast<size_t>(route.permission_index));
}

// What keeps one's own account safe goes on. Where it is the organisation that is suspended, so
// does what people have a right to at any time.
bool is_only_looking(const Route& route, const access::Session& session) {
    if (route.while_restricted) return false;
    return session.restricted || (session.suspended && !route.while_suspended);
}

}  // namespace

Sender sender_of(const Request& request, std::string_view public_url) {
    const auto site = request.header("sec-fetch-site");
    if (site == "cross-site" || site == "same-site") return Sender::elsewhere;
    const auto origin = request.header("origin");
    if (!origin.empty()) {
        const auto authority = authority_of(origin);
        if (authority.empty()) return Sender::elsewhere;
        const bool ours = equals_ignoring_case(authority, request.header("host")) ||
                          equals_ignoring_case(authority, authority_of(public_url));
        return ours ? Sender::here : Sender::elsewhere;
    }
    return site == "same-origin" ? Sender::here : Sender::unknown;
}

Verdict judge(const Facts& facts) {
    const Route& route = facts.route;
    const bool changes = facts.request.method == Method::post;
    // Who is not signed in learns of a route that is not public only that it asks for a sign-in.
    const bool may_see = facts.session || route.is_public;
    if (may_see && !route.module.empty() && !facts.module_on) return Verdict::module_off;
    if (!facts.session && !route.is_public) {
        if (changes) return judge_without_session(facts);
        return facts.request.wants_fragment() ? Verdict::session_ended : Verdict::sign_in;
    }
    if (changes && !route.from_anywhere) {
        const Verdict verdict = judge_sender(facts);
        if (verdict != Verdict::pass) return verdict;
    }
    if (!facts.session) return Verdict::pass;
    const access::Session& session = *facts.session;
    const bool ready = !session.must_confirm && !session.must_accept &&
                       !session.must_change_password && !session.must_set_up_second_factor;
    // A public page of a plugin would be asked with all of the person's rights.
    const bool of_host = route.is_public && route.module.empty();
    if (!ready && !route.before_ready && !of_host) {
        return Verdict::first_login;
    }
    if (session.leaving() && !route.while_leaving && !route.before_ready) return Verdict::leaving;
    if (changes && is_only_looking(route, session)) return Verdict::restricted;
    return is_allowed(route, session) ? Verdict::pass : Verdict::forbidden;
}

}  // namespace kerege::http
