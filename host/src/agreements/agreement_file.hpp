// Documents from a YAML file: `documents:` with code, kind, owner (an organisation's code),
// profiles, own_age, title and text in kk, ru and en. What it says becomes the draft of the next
// version.
#pragma once

#include <filesystem>

#include "host/src/agreements/agreements.hpp"
#include "host/src/directory/organisations.hpp"

namespace kerege::agreements {

struct ImportedDocuments {
    int created = 0;
    int drafted = 0;
    int unchanged = 0;  // as the draft, or as the newest version
};

// Which drafts a file takes the place of: somebody may have written on in the browser.
enum class Replace { drafts_of_files, all_drafts };

// Each document holds or fails by itself, in the order of the file; the first fault ends it. Fault:
// what is wrong, with file and line.
Result<ImportedDocuments> import_documents(Agreements& agreements,
                                           directory::Organisations& organisations,
                                           const std::filesystem::path& file, Replace replace);

}  // namespace kerege::agreements
