// kerege.privacy/draft-1: what a plugin gives out and erases.
#include <fmt/format.h>

#include <algorithm>

#include "host/src/plugins/call.hpp"
#include "host/src/plugins/privacy.hpp"
#include "host/src/plugins/rules.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::plugins {
namespace {

bool good_name(kerege_str name) {
    const std::string_view text = text_of(name);
    if (!good_bytes(name, rules::kPrivacyNameBytesMax) || text.empty()) return false;
    if (text.front() < 'a' || text.front() > 'z') return false;
    return std::all_of(text.begin(), text.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
               letter == '_';
    });
}

bool good_label(kerege_str label) {
    return label.size > 0 && good_text(label, rules::kPrivacyLabelBytesMax);
}

kerege_status table(kerege_call* call, kerege_str name, kerege_str title,
                    const kerege_privacy_column* columns, uint32_t count,
                    kerege_sink* error) noexcept {
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "table: no call");
    if (!call->personal)
        return refuse(error, KEREGE_INVALID, "table: only while data are given out");
    if (!good_name(name) || !good_label(title))
        return refuse(error, KEREGE_INVALID,
                      "table: a name of a-z, 0-9 and _ and a title are expected");
    if (!columns || count == 0 || count > rules::kPrivacyColumnsMax)
        return refuse(error, KEREGE_INVALID, "table: 1 to 32 columns are expected");
    return guarded(error, [&] {
        auto& tables = call->personal->tables;
        const bool known = std::any_of(tables.begin(), tables.end(),
                                       [&](const auto& one) { return one.name == text_of(name); });
        if (known || tables.size() >= rules::kPrivacyTablesMax)
            return refuse(error, KEREGE_INVALID,
                          "table: the name is taken, or there are 100 of them");
        PersonalTable begun{std::string(text_of(name)), std::string(text_of(title)), {}, {}};
        for (uint32_t i = 0; i < count; ++i) {
            const kerege_privacy_column& column = columns[i];
            if (!good_name(column.name) || !good_label(column.label))
                return refuse(error, KEREGE_INVALID,
                              "table: each column has a name of a-z, 0-9 and _ and a label");
            begun.columns.push_back(
                {std::string(text_of(column.name)), std::string(text_of(column.label))});
        }
        tables.push_back(std::move(begun));
        return KEREGE_OK;
    });
}

// Empty: good.
std::string_view wrong_with(const kerege_value& value) {
    if (value.type < KEREGE_DB_NULL || value.type > KEREGE_DB_TEXT)
        return "row: null, a number or text is expected";
    if (value.type == KEREGE_DB_TEXT && !good_text(value.as.text, rules::kPrivacyTextBytesMax))
        return "row: a text of more than 64 KiB, or not UTF-8";
    return {};
}

PersonalValue copied(const kerege_value& value) {
    switch (value.type) {
        case KEREGE_DB_INT64:
            return value.as.int64;
        case KEREGE_DB_REAL:
            return value.as.real;
        case KEREGE_DB_TEXT:
            return std::string(text_of(value.as.text));
        default:
            return std::monostate();
    }
}

kerege_status row(kerege_call* call, const kerege_value* values, uint32_t count,
                  kerege_sink* error) noexcept {
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "row: no call");
    if (!call->personal || call->personal->tables.empty())
        return refuse(error, KEREGE_INVALID, "row: no table was begun");
    return guarded(error, [&] {
        PersonalTables& out = *call->personal;
        PersonalTable& table = out.tables.back();
        if (!values || count != table.columns.size())
            return refuse(error, KEREGE_INVALID,
                          fmt::format("row: the table \"{}\" has {} columns", table.name,
                                      table.columns.size()));
        std::vector<PersonalValue> cells;
        size_t bytes = 0;
        for (uint32_t i = 0; i < count; ++i) {
            if (const auto wrong = wrong_with(values[i]); !wrong.empty())
                return refuse(error, KEREGE_INVALID, wrong);
            constexpr size_t kCellBytes = 16;
            bytes += kCellBytes;
            if (values[i].type == KEREGE_DB_TEXT) bytes += values[i].as.text.size;
            cells.push_back(copied(values[i]));
        }
        if (out.bytes + bytes > rules::kPrivacyBytesMax)
            return refuse(error, KEREGE_TOO_MANY, "row: more than 8 MiB of one person's data");
        out.bytes += bytes;
        table.rows.push_back(std::move(cells));
        return KEREGE_OK;
    });
}

std::string_view word_of(int32_t how) {
    switch (how) {
        case KEREGE_ERASED_DELETED:
            return "deleted";
        case KEREGE_ERASED_ANONYMISED:
            return "anonymised";
        case KEREGE_ERASED_KEPT:
            return "kept";
        default:
            return {};
    }
}

bool declared(const Manifest& manifest, std::string_view table, std::string_view field) {
    for (const PersonalData& data : manifest.personal_data) {
        if (data.table != table) continue;
        if (data.fields.empty()
                ? field.empty()
                : std::find(data.fields.begin(), data.fields.end(), field) != data.fields.end())
            return true;
    }
    return false;
}

kerege_status erased(kerege_call* call, kerege_str table, kerege_str field, int32_t how,
                     int64_t count, kerege_sink* error) noexcept {
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "erased: no call");
    if (!call->erased) return refuse(error, KEREGE_INVALID, "erased: only while data are erased");
    const std::string_view word = word_of(how);
    if (word.empty() || count < 0)
        return refuse(error, KEREGE_INVALID, "erased: no such way, or a number below 0");
    if (!good_text(table, rules::kNameBytesMax) || !good_text(field, rules::kNameBytesMax))
        return refuse(error, KEREGE_INVALID, "erased: a name is too long or not UTF-8");
    return guarded(error, [&] {
        if (!declared(call->plugin.manifest, text_of(table), text_of(field)))
            return refuse(
                error, KEREGE_INVALID,
                fmt::format("erased: personal_data in plugin.yaml has no \"{}\" of \"{}\"",
                            text_of(field), text_of(table)));
        call->erased->push_back(
            {std::string(text_of(table)), std::string(text_of(field)), std::string(word), count});
        return KEREGE_OK;
    });
}

}  // namespace

const kerege_privacy_draft1 kPrivacyService = {sizeof(kerege_privacy_draft1), 0, table, row,
                                               erased};

}  // namespace kerege::plugins
