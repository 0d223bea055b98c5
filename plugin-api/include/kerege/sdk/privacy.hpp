// A person's data given out and erased, as handlers see it. See kerege/abi/draft/privacy.h for what
// is promised.
//
//   Result<> give_out(sdk::Call& call, MembershipId member, sdk::PersonalData& out) {
//       out.table("loans", call.tr("Loans"), {{"title", call.tr("Book")}});
//       call.read().each(queries::loans_of, {call.scope().organisation, member},
//                        [&](const sdk::Row& row) { out.row({row.text(0)}); });
//       return success();
//   }
//   Result<> erase(sdk::Call& call, MembershipId member, sdk::Erasure& out) {
//       auto transaction = call.write();
//       out.deleted("library_loan", "reader_membership_id",
//                   transaction.execute(queries::remove_loans, {call.scope().organisation,
//                   member}));
//       transaction.commit();
//       return success();
//   }
//   plugin.on_export(give_out);
//   plugin.on_erase(erase);
//
// The plugin asks for kerege.privacy/draft-1 under `needs`.
#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "kerege/abi/draft/privacy.h"
#include "kerege/sdk/call.hpp"

namespace kerege::sdk {

// Tables of one person's data. Lives as long as the handler runs.
class PersonalData {
public:
    struct Column {
        std::string_view name;   // for programs
        std::string_view label;  // for people
    };

    PersonalData(const Host& host, kerege_call* call) : host_(host), call_(call) {}
    PersonalData(const PersonalData&) = delete;

    void table(std::string_view name, std::string_view title,
               std::initializer_list<Column> columns) {
        std::vector<kerege_privacy_column> given;
        for (const Column& column : columns) given.push_back({str(column.name), str(column.label)});
        StringSink error;
        require(host_.privacy->table(call_, str(name), str(title), given.data(),
                                     static_cast<uint32_t>(given.size()), error.sink()),
                error, "table");
    }
    void row(std::initializer_list<Argument> values) {
        StringSink error;
        require(host_.privacy->row(call_, values.size() ? &values.begin()->value : nullptr,
                                   static_cast<uint32_t>(values.size()), error.sink()),
                error, "row");
    }

private:
    const Host& host_;
    kerege_call* call_;
};

// What became of one person's data. Lives as long as the handler runs.
class Erasure {
public:
    Erasure(const Host& host, kerege_call* call) : host_(host), call_(call) {}
    Erasure(const Erasure&) = delete;

    void deleted(std::string_view table, std::string_view field, int64_t count) {
        say(table, field, KEREGE_ERASED_DELETED, count);
    }
    void anonymised(std::string_view table, std::string_view field, int64_t count) {
        say(table, field, KEREGE_ERASED_ANONYMISED, count);
    }
    void kept(std::string_view table, std::string_view field, int64_t count) {
        say(table, field, KEREGE_ERASED_KEPT, count);
    }

private:
    void say(std::string_view table, std::string_view field, int32_t how, int64_t count) {
        StringSink error;
        require(host_.privacy->erased(call_, str(table), str(field), how, count, error.sink()),
                error, "erased");
    }

    const Host& host_;
    kerege_call* call_;
};

}  // namespace kerege::sdk
