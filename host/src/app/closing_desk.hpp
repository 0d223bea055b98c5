// What is left to do where an organisation is closed, as commands see and order it: the work itself
// is done by the host.
#pragma once

#include "host/src/app/console.hpp"
#include "host/src/app/letter_desk.hpp"
#include "host/src/directory/endings.hpp"
#include "host/src/files/files.hpp"
#include "host/src/jobs/queue.hpp"
#include "host/src/leaving/archives.hpp"
#include "host/src/plugins/outbox.hpp"
#include "host/src/privacy/closings.hpp"

namespace kerege::app {

struct ClosingDesk {
    // The console must outlive this. Throws std::runtime_error if a template can't be read.
    explicit ClosingDesk(Console& console)
        : letters(console),
          catalogue(plugins::Catalogue::read(console.folders.plugins)),
          outbox(catalogue, console.ids, console.clock),
          endings(console.database, console.audit, outbox, console.ids, console.clock,
                  console.local_time),
          deletions(console.database, console.audit, outbox, endings, console.ids, console.clock,
                    console.local_time, console.config.privacy, &letters.letters),
          queue(console.database, console.ids, console.clock),
          files(console.database, console.ids, console.clock, console.log, console.config.files),
          archives({console.database, catalogue, letters.translator, files, console.clock,
                    console.local_time, console.log},
                   console.organisations, console.audit, queue, console.ids,
                   console.config.data_folder / "archives", console.config.privacy.archive_days),
          closings(console.database, deletions, archives, console.clock, console.local_time,
                   console.log, console.config.privacy, &letters.letters) {}

    LetterDesk letters;
    plugins::Catalogue catalogue;
    plugins::Outbox outbox;
    directory::Endings endings;
    privacy::Deletions deletions;
    jobs::Queue queue;
    files::Files files;
    leaving::Archives archives;
    privacy::Closings closings;
};

}  // namespace kerege::app
