#include "host/src/access/csrf.hpp"

#include <gtest/gtest.h>

#include "host/src/access/tokens.hpp"

namespace kerege::access {
namespace {

Session with_secret(const std::string& secret) {
    Session session;
    session.csrf_secret = secret;
    return session;
}

TEST(Csrf, EachTokenIsNewAndValid) {
    const auto session = with_secret(hex(random_bytes(32)));
    const auto first = csrf_token(session);
    const auto second = csrf_token(session);
    EXPECT_NE(first, second);
    EXPECT_TRUE(csrf_valid(session, first));
    EXPECT_TRUE(csrf_valid(session, second));
}

TEST(Csrf, RefusesWhatIsNotItsOwn) {
    const auto session = with_secret(hex(random_bytes(32)));
    const auto other = with_secret(hex(random_bytes(32)));
    auto token = csrf_token(session);
    EXPECT_FALSE(csrf_valid(other, token));
    EXPECT_FALSE(csrf_valid(session, ""));
    EXPECT_FALSE(csrf_valid(session, token.substr(1)));
    EXPECT_FALSE(csrf_valid(session, token + "A"));
    EXPECT_FALSE(csrf_valid(session, std::string(token.size(), '!')));
    token[20] = token[20] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(csrf_valid(session, token));
}

TEST(Csrf, NothingFitsASessionWithoutASecret) {
    EXPECT_FALSE(csrf_valid(with_secret(""), ""));
    EXPECT_FALSE(csrf_valid(with_secret(""), csrf_token(with_secret(""))));
}

TEST(Tokens, ComeBackFromText) {
    for (size_t size = 0; size < 40; ++size) {
        const auto bytes = random_bytes(size);
        EXPECT_EQ(from_base64url(base64url(bytes)), bytes);
        EXPECT_EQ(from_hex(hex(bytes)), bytes);
    }
    EXPECT_EQ(sha256_hex("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace kerege::access
