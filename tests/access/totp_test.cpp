#include "host/src/access/totp.hpp"

#include <gtest/gtest.h>

#include "host/src/access/seal.hpp"
#include "tests/access/base32.hpp"

namespace kerege::access {
namespace {

std::vector<uint8_t> bytes(std::string_view text) { return {text.begin(), text.end()}; }

// RFC 6238, appendix B, of whose eight digits apps show the last six.
TEST(Totp, IsThatOfTheRfc) {
    const auto key = bytes("12345678901234567890");
    EXPECT_EQ(totp_code(key, 59 / 30), "287082");
    EXPECT_EQ(totp_code(key, 1111111109 / 30), "081804");
    EXPECT_EQ(totp_code(key, 1234567890 / 30), "005924");
    EXPECT_EQ(totp_code(key, 20000000000 / 30), "353130");
    EXPECT_EQ(base32(key), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    EXPECT_EQ(base32(bytes("foob")), "MZXW6YQ");
    EXPECT_EQ(from_base32(base32(key)), key);
}

TEST(Totp, TakesTheStepsBesideAndNoneTwice) {
    const auto key = bytes("12345678901234567890");
    const int64_t step = 41152263;
    const int64_t now_ms = step * kTotpStepMs + 5'000;
    for (const int64_t near : {step - 1, step, step + 1})
        EXPECT_EQ(totp_step(key, totp_code(key, near), now_ms, 0), near);
    EXPECT_FALSE(totp_step(key, totp_code(key, step - 2), now_ms, 0));
    EXPECT_FALSE(totp_step(key, totp_code(key, step + 2), now_ms, 0));
    EXPECT_FALSE(totp_step(key, totp_code(key, step), now_ms, step)) << "taken already";
    EXPECT_FALSE(totp_step(key, totp_code(key, step - 1), now_ms, step)) << "older than the last";
    EXPECT_TRUE(totp_step(key, totp_code(key, step + 1), now_ms, step));
    const auto code = totp_code(key, step);
    EXPECT_TRUE(totp_step(key, code.substr(0, 3) + " " + code.substr(3), now_ms, 0));
    for (const char* wrong : {"", "12345", "1234567", "abcdef"})
        EXPECT_FALSE(totp_step(key, wrong, now_ms, 0)) << wrong;
}

TEST(Totp, SaysWhoseItIs) {
    EXPECT_EQ(totp_address(bytes("foob"), "№ 1 мектеп", "a.b"),
              "otpauth://totp/%E2%84%96%201%20%D0%BC%D0%B5%D0%BA%D1%82%D0%B5%D0%BF:a.b"
              "?secret=MZXW6YQ&issuer=%E2%84%96%201%20%D0%BC%D0%B5%D0%BA%D1%82%D0%B5%D0%BF");
}

TEST(Sealer, OpensOnlyWithTheKeyAndForTheOwner) {
    const Sealer sealer("a secret of thirty-two letters...");
    const auto secret = bytes("twenty bytes of key!");
    const auto sealed = sealer.seal(secret, "7");
    EXPECT_EQ(sealer.open(sealed, "7"), secret);
    EXPECT_NE(sealer.seal(secret, "7"), sealed) << "a nonce of its own each time";
    EXPECT_FALSE(sealer.open(sealed, "8")) << "somebody else's";
    EXPECT_FALSE(Sealer("another secret").open(sealed, "7"));
    auto damaged = sealed;
    damaged[10] = damaged[10] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(sealer.open(damaged, "7"));
    for (const char* wrong : {"", "1.", "1.AAAA", "2.AAAA", "1.not base64!"})
        EXPECT_FALSE(sealer.open(wrong, "7")) << wrong;
    EXPECT_FALSE(Sealer("").ready());
    EXPECT_EQ(sealer.digest("code").size(), 64u);
    EXPECT_NE(sealer.digest("code"), Sealer("another secret").digest("code"));
}

}  // namespace
}  // namespace kerege::access
