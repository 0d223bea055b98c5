// agreement list, import, publish, withdraw, end, keep, show
#include <fmt/format.h>

#include <charconv>

#include "host/src/agreements/agreement_file.hpp"
#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"

namespace kerege::app {
namespace {

struct AgreementConsole : ReadyConsole {
    explicit AgreementConsole(const Config& given)
        : ReadyConsole(given),
          agreements(database, audit, ids, clock, local_time, config.offer_notice_hours) {}
    agreements::Agreements agreements;

    agreements::Document document(const std::string& code) {
        auto found = agreements.find(code);
        if (!found) throw Failure(fmt::format("there is no document {}", code));
        return std::move(*found);
    }
};

int64_t number_of(const std::string& text) {
    int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number <= 0)
        throw Failure(fmt::format("\"{}\" is not the number of a version", text), kUsage);
    return number;
}

// The words of the first field, if it is a field's: written for pages, but short.
template <class T>
T unwrap_field(Result<T> result) {
    if (!result.ok() && !result.fault().fields.empty()) {
        const FieldFault& wrong = result.fault().fields.front();
        throw Failure(fmt::format("{}: {}", wrong.field, wrong.message));
    }
    return unwrap(std::move(result));
}

}  // namespace

int agreement_list(const Invocation& invocation) {
    AgreementConsole console(invocation.config);
    const std::string today = console.today();
    for (const auto& document : console.agreements.documents()) {
        std::string line = fmt::format("{:<24} {:<12}", document.code, document.kind);
        if (const auto* holds = document.in_force(today)) {
            line += fmt::format(" {} in force since {}", holds->number, holds->in_force_from);
            const auto counted = console.agreements.counts(document, holds->number, document.owner);
            const auto& counts = counted->rows;
            if (!counts.empty())
                line += fmt::format(", accepted by {} of {}", counts.front().accepted,
                                    counts.front().bound);
        }
        if (const auto* coming = document.coming(today))
            line += fmt::format(" {} from {}", coming->number, coming->in_force_from);
        if (!document.end().empty()) line += fmt::format(" ends {}", document.end());
        if (document.has_draft) line += " draft";
        fmt::print("{}\n", line);
    }
    return kDone;
}

int agreement_import(const Invocation& invocation) {
    AgreementConsole console(invocation.config);
    const auto replace = invocation.has("replace-drafts") ? agreements::Replace::all_drafts
                                                          : agreements::Replace::drafts_of_files;
    const auto done = unwrap(agreements::import_documents(console.agreements, console.organisations,
                                                          invocation.arguments[0], replace));
    fmt::print("{} created, {} drafted, {} as they were\n", done.created, done.drafted,
               done.unchanged);
    return kDone;
}

int agreement_publish(const Invocation& invocation) {
    AgreementConsole console(invocation.config);
    const auto document = console.document(invocation.arguments[0]);
    if (!document.has_draft) throw Failure("there is no draft of " + document.code);
    const std::string from = invocation.option("from", console.agreements.earliest_day(document));
    const auto draft = console.agreements.draft(document);
    const auto number =
        unwrap_field(console.agreements.publish(document, draft.revision, from, {}));
    fmt::print("{} {} is in force from {}\n", document.code, number, from);
    return kDone;
}

int agreement_withdraw(const Invocation& invocation) {
    AgreementConsole console(invocation.config);
    const auto document = console.document(invocation.arguments[0]);
    const int64_t number = number_of(invocation.needed("number"));
    (void)unwrap(console.agreements.withdraw(document, number, {}));
    fmt::print("{} {} is taken back\n", document.code, number);
    return kDone;
}

int agreement_end(const Invocation& invocation) {
    AgreementConsole console(invocation.config);
    const auto document = console.document(invocation.arguments[0]);
    const std::string day = invocation.option("on", console.agreements.earliest_end(document));
    (void)unwrap(console.agreements.end(document, day, {}));
    fmt::print("{} is over from {}\n", document.code, day);
    return kDone;
}

int agreement_keep(const Invocation& invocation) {
    AgreementConsole console(invocation.config);
    const auto document = console.document(invocation.arguments[0]);
    (void)unwrap(console.agreements.keep(document, {}));
    fmt::print("{} goes on\n", document.code);
    return kDone;
}

int agreement_show(const Invocation& invocation) {
    const std::string locale = invocation.option("language", "kk");
    if (locale != "kk" && locale != "ru" && locale != "en")
        throw Failure("--language is kk, ru or en", kUsage);
    AgreementConsole console(invocation.config);
    const auto document = console.document(invocation.arguments[0]);
    int64_t number = 0;
    if (invocation.has("number")) {
        number = number_of(invocation.option("number"));
    } else if (const auto* holds = document.in_force(console.today())) {
        number = holds->number;
    }
    const auto version = console.agreements.version(document, number);
    if (!version)
        throw Failure(number == 0 ? fmt::format("no version of {} is in force", document.code)
                                  : fmt::format("{} has no version {}", document.code, number));
    fmt::print("{}", version->text.in(locale));
    return kDone;
}

}  // namespace kerege::app
