// open-data show, make
#include <fmt/format.h>

#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"
#include "host/src/open_data/snapshots.hpp"
#include "host/src/view/translator.hpp"

namespace kerege::app {
namespace {

struct Publisher : ReadyConsole {
    explicit Publisher(const Invocation& invocation) : ReadyConsole(invocation.config) {
        (void)translator.add_domain("core", folders.share / "locales");
        if (!config.open_data.on())
            throw Failure(
                "nothing is published: the configuration names no organisation under "
                "open_data");
    }
    view::Translator translator;
    open_data::Snapshots snapshots{
        {database, organisations, standings, audit, translator, ids, clock, local_time, log},
        config.data_folder / "open_data",
        config.open_data};

    void tell(const open_data::Snapshot& one) const {
        fmt::print("{}: numbers of {} organisations as of {}, made {}\n", one.organisation,
                   one.organisations, one.day, local_time.minute(one.made_at_ms));
    }
};

}  // namespace

int open_data_show(const Invocation& invocation) {
    Publisher publisher(invocation);
    if (const auto last = publisher.snapshots.current())
        publisher.tell(*last);
    else
        fmt::print("{}: not made yet\n", publisher.config.open_data.organisation);
    return kDone;
}

int open_data_make(const Invocation& invocation) {
    Publisher publisher(invocation);
    publisher.tell(unwrap(publisher.snapshots.make({}, [] { return true; })));
    return kDone;
}

}  // namespace kerege::app
