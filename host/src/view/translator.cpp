#include "host/src/view/translator.hpp"

#include <algorithm>
#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>
#include <exception>
#include <fstream>
#include <iterator>
#include <locale>
#include <map>
#include <stdexcept>

namespace kerege::view {

namespace {

using Catalogue = boost::locale::message_format<char>;

constexpr size_t kLocaleCount = std::size(kLocales);

// Where a locale's catalogue stands among the three; kLocaleCount for none of them.
size_t index_of(std::string_view locale) {
    return std::find(std::begin(kLocales), std::end(kLocales), locale) - std::begin(kLocales);
}

std::vector<char> read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// Boost looks for its files by language folders and asks the callback for each: whatever it looks
// for, it is given the one catalogue that was read already.
Catalogue* compile(std::string_view locale, const std::vector<char>& bytes) {
    boost::locale::gnu_gettext::messages_info info;
    info.language = locale;
    info.encoding = "UTF-8";
    info.domains.emplace_back("messages");
    info.paths.emplace_back("/");
    info.callback = [&bytes](const std::string&, const std::string&) { return bytes; };
    return boost::locale::gnu_gettext::create_messages_facet<char>(info);
}

// Plural rules look at the last digits only, and the facet takes an int.
int plural_number(int64_t count) {
    constexpr uint64_t kBig = 1'000'000;
    const uint64_t size =
        count < 0 ? 0 - static_cast<uint64_t>(count) : static_cast<uint64_t>(count);
    return static_cast<int>(size < kBig ? size : kBig + size % kBig);
}

}  // namespace

bool is_locale(std::string_view text) { return index_of(text) < kLocaleCount; }

struct Translator::Impl {
    struct Domain {
        // The locale object owns the facet.
        std::locale owners[kLocaleCount];
        const Catalogue* catalogues[kLocaleCount] = {};
    };
    std::map<std::string, Domain, std::less<>> domains;

    const Catalogue* find(std::string_view domain, std::string_view locale) const {
        const size_t index = index_of(locale);
        const auto found = domains.find(domain);
        if (index == kLocaleCount || found == domains.end()) return nullptr;
        return found->second.catalogues[index];
    }
};

Translator::Translator() : impl_(std::make_unique<Impl>()) {}
Translator::~Translator() = default;

std::vector<std::string> Translator::add_domain(const std::string& domain,
                                                const std::filesystem::path& folder) {
    std::vector<std::string> missing;
    Impl::Domain& entry = impl_->domains[domain];
    for (size_t i = 0; i < kLocaleCount; ++i) {
        const std::string name = std::string(kLocales[i]) + ".mo";
        const std::vector<char> bytes = read(folder / name);
        if (bytes.empty()) {
            missing.push_back(name);
            continue;
        }
        try {
            Catalogue* catalogue = compile(kLocales[i], bytes);
            entry.owners[i] = std::locale(std::locale::classic(), catalogue);
            entry.catalogues[i] = catalogue;
        } catch (const std::exception& damage) {
            missing.push_back(name + " (" + damage.what() + ")");
        }
    }
    return missing;
}

std::string_view Translator::translate(std::string_view domain, std::string_view locale,
                                       std::string_view message) const {
    // The empty message id is the catalogue's header.
    if (message.empty()) return message;
    const Catalogue* catalogue = impl_->find(domain, locale);
    if (!catalogue) return message;
    const char* text = catalogue->get(0, nullptr, std::string(message).c_str());
    return text ? std::string_view(text) : message;
}

std::string_view Translator::translate_plural(std::string_view domain, std::string_view locale,
                                              std::string_view one, std::string_view many,
                                              int64_t count) const {
    const int number = plural_number(count);
    if (const Catalogue* catalogue = one.empty() ? nullptr : impl_->find(domain, locale)) {
        if (const char* text = catalogue->get(0, nullptr, std::string(one).c_str(), number)) {
            return text;
        }
    }
    return number == 1 ? one : many;
}

bool Translator::has(std::string_view domain, std::string_view locale,
                     std::string_view message) const {
    const Catalogue* catalogue = message.empty() ? nullptr : impl_->find(domain, locale);
    return catalogue && catalogue->get(0, nullptr, std::string(message).c_str());
}

}  // namespace kerege::view
