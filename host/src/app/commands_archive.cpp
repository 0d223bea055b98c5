// org take-along
#include <fmt/format.h>

#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"
#include "host/src/files/files.hpp"
#include "host/src/leaving/archives.hpp"
#include "host/src/plugins/catalogue.hpp"
#include "host/src/view/translator.hpp"

namespace kerege::app {

int organisation_take_along(const Invocation& invocation) {
    const std::string locale = invocation.option("language", "kk");
    if (!view::is_locale(locale)) throw Failure("--language is kk, ru or en", kUsage);
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.arguments[0]));
    const auto catalogue = plugins::Catalogue::read(console.folders.plugins);
    view::Translator translator;
    (void)translator.add_domain("core", console.folders.share / "locales");
    for (const auto& entry : catalogue.entries())
        if (!entry.manifest.id.empty())
            (void)translator.add_domain(entry.manifest.id, entry.folder / "locales");
    files::Files files(console.database, console.ids, console.clock, console.log,
                       console.config.files);
    leaving::SchoolArchive archive({console.database, catalogue, translator, files, console.clock,
                                    console.local_time, console.log});
    const std::filesystem::path file = invocation.arguments[1];
    try {
        archive.write(organisation, locale, file, [](int64_t, int64_t) { return true; });
    } catch (const leaving::CannotWrite& failed) {
        throw Failure(failed.what());
    }
    auto transaction = console.database.write();
    leaving::note_taken(transaction, console.audit, organisation.id, {}, {});
    transaction.commit();
    fmt::print("{}: everything of {} is in it\n", file.string(), organisation.code);
    return kDone;
}

}  // namespace kerege::app
