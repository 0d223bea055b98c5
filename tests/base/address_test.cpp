#include "host/src/base/address.hpp"

#include <gtest/gtest.h>

namespace kerege {
namespace {

TEST(AddressKey, IsTheAddressOrTheNetworkOfALine) {
    EXPECT_EQ(address_key("203.0.113.7"), "203.0.113.7");
    EXPECT_EQ(address_key("::ffff:203.0.113.7"), "203.0.113.7");
    EXPECT_EQ(address_key("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
    EXPECT_EQ(address_key("2001:DB8:1:2::ffff"), "2001:db8:1:2::/64");
    EXPECT_NE(address_key("2001:db8:1:3::1"), address_key("2001:db8:1:2::1"));
    EXPECT_EQ(address_key("fe80::1%eth0"), "fe80::/64");
    EXPECT_EQ(address_key("nowhere"), "nowhere");
    EXPECT_EQ(address_key(""), "");
}

}  // namespace
}  // namespace kerege
