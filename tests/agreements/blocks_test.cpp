#include "host/src/agreements/blocks.hpp"

#include <gtest/gtest.h>

namespace kerege::agreements {
namespace {

std::string shown(std::string_view text) {
    std::string all;
    for (const Block& block : blocks_of(text)) {
        all += "hcip"[static_cast<int>(block.kind)];
        all += block.number + "(" + block.text + ")";
    }
    return all;
}

TEST(Blocks, HeadingsClausesItemsAndParagraphs) {
    EXPECT_EQ(shown("# Бас\nбір\nекі\n\nүш\n"), "h(Бас)p(бір екі)p(үш)");
    EXPECT_EQ(shown("## Бас\n- бір\n- екі\nүш"), "h(Бас)i(бір)i(екі үш)");
    EXPECT_EQ(shown("1. бір\n1.2. екі\n10.20.30. үш\n4) төрт"),
              "c1.(бір)c1.2.(екі)c10.20.30.(үш)c4)(төрт)");
}

TEST(Blocks, WhatOnlyLooksLikeASignIsText) {
    EXPECT_EQ(shown("2026 жыл"), "p(2026 жыл)");
    EXPECT_EQ(shown("1.5 сағат"), "p(1.5 сағат)");
    EXPECT_EQ(shown("1.бір"), "p(1.бір)");
    EXPECT_EQ(shown("#бас"), "p(#бас)");
    EXPECT_EQ(shown("#"), "p(#)");
    EXPECT_EQ(shown("-5 градус"), "p(-5 градус)");
    EXPECT_EQ(shown("1."), "p(1.)");
    EXPECT_EQ(shown("<b>&amp;</b>"), "p(<b>&amp;</b>)");
}

TEST(Blocks, NothingIsNothing) {
    EXPECT_EQ(shown(""), "");
    EXPECT_EQ(shown("\n \n\n"), "");
}

}  // namespace
}  // namespace kerege::agreements
