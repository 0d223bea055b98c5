// What a plugin may hand in: the one place of these limits. The same on both sides of a worker, so
// that its plugin learns at once what the host would say. Internal.
#pragma once

#include "host/src/http/message.hpp"
#include "host/src/http/text.hpp"
#include "host/src/plugins/checks.hpp"
#include "kerege/abi/draft/search.h"
#include "kerege/abi/i18n.h"

namespace kerege::plugins::rules {

inline constexpr size_t kNameBytesMax = 200;
inline constexpr size_t kHeaderBytesMax = 8192;
inline constexpr size_t kSentenceBytesMax = 1000;
inline constexpr size_t kMessageBytesMax = 4096;
inline constexpr size_t kDayBytesMax = 10;
inline constexpr int64_t kInstantMsMax = 253'402'300'799'000;  // the end of the year 9999
inline constexpr size_t kTopicBytesMax = 200;
inline constexpr size_t kSubjectBytesMax = 64;
inline constexpr size_t kEventBytesMax = 16 * 1024;
inline constexpr size_t kJobKindBytesMax = 100;
inline constexpr size_t kJobKeyBytesMax = 200;
inline constexpr size_t kJobBytesMax = 16 * 1024;
inline constexpr int kJobsPerCallMax = 10'000;
inline constexpr size_t kMailKeyBytesMax = 200;
inline constexpr size_t kOutputBytesMax = 16 * 1024 * 1024;
inline constexpr size_t kModelsMax = 200'000;             // of a call
inline constexpr uint32_t kArgumentsMax = 64;             // of a statement
inline constexpr size_t kArgumentBytesMax = 1024 * 1024;  // of all of them

inline constexpr size_t kViewsMax = 32;  // noted by one handler
inline constexpr const char* kBadView =
    "note_view: the subject is \"membership:\" and an id, or \"class:\" and a label, at most 200 "
    "bytes of UTF-8";
// Whom an answer shows, as the audit log's readers look for it.
inline bool good_view(kerege_str subject) {
    if (!good_text(subject, kNameBytesMax)) return false;
    const std::string_view text = text_of(subject);
    for (const std::string_view kind : {"membership:", "class:"})
        if (text.starts_with(kind)) return text.size() > kind.size();
    return false;
}

inline constexpr size_t kServiceBytesMax = 200;
inline constexpr size_t kMethodBytesMax = 64;
inline constexpr size_t kServiceRequestBytesMax = 64 * 1024;
inline constexpr size_t kServiceAnswerBytesMax = 1024 * 1024;
inline constexpr const char* kAnswerTooLarge = "the answer has more than 1 MiB";

inline constexpr const char* kBadServiceRequest =
    "call: no sink for the answer, or a text that is missing, too long or not UTF-8";

inline constexpr size_t kPrivacyNameBytesMax = 40;
inline constexpr size_t kPrivacyLabelBytesMax = 200;
inline constexpr uint32_t kPrivacyColumnsMax = 32;
inline constexpr size_t kPrivacyTablesMax = 100;
inline constexpr size_t kPrivacyTextBytesMax = 64 * 1024;
inline constexpr size_t kPrivacyBytesMax = 8 * 1024 * 1024;  // of one export

inline constexpr size_t kSearchKindBytesMax = 40;
inline constexpr size_t kSearchTitleBytesMax = 300;
inline constexpr size_t kSearchWordsBytesMax = 2000;
inline constexpr size_t kSearchWordsMax = 40;         // of an entry
inline constexpr int64_t kSearchEntriesMax = 50'000;  // of a kind, in an organisation

inline constexpr size_t kFilePartBytesMax = 1024 * 1024;
inline constexpr uint32_t kFileReadBytesMax = 64 * 1024;

// What a service is asked with.
inline bool good_service_request(kerege_str service, kerege_str method, kerege_str request) {
    return good_text(service, kServiceBytesMax) && method.size > 0 &&
           good_text(method, kMethodBytesMax) && good_text(request, kServiceRequestBytesMax);
}

// An entry's texts, but for what is missing.
inline bool good_search_entry(const kerege_search_entry& entry) {
    return good_text(entry.kind, kSearchKindBytesMax) &&
           good_text(entry.title, kSearchTitleBytesMax) &&
           good_text(entry.title_ru, kSearchTitleBytesMax) &&
           good_text(entry.title_en, kSearchTitleBytesMax) &&
           good_text(entry.detail, kSearchTitleBytesMax) &&
           good_text(entry.words, kSearchWordsBytesMax);
}
inline constexpr const char* kBadSearchEntry =
    "put: an id, a title, and texts that are neither too long nor anything but UTF-8 are expected";

inline bool good_status(int32_t status) { return status >= 200 && status <= 599; }

inline bool good_redirect(kerege_str path, kerege_str notice) {
    const std::string_view to = text_of(path);
    return good_text(path, kHeaderBytesMax) && http::is_site_path(to) &&
           http::is_header_value(to) && good_text(notice, kSentenceBytesMax);
}

inline bool good_message(kerege_str message) { return good_bytes(message, kMessageBytesMax); }
inline bool good_day(kerege_str day, int32_t style) {
    return good_bytes(day, kDayBytesMax) && style >= KEREGE_DAY_SHORT &&
           style <= KEREGE_DAY_WEEKDAY;
}
inline bool good_instant(int64_t at_ms) { return at_ms >= 0 && at_ms <= kInstantMsMax; }

inline bool good_header(kerege_str name, kerege_str value) {
    return good_bytes(name, kNameBytesMax) && good_bytes(value, kHeaderBytesMax);
}

}  // namespace kerege::plugins::rules
