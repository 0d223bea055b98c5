// Markup for the few places where a template would be too slow: a large table, cell by cell. Every
// text and attribute value is escaped; names are literals of the program.
//
//   HtmlWriter w;
//   w.open("td").attr("data-r", 3).text("8").close();      <td data-r="3">8</td>
#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace kerege::sdk {

class HtmlWriter {
public:
    explicit HtmlWriter(size_t expected_bytes = 4096) { out_.reserve(expected_bytes); }

    // REQUIRES: `name` is a literal. Elements may nest 16 deep; void elements are not written here.
    HtmlWriter& open(const char* name) {
        end_tag_head();
        out_ += '<';
        out_ += name;
        names_.at(depth_++) = name;
        in_tag_ = true;
        return *this;
    }
    // REQUIRES: directly after open() or attr(); `name` is a literal.
    HtmlWriter& attr(const char* name, std::string_view value) {
        out_ += ' ';
        out_ += name;
        out_ += "=\"";
        append_escaped(value);
        out_ += '"';
        return *this;
    }
    HtmlWriter& attr(const char* name, int64_t value) {
        std::array<char, 24> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
        return attr(name,
                    std::string_view(digits.data(), static_cast<size_t>(end - digits.data())));
    }
    HtmlWriter& text(std::string_view value) {
        end_tag_head();
        append_escaped(value);
        return *this;
    }
    HtmlWriter& close() {
        end_tag_head();
        out_ += "</";
        out_ += names_.at(--depth_);
        out_ += '>';
        return *this;
    }

    // REQUIRES: every element is closed.
    const std::string& html() const { return out_; }

private:
    void end_tag_head() {
        if (in_tag_) out_ += '>';
        in_tag_ = false;
    }
    void append_escaped(std::string_view value) {
        size_t clean = 0;
        for (size_t i = 0; i < value.size(); ++i) {
            const char* entity = nullptr;
            switch (value[i]) {
                case '&':
                    entity = "&amp;";
                    break;
                case '<':
                    entity = "&lt;";
                    break;
                case '>':
                    entity = "&gt;";
                    break;
                case '"':
                    entity = "&quot;";
                    break;
                case '\'':
                    entity = "&#39;";
                    break;
                default:
                    continue;
            }
            out_.append(value, clean, i - clean);
            out_ += entity;
            clean = i + 1;
        }
        out_.append(value, clean);
    }

    std::string out_;
    std::array<const char*, 16> names_{};
    size_t depth_ = 0;
    bool in_tag_ = false;
};

}  // namespace kerege::sdk
